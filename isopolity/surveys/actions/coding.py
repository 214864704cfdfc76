# SPDX-License-Identifier: EUPL-1.2
"""The code book of a wave, its coders, and what each of them finds in an answer."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.core import cleaning
from isopolity.core.action import action
from isopolity.core.checking import checked
from isopolity.core.errors import Refused
from isopolity.core.policy import forget, require
from isopolity.surveys.form import form_of
from isopolity.surveys.form.table import columns_of, values
from isopolity.surveys.models import Coder, Coding, Factor, Respondent, Response, Wave


# --- The code book --------------------------------------------------------------------------------------------------
@action
def add_factor(*, by: Person, wave: Wave, name: str, meaning: str = "") -> Factor:
    """One more factor that coders look for."""
    require(by, "wave.manage", wave)
    made = Factor(wave=wave, name=cleaning.plain(name), meaning=cleaning.plain(meaning))
    checked(made).save()
    return made


@action
def change_factor(*, by: Person, factor: Factor, name: str, meaning: str = "") -> Factor:
    """Other words for it; what was found stays."""
    require(by, "wave.manage", factor.wave)
    factor.name, factor.meaning = cleaning.plain(name), cleaning.plain(meaning)
    checked(factor).save()
    return factor


@action
def remove_factor(*, by: Person, factor: Factor) -> None:
    """Out of the code book; refused once somebody found it."""
    require(by, "wave.manage", factor.wave)
    if Coding.objects.filter(respondent__wave=factor.wave_id, factors__contains=[factor.pk]).exists():
        raise Refused(_("Somebody found this factor in an answer. Change its words instead."))
    factor.delete()


@action
def name_coders(*, by: Person, wave: Wave, people: Collection[Person]) -> list[Coder]:
    """Who codes besides the secretariat. What somebody coded stays when they are not named any more."""
    require(by, "wave.manage", wave)
    if any(not person.is_active for person in people):
        raise Refused(_("This account is closed."), fields={"people": _("This account is closed.")})
    wave.coders.exclude(person__in=people).delete()
    known = set(wave.coders.values_list("person_id", flat=True))
    Coder.objects.bulk_create(Coder(wave=wave, person=one) for one in people if one.pk not in known)
    forget()
    return list(wave.coders.select_related("person"))


# --- Coding ---------------------------------------------------------------------------------------------------------
@action
def code_answer(*, by: Person, respondent: Respondent, key: str, factors: Collection[Factor]) -> Coding:
    """What ``by`` finds in an answer in words, perhaps nothing; said again, it replaces what ``by`` said before."""
    wave = respondent.wave
    require(by, "wave.code", wave)
    column = next((one for one in columns_of(form_of(wave.questionnaire.definition)) if one.key == key), None)
    handed_in = Response.objects.filter(respondent=respondent, submitted_at__isnull=False)
    counted = handed_in.values_list("counted", flat=True).first()
    if column is None or not column.is_open or not values(column, counted or {}):
        raise Refused(_("There is no such answer."), fields={"key": _("Choose an answer in somebody's own words.")})
    if any(one.wave_id != wave.pk for one in factors):
        raise Refused(_("Choose from the code book."), fields={"factors": _("Choose from the code book.")})
    found = Coding.objects.filter(respondent=respondent, key=key, coder=by).first()
    found = found or Coding(respondent=respondent, key=key, coder=by)
    found.factors, found.coded_at = sorted(one.pk for one in factors), timezone.now()
    found.save()
    return found
