# SPDX-License-Identifier: EUPL-1.2
"""Forms for news and for the texts of the public page."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isopolity.networks.forms.projects import day_input
from isopolity.networks.models import Project, ProjectPage
from isopolity.places.facts import language_name


class NewsForm(forms.Form):
    """A piece of news."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 8}))
    language = forms.CharField(
        label=_("Language"), max_length=12, initial="en", help_text=_("A language tag, as in en.")
    )
    on = forms.DateField(label=_("Date"), widget=day_input(), initial=timezone.localdate)


def languages_of(project: Project, page: ProjectPage | None) -> list[str]:
    """The site's languages, the project's working language, and those in which there is a text already."""
    there = [*page.what, *page.why] if page else []
    return list(dict.fromkeys([*[code for code, _name in settings.LANGUAGES], project.working_language, *there]))


class PageForm(forms.Form):
    """What the project does and why, in each language: fields ``what_en``, ``why_en`` …"""

    def __init__(self, *args: Any, project: Project, page: ProjectPage | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages_of(project, page)
        for code in self.languages:
            name = language_name(code)
            self._add("what", code, _("What the project does (%s)") % name, page.what if page else {})
            self._add("why", code, _("Why (%s)") % name, page.why if page else {})

    def _add(self, field: str, code: str, label: str, texts: dict[str, str]) -> None:
        area = forms.Textarea(attrs={"rows": 5, "lang": code, "dir": "auto"})
        self.fields[f"{field}_{code}"] = forms.CharField(
            label=label, required=False, widget=area, initial=texts.get(code, "")
        )

    def texts(self) -> dict[str, dict[str, str]]:
        """``what`` and ``why`` by language."""
        return {
            field: {code: self.cleaned_data.get(f"{field}_{code}", "") for code in self.languages}
            for field in ("what", "why")
        }
