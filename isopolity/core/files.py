# SPDX-License-Identifier: EUPL-1.2
"""Files from outside: examined before they are kept, handed out so that nothing in them can act.

The type is told from the content. Kept are documents, tables, slides, pictures and plain text; nothing with macros.
"""

import hashlib
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _

from isopolity.core.errors import Refused

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    f"{_OFFICE}wordprocessingml.document": "docx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}presentationml.presentation": "pptx",
    f"{_OPEN}text": "odt",
    f"{_OPEN}spreadsheet": "ods",
    f"{_OPEN}presentation": "odp",
    "text/csv": "csv",
    "text/plain": "txt",
}
ACCEPT = ",".join(f".{ending}" for ending in [*ENDINGS.values(), "jpeg"])
_SHOWN = {"image/png", "image/jpeg", "image/webp"}
_OFFICE_PARTS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_TYPES = {ending: kind for kind, ending in ENDINGS.items()}
LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_MEMBERS = 5000


@dataclass(frozen=True)
class Examined:
    """What was found out about a file: a harmless name, its type by content, its size and SHA-256."""

    name: str
    content_type: str
    size: int
    sha256: str


def examine(upload: UploadedFile, *, title: str = "") -> Examined:
    """Look into an uploaded file; Refused when it is empty, too large or of a kind that is not kept.

    ``title`` replaces the file's own name, with the ending that its content has.
    """
    size = upload.size or 0
    if not size:
        raise _refused(_("This file is empty."))
    if size > settings.UPLOAD_LIMIT_MIB * 1024 * 1024:
        raise _refused(_("This file is larger than %d MiB. Make it smaller or split it.") % settings.UPLOAD_LIMIT_MIB)
    content = upload.read()
    upload.seek(0)
    kind = _kind(content, PurePath(upload.name or "").suffix.lower())
    name = harmless_name(title or upload.name or "", ENDINGS[kind])
    return Examined(name, kind, len(content), hashlib.sha256(content).hexdigest())


def _refused(message: str) -> Refused:
    return Refused(message, fields={"file": message})


def _kind(content: bytes, suffix: str) -> str:
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_package(content)
    if suffix in (".txt", ".csv", ".md") and _is_text(content):
        return "text/csv" if suffix == ".csv" else "text/plain"
    kinds = ", ".join(sorted({ending.upper() for ending in ENDINGS.values()}))
    raise _refused(_("This kind of file is not kept. Possible are %s.") % kinds)


_SAME = {"jpeg": "jpg", "md": "txt"}


def check_ending(name: str, content_type: str) -> None:
    """A name that says something else than the content is a mistake or a trick."""
    said, ending = PurePath(name).suffix.lower().lstrip("."), ENDINGS[content_type]
    if _SAME.get(said, said) != ending:
        words = _("The name ends in “.%(said)s”, but the content is %(is)s. Save it again in the right format.")
        raise _refused(words % {"said": said, "is": ending.upper()})


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "\x00" not in text


def _kind_of_package(content: bytes) -> str:
    """Word, Excel, PowerPoint and OpenDocument files are zip archives; look for macros and for bombs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            _check_members(members)
            kind = _office_kind([one.filename for one in members]) or _open_kind(package)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise _refused(_("This file is damaged. Save it again and try once more.")) from error
    if kind is None:
        raise _refused(_("Archives are not kept. Attach the files one by one."))
    return kind


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > LARGEST_UNPACKED:
        raise _refused(_("This file unpacks to far too much. Save it again without large pictures."))
    if any(re.search(r"vbaproject|(^|/)basic/|activex", one.filename, re.IGNORECASE) for one in members):
        raise _refused(_("This file has macros in it. Save it without macros."))


def _office_kind(names: list[str]) -> str | None:
    if "[Content_Types].xml" not in names:
        return None
    return next((_TYPES[e] for part, e in _OFFICE_PARTS.items() if any(n.startswith(part) for n in names)), None)


def _open_kind(package: zipfile.ZipFile) -> str | None:
    if "mimetype" not in package.namelist() or package.getinfo("mimetype").file_size > 100:
        return None
    kind = package.read("mimetype").decode("ascii", "replace").strip()
    return kind if kind in ENDINGS else None


def harmless_name(name: str, ending: str) -> str:
    """The last part of a name without anything that a system could take for more than a name."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = "".join(c if c.isalnum() or c in " -_.,()+&" else " " for c in name)
    stem = re.sub(r"\s+", " ", re.sub(rf"\.({'|'.join([*_TYPES, 'jpeg', 'md'])})$", "", kept, flags=re.IGNORECASE))
    return f"{stem.strip(' .')[:110].strip() or 'file'}.{ending}"


def handed_out(file: File, *, name: str, content_type: str) -> FileResponse:
    """The file as an answer: pictures are shown, everything else is downloaded; nothing in it runs."""
    kind = content_type if content_type in ENDINGS else "application/octet-stream"
    options: dict[str, Any] = {"as_attachment": kind not in _SHOWN, "filename": name, "content_type": kind}
    response = FileResponse(file.open("rb"), **options)
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
