# SPDX-License-Identifier: EUPL-1.2
"""How what happened in a plan reads."""

from django.utils.translation import gettext_lazy as _

from isopolity.core.history import name_things

name_things(
    {
        "plans.plan": _("the plan"),
        "plans.planevidence": _("a piece of evidence"),
        "plans.planaction": _("an action"),
        "plans.milestone": _("a milestone"),
        "plans.risk": _("a risk"),
        "plans.actionneed": _("what an action waits for"),
        "plans.commitmentlink": _("a commitment that became an action"),
        "plans.endorsement": _("an endorsement"),
        "plans.planversion": _("a version of the plan"),
        "plans.progressround": _("a progress round"),
        "plans.actionprogress": _("how an action fares"),
        "plans.planprogress": _("what was not planned"),
        "plans.fundingline": _("a funding line"),
        "plans.fundingstep": _("a step of a funding line"),
        "plans.authoritycontact": _("a talk with a managing authority"),
    }
)
