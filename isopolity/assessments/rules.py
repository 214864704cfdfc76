# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with assessments and initial reports."""

from typing import Any

from isopolity.assessments.models import Assessment, AssessmentState, Contribution, Document
from isopolity.core.policy import may, permission, remember
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


def stands_alone(person: Any, assessment: Assessment) -> bool:
    """It belongs to no project: the city measures itself for itself."""
    return assessment.adoption_id is None


def asked(person: Any, contribution: Contribution) -> bool:
    """The person was asked for this part."""
    return contribution.person_id == person.pk


def writes_contribution(person: Any, contribution: Contribution) -> bool:
    """Coordinator of the city that asked for this part."""
    return writes(person, contribution.assessment)


def added(person: Any, document: Document) -> bool:
    """Added this document, and may still write the part it supports."""
    return document.added_by_id == person.pk and writes_part(
        person, document.assessment, item=document.item_id, section=document.section_id
    )


def writes_document(person: Any, document: Document) -> bool:
    """Coordinator of the assessed city, while it is being written."""
    return writes(person, document.assessment) and is_open(person, document.assessment)


def writes_part(person: Any, assessment: Assessment, *, item: int | None = None, section: int | None = None) -> bool:
    """It is this contributor's turn to write the item or section."""
    if assessment.state != AssessmentState.OPEN or (item is None and section is None):
        return False
    part = Contribution.objects.filter(assessment=assessment, person=person, state__in=Contribution.WRITABLE)
    return part.filter(**({"items": item} if item is not None else {"sections": section})).exists()


def starts_for(person: Any, city: City) -> bool:
    """Coordinator of the city."""
    return coordinates(person, city)


def reads_document_assessment(person: Any, document: Document) -> bool:
    """Reads the assessment that the document belongs to."""
    return may(person, "assessment.read", document.assessment)


def asked_for_document_part(person: Any, document: Document) -> bool:
    """Was asked for the item or section that the document supports."""
    part = Contribution.objects.filter(assessment=document.assessment_id, person=person)
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
    "assessment.reopen": permission(
        "open a submitted stand-alone assessment again", (writes, is_submitted, stands_alone)
    ),
    "assessment.move_up": permission("go on with a newer version of the benchmark", (writes, stands_alone)),
    "document.read": permission("open an attached document", reads_document_assessment, asked_for_document_part),
    "document.remove": permission("remove an attached document", writes_document, added),
}
