# SPDX-License-Identifier: EUPL-1.2
"""An assessment as a spreadsheet that can be filled in offline: written here, read here. Knows no database."""

FORMAT = "isopolity/answers@1"
FIELDS = ("level", "achieved", "aspired", "how", "why", "who", "political", "operational", "explanation")
COLUMNS = ("code", "title", *FIELDS)
SHEET, BACKGROUND, ABOUT = "Answers", "Background", "About"
SECTION_COLUMNS = ("code", "title", "text")
TEXT = "background"  # the field of a section's text, beside FIELDS of an item
