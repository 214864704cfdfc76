# SPDX-License-Identifier: EUPL-1.2
"""The benchmark file: its checks, its YAML form and its spreadsheet form (docs/benchmark-file.md)."""

from isopolity.benchmarks.fileformat.canonical import FORMAT, Row, canonical, digest_of
from isopolity.benchmarks.fileformat.checks import check
from isopolity.benchmarks.fileformat.faults import Fault, FaultyFile
from isopolity.benchmarks.fileformat.sheets_in import read_sheets
from isopolity.benchmarks.fileformat.sheets_out import write_sheets
from isopolity.benchmarks.fileformat.yamlfile import read_yaml, write_yaml

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"yaml": "application/yaml", "xlsx": XLSX}


def read_file(data: bytes, name: str) -> Row:
    """The content of a file of either kind; a spreadsheet is known by its first bytes, whatever its name."""
    return read_sheets(data) if data[:4] == b"PK\x03\x04" or name.lower().endswith(".xlsx") else read_yaml(data)


def write_file(content: Row, name: str) -> bytes:
    """The file of a content; ``name`` ends in .yaml, .yml or .xlsx."""
    ending = name.lower().rpartition(".")[2]
    if ending not in {"yaml", "yml", "xlsx"}:
        raise ValueError("The name must end in .yaml or .xlsx.")
    return write_sheets(content) if ending == "xlsx" else write_yaml(content).encode()


__all__ = [
    "FORMAT",
    "KINDS",
    "Fault",
    "FaultyFile",
    "canonical",
    "check",
    "digest_of",
    "read_file",
    "read_sheets",
    "read_yaml",
    "write_file",
    "write_sheets",
    "write_yaml",
]
