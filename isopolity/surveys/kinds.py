# SPDX-License-Identifier: EUPL-1.2
"""The kinds of questions in words."""

from django.utils.translation import gettext_lazy

KIND_NAMES = {
    "text": gettext_lazy("Short text"),
    "long_text": gettext_lazy("Long text"),
    "integer": gettext_lazy("Whole number"),
    "decimal": gettext_lazy("Decimal number"),
    "money": gettext_lazy("Money"),
    "date": gettext_lazy("Date"),
    "time": gettext_lazy("Time"),
    "datetime": gettext_lazy("Date and time"),
    "one_choice": gettext_lazy("One choice"),
    "many_choices": gettext_lazy("Several choices"),
    "scale": gettext_lazy("Scale"),
    "matrix": gettext_lazy("Table of choices"),
    "file": gettext_lazy("File"),
    "acknowledge": gettext_lazy("Box to tick"),
    "note": gettext_lazy("Note to read"),
    "calculation": gettext_lazy("Calculation"),
    "group": gettext_lazy("Section or group"),
    "repeat": gettext_lazy("Repeated group"),
    "foreign": gettext_lazy("Cannot be asked here"),
}
