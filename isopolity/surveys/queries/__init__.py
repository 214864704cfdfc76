# SPDX-License-Identifier: EUPL-1.2
"""What the pages read."""

from isopolity.surveys.queries.questionnaires import Line, outline, questionnaires_of

__all__ = ["Line", "outline", "questionnaires_of"]
