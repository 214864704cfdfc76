# SPDX-License-Identifier: EUPL-1.2
"""What a project tells everybody: news, and the texts of its public page."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.models import News, Project, ProjectPage

Translations = Mapping[str, str]


@action
def write_news(
    *, by: Person, project: Project, title: str, text: str, language: str = "en", on: date | None = None
) -> News:
    """A piece of news; nobody else reads it before it is published."""
    require(by, "project.change", project)
    return _keep(News(project=project), title, text, language, on or timezone.localdate())


@action
def change_news(*, by: Person, news: News, title: str, text: str, language: str = "en", on: date | None = None) -> News:
    """Other words or another date."""
    require(by, "project.change", news.project)
    return _keep(news, title, text, language, on or news.on)


def _keep(row: News, title: str, text: str, language: str, on: date) -> News:
    row.title, row.text, row.language, row.on = plain(title), plain(text), plain(language), on
    checked(row).save()
    return row


@action
def publish_news(*, by: Person, news: News, is_published: bool) -> News:
    """Show the news on the public page, or take it back."""
    require(by, "project.change", news.project)
    news.published_at = (news.published_at or timezone.now()) if is_published else None
    news.save(update_fields=["published_at"])
    return news


@action
def remove_news(*, by: Person, news: News) -> None:
    """The news is deleted; the history keeps it."""
    require(by, "project.change", news.project)
    news.delete()


@action
def write_page(*, by: Person, project: Project, what: Translations, why: Translations) -> ProjectPage:
    """The texts of the public page by language, all of them anew; languages without a text are left out."""
    require(by, "project.change", project)
    page, _made = ProjectPage.objects.get_or_create(project=project)
    page.what, page.why = _texts(what), _texts(why)
    if page.published_at and not page.what:
        words = _("The page is published and needs this text. Withdraw the page first.")
        raise Refused(words, fields={"what": words})
    checked(page).save()
    return page


def _texts(given: Translations) -> dict[str, str]:
    cleaned = {plain(language)[:12]: plain(text) for language, text in given.items()}
    return {language: text for language, text in cleaned.items() if language and text}


@action
def publish_page(*, by: Person, project: Project, is_published: bool) -> ProjectPage:
    """Open the public page to everybody, or close it."""
    require(by, "project.change", project)
    page, _made = ProjectPage.objects.get_or_create(project=project)
    if is_published and not page.what:
        raise Refused(_("Write first what the project does."))
    page.published_at = (page.published_at or timezone.now()) if is_published else None
    page.save(update_fields=["published_at"])
    return page
