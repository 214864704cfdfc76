# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from allauth.socialaccount.views import login_error
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path

from isopolity.accounts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", views.account, name="account"),
    path("account/mail/", views.mail, name="account_mail"),
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", views.revoke, name="token_revoke"),
    path("invitations/<str:secret>/", views.invitation, name="invitation"),
    path("unsubscribe/<str:word>/", views.unsubscribe, name="unsubscribe"),
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="person_invite"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/second-step/", views.person_second_step, name="person_second_step"),
    # Instead of allauth's pages: accounts begin with an invitation, addresses are changed by an operator.
    path("accounts/signup/", views.by_invitation, name="registration_closed"),
    path("accounts/3rdparty/signup/", views.by_invitation, name="single_sign_on_closed"),
    path("accounts/2fa/webauthn/signup/", views.by_invitation, name="passkey_registration_closed"),
    path("accounts/email/", views.by_operator, name="address_closed"),
    path("accounts/confirm-email/", views.nothing_to_confirm, name="confirmation_closed"),
    path("accounts/confirm-email/<str:key>/", views.nothing_to_confirm, name="confirmation_link_closed"),
    path("accounts/oidc/<str:provider_id>/login/", views.single_sign_on, name="single_sign_on"),
    # allauth's own, which it forgets to open to people who could not sign in.
    path("accounts/3rdparty/login/error/", login_not_required(login_error), name="socialaccount_login_error"),
]
