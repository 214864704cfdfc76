# SPDX-License-Identifier: EUPL-1.2
"""Documents of the demo's projects: short Word files, written on the spot."""

import io
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document


def paper(title: str, paragraphs: Sequence[str]) -> SimpleUploadedFile:
    """A Word file with a heading and paragraphs."""
    made = Document()
    made.core_properties.author = "Isopolity demo"
    made.add_heading(title, level=1)
    for text in paragraphs:
        made.add_paragraph(text)
    stream = io.BytesIO()
    made.save(stream)
    return SimpleUploadedFile("document.docx", stream.getvalue())


def days_from_now(days: int) -> date:
    """So many days from today, or before it."""
    return timezone.localdate() + timedelta(days=days)
