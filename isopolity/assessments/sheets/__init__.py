# SPDX-License-Identifier: EUPL-1.2
"""An assessment as a spreadsheet that can be filled in offline: written here, read here. Knows no database."""

FORMAT = "isopolity/answers@1"
FIELDS = ("level", "achieved", "aspired", "how", "why", "who", "political", "operational", "explanation")
COLUMNS = ("code", "title", *FIELDS)
LONGEST_CELL = 32_000  # Excel takes 32,767 characters in a cell
SHEET, ABOUT = "Answers", "About"
