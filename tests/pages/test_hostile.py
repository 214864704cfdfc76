# SPDX-License-Identifier: EUPL-1.2
"""Hostile and broken input to every form of the site: a clear answer, nothing changed when refused, nothing lost.

The forms are those that the pages show (tests/browser/pages.py); an address without a form here is a fault.
"""

import html
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.browser.pages import (
    BEFORE,
    PAGES,
    add_questionnaire,
    add_second_steps,
    add_small_benchmark,
    give_second_steps,
)
from tests.browser.walking import PASSWORD
from tests.demodata import Demo
from tests.pages.changes import Changes
from tests.pages.posting import Field, Form, forms_in
from tests.pages.unseen import (
    BLIND,
    ELSEWHERE,
    MORE,
    NOT_OURS,
    SAID,
    UNSEEN,
    addresses,
    patterns,
    somebody,
)

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]

SCRIPT = "</textarea>\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
RIGHT_TO_LEFT = "تتعلم المدينة من مدن أخرى \u200f(2024)\u200f 𝄞 "
TYPED = "Somebody typed this sentence."
LONG = (RIGHT_TO_LEFT * 400)[:10_000].strip()
BEYOND = "Far too long a sentence. " * 2_800
HUGE, NEGATIVE, ODD, DIGITS = str(2**63 + 5), "-1", "²", "9" * 5_000
GONE = {400, 404, 405, 410, 413}  # answers that show nothing again

Body = Callable[[Form], Any]


def texts(text: str) -> Body:
    """This text in everything that one types."""

    def body(form: Form) -> dict[str, str]:
        return form.filled() | {one.name: text for one in form.of(typed=True)}

    return body


def choices(value: str) -> Body:
    """This in everything that one does not type, with a sentence in what one does."""

    def body(form: Form) -> dict[str, str]:
        chosen = {one.name: value for one in form.of(typed=False) if one.name not in ("do", "field")}
        return texts(TYPED)(form) | chosen

    return body


def raw(form: Form) -> bytes:
    """NUL, half a character and bytes that are no UTF-8 in every field."""
    return b"&".join(name.encode() + b"=a%00%ff%ED%A0%80b" for name in form.fields)


def as_files(form: Form) -> dict[str, Any]:
    """A file where a text is expected, a text where a file is."""
    file = SimpleUploadedFile("x.svg", b"<svg onload='alert(1)'/>")
    return {one.name: TYPED if one.kind == "file" else file for one in form.fields.values()} | {"unknown": file}


def stale(form: Form) -> dict[str, str]:
    """Changed by somebody else since this page was loaded."""
    old = {name: "0" * 16 for name in form.fields if name == "seen"}
    return texts(TYPED)(form) | old if old else form.filled()


BODIES: dict[str, Body] = {
    "valid": Form.filled,
    "nothing": lambda form: {},
    "script": texts(SCRIPT),
    "long, right to left": texts(LONG),
    "beyond": texts(BEYOND),
    "bytes": raw,
    "huge": choices(HUGE),
    "negative": choices(NEGATIVE),
    "odd": choices(ODD),
    "digits": choices(DIGITS),
    "stale": stale,
    "files": as_files,
}


def browser(person: Any) -> Client:
    """Signed in just now: pages that ask once more for the password open."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
        session = client.session
        record_authentication(SimpleNamespace(session=session), person, "password", reauthenticated=True)
        session.save()
    return client


def _post(client: Client, form: Form, body: Any) -> Any:
    if isinstance(body, bytes):
        return client.post(form.action, body, "application/x-www-form-urlencoded")
    return client.post(form.action, {"csrfmiddlewaretoken": "x", **body})


def send(client: Client, form: Form, body: Any) -> tuple[Any, list[str]]:
    """The answer and the tables it changed. What it changed is taken back."""
    cookies = deepcopy(client.cookies)
    cache.clear()  # counters of attempts
    with transaction.atomic():
        with Changes() as made:
            answer = _post(client, form, body)
        leads_on = answer.status_code in (302, 303) and (is_refused(answer) or body == texts(SCRIPT)(form))
        if body == form.filled():
            answer.again = _post(client, form, body).status_code
        answer.shown = client.get(answer.headers["Location"].split("#")[0]) if leads_on else answer
        transaction.set_rollback(True)
    client.cookies = cookies  # also after signing out
    return answer, made.tables


def is_page(answer: Any) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html")


def text_of(answer: Any) -> str:
    return "" if answer.streaming else answer.content.decode(errors="replace")


def is_refused(answer: Any) -> bool:
    """Refused: by its status, by the faults on a form, or by a message."""
    if answer.status_code >= 400:
        return True
    if answer.status_code == 200 and is_page(answer):
        return "data-error-summary" in text_of(answer) or 'role="alert"' in text_of(answer)
    return any(message.level_tag == "error" for message in get_messages(answer.wsgi_request))


def is_gone(text: str, shown: str) -> bool:
    """A sentence that the page does not show again; a word may be gone."""
    if len(text.strip()) < 13 or "<svg" in text or html.escape(text.strip()) in shown:
        return False
    return re.sub(r"\s+", " ", text).strip() not in re.sub(r"\s+", " ", html.unescape(shown))


def judge(form: Form, body: dict[str, Any], answer: Any, changed: list[str]) -> Iterator[str]:
    """Everything wrong with this answer."""
    if answer.status_code >= 500:
        fault = answer.exc_info[1] if getattr(answer, "exc_info", None) else ""
        yield f"{answer.status_code} {type(fault).__name__}: {str(fault)[:200]}"
        return
    shown = text_of(answer.shown) if is_page(answer.shown) else ""
    if answer.shown.status_code >= 500:
        yield f"leads to {answer.shown.status_code} {answer.headers['Location']}"
    if "<script>alert(1)" in shown or "<img src=x" in shown:
        yield "shows script unescaped"
    if getattr(answer, "again", 0) >= 500:
        yield f"sent twice: {answer.again}"
    if not is_refused(answer):
        only_looks = (
            form.fields.keys() & {"preview", "check", "kept"} or not form.is_shown
        )  # kept: it carries all along
        if answer.status_code == 200 and is_page(answer) and not changed and not only_looks:
            yield "neither done nor refused"
        return
    if changed and "nonce" not in form.fields:  # a questionnaire keeps answers that are not right yet, and says so
        yield f"refused ({answer.status_code}), yet changed {sorted(set(changed))}"
    if answer.status_code in GONE or not is_page(answer.shown) or not form.is_shown:
        return
    if isinstance(body, dict) and any(is_gone(str(body.get(one.name, "")), shown) for one in form.of(typed=True)):
        yield f"refused ({answer.status_code}), and what was typed is gone"


def fits(what: str, form: Form) -> bool:
    """Whether this is worth sending to a form like this."""
    if what in ("script", "long, right to left", "beyond", "stale", "files") and not any(form.of(typed=True)):
        return False
    if what in ("huge", "negative", "digits") and not any(one.kind in NUMBERS for one in form.of(typed=False)):
        return False
    return form.is_shown or what in ("valid", "script", "bytes", "odd", "digits")


NUMBERS = {"hidden", "number"}


def attack(client: Client, name: str, form: Form) -> Iterator[str]:
    tried: list[Any] = []
    for what, make in BODIES.items():
        if not fits(what, form):
            continue
        body = make(form)
        if body in tried:
            continue
        tried.append(body)
        answer, changed = send(client, form, body)
        for fault in judge(form, body, answer, changed):
            yield f"{name} {form.action} ({what}): {fault}"


class Sweep:
    """What was tried so far, in this process: forms of one shape once, at most three of one address."""

    def __init__(self) -> None:
        self.looked_at: set[str] = set()
        self.names: Counter[str] = Counter()
        self.shapes: set[Any] = set()
        self.people: set[str] = set()

    def forms_of(self, answer: Any, path: str) -> Iterator[tuple[str, Form]]:
        """The forms on this page that were not tried yet, with the name of the address they lead to."""
        for form in forms_in(text_of(answer), path) if is_page(answer) else ():
            try:
                name = str(resolve(form.action.split("?")[0]).url_name)
            except Resolver404:
                continue
            mark = (name, form.shape())
            if mark in self.shapes or name in NOT_OURS or self.names[name] > 2:
                continue
            self.shapes.add(mark)
            self.names[name] += 1
            yield name, form


SWEEP = Sweep()


@pytest.fixture
def quiet() -> Iterator[None]:
    """No log of thousands of refusals."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def sweep(demo: Demo, who: str, *, looks_only: bool = False) -> list[str]:
    """Every form on this person's pages, and what no page shows just now."""
    SWEEP.people.add(who)
    prepare = BEFORE.get(who, add_small_benchmark)
    prepare(demo)
    if prepare is add_second_steps:
        add_small_benchmark(demo)
    add_questionnaire(demo)
    client, faults = browser(somebody(demo, who)), []
    for name, path in addresses(demo, who, PAGES.get(who, "") + MORE.get(who, "")):
        answer = client.get(path)
        if "/login/" in answer.headers.get("Location", ""):
            faults.append(f"{name} {path} wants a sign-in")
        SWEEP.looked_at.add(name)
        for leads_to, form in SWEEP.forms_of(answer, path):
            faults += () if looks_only else attack(client, leads_to, form)
    for name, path in addresses(demo, who, UNSEEN.get(who, "")):
        SWEEP.looked_at.add(name)
        fields = {one: Field(one, "textarea" if one in SAID else "hidden", text) for one, text in BLIND.items()}
        form = Form(path, fields, is_shown=False)
        faults += () if looks_only else attack(client, name, form)
    return faults


WHO = list(dict.fromkeys([*PAGES, *MORE, *UNSEEN]))


@pytest.mark.parametrize("who", WHO)
def test_no_form_breaks_or_loses_what_was_typed(demo, quiet, who):
    faults = sweep(demo, who)
    assert not faults, "\n".join(["", *faults])


def test_no_form_breaks_halfway_through_a_sign_in(cast, quiet):
    """The password was right; the second step is still to come."""
    person = cast.host
    give_second_steps(person)
    Authenticator.objects.filter(user=person, type="webauthn").delete()  # no real one: nobody could sign with it
    client = browser(None)
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    path = answer.headers["Location"]
    assert resolve(path).url_name == "mfa_authenticate"
    forms = forms_in(text_of(client.get(path)), path)
    assert {form.action for form in forms} >= {path}
    found = [fault for form in forms for fault in attack(client, "mfa_authenticate", form)]
    # Without a code it is taken for the passkey's form, which a script fills in: the page is shown again as it was.
    silent = ("(nothing): neither done nor refused", "(files): neither done nor refused")
    faults = [one for one in found if not one.endswith(silent)]
    assert not faults, "\n".join(["", *faults])
    assert "_auth_user_id" not in client.session


def test_every_address_was_tried(demo, quiet):
    """A new address that takes a form must be on a page, or in UNSEEN, or in ELSEWHERE with its reason."""
    for who in set(WHO) - SWEEP.people:
        with transaction.atomic():
            sweep(demo, who, looks_only=True)
            transaction.set_rollback(True)
    names = {str(pattern.name) for route, pattern in patterns()}
    tried = SWEEP.looked_at | SWEEP.names.keys()
    forgotten = sorted(names - tried - ELSEWHERE.keys() - NOT_OURS)
    assert not forgotten
    assert not ELSEWHERE.keys() - names
