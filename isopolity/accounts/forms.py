# SPDX-License-Identifier: EUPL-1.2
"""Forms about accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from isopolity.accounts.languages import language_choices
from isopolity.accounts.models import NoticeKind, Person

SCOPES = [("read", _("read only")), ("write", _("read and write"))]
LIVES = [(30, _("30 days")), (90, _("90 days")), (180, _("half a year")), (365, _("a year"))]


class InvitationForm(forms.Form):
    """What an invited person fills in to open the account."""

    name = forms.CharField(
        label=_("Your name or function"),
        max_length=150,
        help_text=_("Others see it beside what you write. Example: Integration officer of Nordhavn."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=language_choices)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters. Three or four words that belong together only for you work well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Both passwords are the same."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("The two passwords differ."))
        return again


class AccountForm(forms.ModelForm):
    """One's own name, language and appearance."""

    language = forms.ChoiceField(label=_("Language"), choices=language_choices)

    class Meta:
        model = Person
        fields = ["name", "language", "theme"]
        labels = {"name": _("Name or function"), "theme": _("Appearance")}
        help_texts = {"name": _("Others see it beside what you write.")}
        widgets = {"theme": forms.RadioSelect}


class MailForm(forms.Form):
    """What one wants to be written to about."""

    kinds = forms.MultipleChoiceField(
        label=_("Write to me about"),
        choices=NoticeKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At most one mail a day. Invitations and letters about your sign-in always come."),
    )


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(label=_("What it is for"), max_length=80, help_text=_("Example: yearly report of my city"))
    scope = forms.ChoiceField(label=_("What it may do"), choices=SCOPES, initial="read", widget=forms.RadioSelect)
    days = forms.TypedChoiceField(label=_("It works for"), choices=LIVES, initial=90, coerce=int)


class InviteForm(forms.Form):
    """Somebody to invite to the site."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name or function"), max_length=150, required=False)


class AddressForm(forms.Form):
    """A person's new address."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class ResetSecondStepForm(forms.Form):
    """Why somebody's second step is taken away."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "How do you know that it is this person who asks? "
            "Example: lost the phone; I called the number of the town hall. The person reads it in the mail."
        ),
    )


class PeopleFilter(forms.Form):
    """Which accounts to list."""

    q = forms.CharField(label=_("Name or address"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("all")),
            ("joined", _("has joined")),
            ("invited", _("is invited")),
            ("closed", _("is closed")),
            ("operator", _("is site operator")),
        ],
    )
