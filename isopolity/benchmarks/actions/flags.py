# SPDX-License-Identifier: EUPL-1.2
"""What people find unclear about an item, and the answer to it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from isopolity.accounts.models import Person
from isopolity.benchmarks.models import Item, ItemFlag
from isopolity.core.action import action
from isopolity.core.cleaning import plain
from isopolity.core.errors import Refused
from isopolity.core.policy import require
from isopolity.networks.models import Project


@action
def flag_item(*, by: Person, item: Item, comment: str, project: Project | None = None) -> ItemFlag:
    """Say what is unclear about an item; kept for the benchmark's next version."""
    require(by, "item.flag", item)
    words = plain(comment)
    if not words:
        raise Refused(_("Write what is unclear."), fields={"comment": _("Write what is unclear.")})
    return ItemFlag.objects.create(item=item, project=project, person=by, comment=words)


@action
def settle_flag(*, by: Person, flag: ItemFlag, answer: str) -> ItemFlag:
    """Answer what somebody found unclear; an answer may be improved later."""
    require(by, "flag.settle", flag)
    words = plain(answer)
    if not words:
        raise Refused(_("Write what was done about it."), fields={"answer": _("Write what was done about it.")})
    flag.answer = words
    flag.settled_at = flag.settled_at or timezone.now()
    flag.save(update_fields=["answer", "settled_at"])
    return flag
