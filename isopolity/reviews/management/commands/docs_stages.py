# SPDX-License-Identifier: EUPL-1.2
from isopolity.core.generated import GeneratedPage, table
from isopolity.reviews.stages import TABLE


class Command(GeneratedPage):
    """Writes docs/stages.md, with its diagram, from the table of stages."""

    help = __doc__ or ""
    page = "stages.md"

    def text(self) -> str:
        head = ("", "stage", "who", "result", "who reads and writes", "is left when")
        rows = [
            tuple(str(cell) for cell in (row.number, row.name, row.owner, row.result, row.open_to, row.leaves_when))
            for row in TABLE.values()
        ]
        return (
            "# The stages of a review\n\n```mermaid\nflowchart LR\n"
            + "".join(f'  {row.code}["{row.number} {row.name}"]\n' for row in TABLE.values())
            + "".join(f"  {row.code} --> {row.after}\n" for row in TABLE.values() if row.after)
            + "```\n\nA stage is left when nothing is missing any more. The secretariat may move a review on with a"
            " reason, which is kept.\n\n" + table(head, *rows)
        )
