# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with assessments and initial reports."""

from typing import Any

from isopolity.assessments.models import Assessment, AssessmentState, Contribution, Document
from isopolity.core.policy import permission, remember
from isopolity.places.models import City
from isopolity.places.rules import coordinates


def contributions(person: Any) -> dict[int, int]:
    """assessment → contribution of this person."""
    return remember(
        person,
        "contributions",
        lambda: dict(Contribution.objects.filter(person=person).values_list("assessment_id", "pk")),
    )


def writes(person: Any, assessment: Assessment) -> bool:
    """Coordinator of the assessed city."""
    return coordinates(person, assessment.city)


def contributes(person: Any, assessment: Assessment) -> bool:
    """Was asked to fill in parts of it."""
    return assessment.pk in contributions(person)


def is_open(person: Any, assessment: Assessment) -> bool:
    """It is being written."""
    return assessment.state == AssessmentState.OPEN


def is_submitted(person: Any, assessment: Assessment) -> bool:
    """It has been submitted and not yet accepted."""
    return assessment.state == AssessmentState.SUBMITTED


def is_handed_over(person: Any, assessment: Assessment) -> bool:
    """It has been submitted (and perhaps accepted)."""
    return assessment.state != AssessmentState.OPEN


def asked(person: Any, contribution: Contribution) -> bool:
    """The person was asked for this part."""
    return contribution.person_id == person.pk


def writes_contribution(person: Any, contribution: Contribution) -> bool:
    """Coordinator of the city that asked for this part."""
    return writes(person, contribution.assessment)


def starts_for(person: Any, city: City) -> bool:
    """Coordinator of the city."""
    return coordinates(person, city)


def document_read(person: Any, document: Document) -> bool:
    """Reads the assessment the document belongs to, or was asked for the part it supports."""
    from isopolity.core.policy import may

    if may(person, "assessment.read", document.assessment):
        return True
    pk = contributions(person).get(document.assessment_id)
    part = Contribution.objects.filter(pk=pk)
    return (document.item_id is not None and part.filter(items=document.item_id).exists()) or (
        document.section_id is not None and part.filter(sections=document.section_id).exists()
    )


TABLE = {
    "assessment.start": permission("start a stand-alone assessment of one's city", starts_for),
    "assessment.read": permission("read an assessment or initial report", writes),
    "assessment.open": permission("open the parts one was asked for", writes, contributes),
    "assessment.write": permission("write the whole initial report", (writes, is_open)),
    "assessment.write_part": permission("write the parts one was asked for", (writes, is_open), (contributes, is_open)),
    "assessment.ask": permission("ask colleagues for parts of it", (writes, is_open)),
    "assessment.submit": permission("submit it", (writes, is_open)),
    "assessment.return": permission("return it with a comment"),
    "assessment.accept": permission("accept it"),
    "contribution.submit": permission("submit one's part", asked),
    "contribution.settle": permission("return or accept a colleague's part", writes_contribution),
    "document.read": permission("open an attached document", document_read),
}
