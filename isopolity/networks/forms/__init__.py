# SPDX-License-Identifier: EUPL-1.2
"""Forms about networks and projects."""

from isopolity.networks.forms.parts import (
    LineForm,
    ObjectiveForm,
    ReasonForm,
    RequestForm,
    SpendForm,
    StepForm,
    TickForm,
)
from isopolity.networks.forms.projects import NetworkForm, PartnerForm, PhaseForm, ProjectForm, RolesForm
from isopolity.networks.forms.shelf import PublicFilter, ShelfChangeForm, ShelfFilter, ShelfForm
from isopolity.networks.forms.telling import NewsForm, PageForm

__all__ = [
    "LineForm",
    "NetworkForm",
    "NewsForm",
    "ObjectiveForm",
    "PageForm",
    "PartnerForm",
    "PhaseForm",
    "ProjectForm",
    "PublicFilter",
    "ReasonForm",
    "RequestForm",
    "RolesForm",
    "ShelfChangeForm",
    "ShelfFilter",
    "ShelfForm",
    "SpendForm",
    "StepForm",
    "TickForm",
]
