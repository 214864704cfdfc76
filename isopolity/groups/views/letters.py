# SPDX-License-Identifier: EUPL-1.2
"""The page behind the link in a letter: whether one comes, without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from isopolity.core.errors import Refused
from isopolity.core.principal import acting
from isopolity.groups import actions
from isopolity.groups.letters import unseal
from isopolity.groups.models import Reply

JOB = "job:group-reply"


@login_not_required
@never_cache
def group_reply(request: HttpRequest, word: str) -> HttpResponse:
    """Yes or no to one invitation. The signed word is the permission; it shows title, time and place only."""
    found = unseal(word)
    if found is None:
        return render(request, "groups/reply.html", {}, status=404)
    wrong = ""
    if request.method == "POST":
        try:
            with acting(JOB):
                found = actions.reply_by_letter(by=JOB, invitee=found, reply=request.POST.get("reply", ""))
        except Refused as refused:
            wrong = str(refused)
    meeting = found.meeting
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "invitee": found,
        "choices": Reply.choices,
        "is_open": not meeting.is_cancelled and meeting.ends > timezone.now(),
        "done": request.method == "POST" and not wrong,
        "wrong": wrong,
    }
    return render(request, "groups/reply.html", context, status=422 if wrong else 200)
