# SPDX-License-Identifier: EUPL-1.2
"""Looks at an uploaded file before anything reads it: its kind by content, its size, what it unpacks to."""

import io
import re
import zipfile

from django.utils.translation import gettext as _

from isopolity.core.errors import Refused

KINDS = (".xlsx", ".xls", ".csv")
LARGEST, LARGEST_UNPACKED, MOST_MEMBERS = 8 * 2**20, 60 * 2**20, 300
_DIMENSION = re.compile(rb"<((?:\w+:)?)dimension\b[^>]*?(?:/>|>\s*</\1dimension>)")
_MACROS = re.compile(r"vbaproject|activex|(^|/)macrosheets/", re.IGNORECASE)


def examined(content: bytes) -> tuple[bytes, str]:
    """(the file ready to be read, its kind as an ending); Refused when it is none of ours or too large."""
    if len(content) > LARGEST:
        raise Refused(_("This file is too large for a questionnaire (%d MiB at most).") % (LARGEST // 2**20))
    if content.startswith(b"PK"):
        return _workbook(content), ".xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return content, ".xls"
    if b"\x00" in content or not _is_text(content):
        raise Refused(_("This is no XLSForm. Possible are Excel (.xlsx, .xls) and CSV files."))
    return content, ".csv"


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _workbook(content: bytes) -> bytes:
    """The workbook without the sizes that its sheets declare: wrong ones make readers miss rows and columns."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            _check(members)
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as again:
                for member in members:
                    again.writestr(member.filename, _mended(member.filename, package.read(member)))
            return made.getvalue()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refused(_("This file is damaged. Save it again and try once more.")) from error


def _check(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > LARGEST_UNPACKED:
        raise Refused(_("This file unpacks to far too much. Save it again without pictures."))
    if any(_MACROS.search(one.filename) for one in members):
        raise Refused(_("This file has macros in it. Save it without macros."))
    if "xl/workbook.xml" not in {one.filename for one in members}:
        raise Refused(_("This is no XLSForm. Possible are Excel (.xlsx, .xls) and CSV files."))


def _mended(name: str, content: bytes) -> bytes:
    return _DIMENSION.sub(b"", content, count=1) if name.startswith("xl/worksheets/") else content
