# SPDX-License-Identifier: EUPL-1.2
"""News of a project and the texts of its public page. The page itself is in ``isopolity.pages``."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from isopolity.accounts.me import me
from isopolity.core.components import Action, Line
from isopolity.core.errors import Refused
from isopolity.core.getters import get_for
from isopolity.core.policy import may
from isopolity.core.web import attempt, see, tell
from isopolity.networks import actions, queries
from isopolity.networks.forms import NewsForm, PageForm
from isopolity.networks.frame import project_frame
from isopolity.networks.models import News, Project


@require_safe
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """The news of the project; only its secretariat sees what is not published."""
    project = get_for(request.user, "project.read", Project, pk=pk)
    can_change = may(request.user, "project.change", project)
    buttons = [Action(_("Write news"), reverse("news_add", args=[pk]), "plus", primary=True)] if can_change else []
    context = project_frame(request.user, project, "news", Line(_("News")))
    page = Paginator(queries.news_of(request.user, project), 20).get_page(request.GET.get("page"))
    return render(
        request, "networks/news.html", {**context, "rows": page, "actions": buttons, "can_change": can_change}
    )


def add_news(request: HttpRequest, pk: int) -> HttpResponse:
    """A new piece of news, not published yet."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    form = NewsForm(request.POST or None, initial={"language": project.working_language})
    if request.method == "POST":
        made = attempt(form, lambda: actions.write_news(by=me(request), project=project, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("Saved. Nobody else reads it before you publish it."))
            return see("news", pk, part=f"news-{made.pk}")
    crumbs = [Line(_("News"), reverse("news", args=[pk])), Line(_("Write news"))]
    context = project_frame(request.user, project, "news", *crumbs)
    return render(request, "networks/part_form.html", {**context, "form": form, "title": _("Write news")})


def change_news(request: HttpRequest, pk: int, news: int) -> HttpResponse:
    """Other words, publish, take back, delete."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    found = get_object_or_404(News.objects.select_related("project"), project=project, pk=news)
    if "remove" in request.POST:
        actions.remove_news(by=me(request), news=found)
        return see("news", pk)
    if "publish" in request.POST:
        actions.publish_news(by=me(request), news=found, is_published=request.POST["publish"] == "1")
        return see("news", pk, part=f"news-{found.pk}")
    now = {name: getattr(found, name) for name in NewsForm.base_fields}
    form = NewsForm(request.POST or None, initial=now)
    if request.method == "POST" and None is not attempt(
        form, lambda: actions.change_news(by=me(request), news=found, **form.cleaned_data)
    ):
        return see("news", pk, part=f"news-{found.pk}")
    crumbs = [Line(_("News"), reverse("news", args=[pk])), Line(found.title)]
    context = project_frame(request.user, project, "news", *crumbs)
    return render(
        request, "networks/part_form.html", {**context, "form": form, "title": found.title, "can_remove": True}
    )


def write_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts of the public page by language."""
    project = get_for(request.user, "project.change", Project.objects.select_related("page"), pk=pk)
    form = PageForm(request.POST or None, project=project, page=getattr(project, "page", None))
    if request.method == "POST":
        made = attempt(form, lambda: actions.write_page(by=me(request), project=project, **form.texts()))
        if made is not None:
            messages.success(request, _("Saved."))
            return see("project_about", pk)
    crumbs = [Line(_("Public page"), reverse("project_about", args=[pk])), Line(_("Texts"))]
    context = project_frame(request.user, project, "project_about", *crumbs)
    context |= {"form": form, "title": _("Texts of the public page"), "who": _("public")}
    return render(request, "networks/part_form.html", context)


@require_POST
def publish_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the page to everybody, or close it."""
    project = get_for(request.user, "project.change", Project, pk=pk)
    try:
        actions.publish_page(by=me(request), project=project, is_published=request.POST.get("publish") == "1")
    except Refused as refused:
        tell(request, refused)
    return see("project_about", pk)
