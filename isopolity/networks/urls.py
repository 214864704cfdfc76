# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.networks.views import money, objectives, projects, settings, shelf, steps, telling

urlpatterns: list[URLPattern | URLResolver] = [
    path("networks/", projects.networks, name="networks"),
    path("networks/add/", projects.add_network, name="network_add"),
    path("networks/<int:pk>/", projects.network, name="network"),
    path("networks/<int:pk>/change/", projects.change_network, name="network_change"),
    path("networks/<int:pk>/projects/add/", projects.add_project, name="project_add"),
    path("projects/<int:pk>/change/", settings.change_project, name="project_change"),
    path("projects/<int:pk>/shape/", settings.shape, name="project_shape"),
    path("projects/<int:pk>/partners/", settings.partners, name="project_partners"),
    path("projects/<int:pk>/partners/<int:partner>/", settings.partner, name="project_partner"),
    path("projects/<int:pk>/phases/", settings.phases, name="project_phases"),
    path("projects/<int:pk>/phases/<int:phase>/", settings.phase, name="project_phase"),
    path("projects/<int:pk>/steps/", steps.steps, name="project_steps"),
    path("projects/<int:pk>/steps/<int:step>/", steps.step, name="project_step"),
    path("projects/<int:pk>/asked/", steps.asked, name="project_asked"),
    path("projects/<int:pk>/asked/<int:asked>/", steps.asked_one, name="project_asked_one"),
    path("projects/<int:pk>/people/", settings.people, name="project_people"),
    path("projects/<int:pk>/people/<int:role>/remove/", settings.remove_person, name="project_person_remove"),
    path("projects/<int:pk>/accent.css", settings.accent, name="project_accent"),
    path("projects/<int:pk>/objectives/", objectives.objectives, name="objectives"),
    path("projects/<int:pk>/objectives/<int:objective>/", objectives.objective, name="objective"),
    path("projects/<int:pk>/objectives/<int:objective>/tick/", objectives.tick, name="objective_tick"),
    path("projects/<int:pk>/documents/", shelf.shelf, name="shelf"),
    path("projects/<int:pk>/documents/add/", shelf.add, name="shelf_add"),
    path("projects/<int:pk>/documents/<int:document>/", shelf.document, name="shelf_document"),
    path("projects/<int:pk>/documents/<int:document>/change/", shelf.change, name="shelf_change"),
    path("projects/<int:pk>/money/", money.money, name="money"),
    path("projects/<int:pk>/money/<int:line>/", money.line, name="money_line"),
    path("projects/<int:pk>/money/<int:line>/change/", money.change_line, name="money_line_change"),
    path("projects/<int:pk>/spending/<int:spending>/remove/", money.remove_spending, name="spending_remove"),
    path("projects/<int:pk>/news/", telling.news, name="news"),
    path("projects/<int:pk>/news/add/", telling.add_news, name="news_add"),
    path("projects/<int:pk>/news/<int:news>/", telling.change_news, name="news_change"),
    path("projects/<int:pk>/about/texts/", telling.write_page, name="project_about_texts"),
    path("projects/<int:pk>/about/publish/", telling.publish_page, name="project_about_publish"),
]
