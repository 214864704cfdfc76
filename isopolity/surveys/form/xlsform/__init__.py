# SPDX-License-Identifier: EUPL-1.2
"""XLSForms: questionnaires as spreadsheets, read through the standard's own converter (pyxform), and written.

``read_xlsform`` → what is taken, what is left out, and the converter's verdict where it refuses.
``write_xlsform`` → a workbook from which ``read_xlsform`` makes the same definition again.
"""

from isopolity.surveys.form.xlsform.package import KINDS
from isopolity.surveys.form.xlsform.read import LeftOut, Taken, read_xlsform
from isopolity.surveys.form.xlsform.write import write_xlsform

__all__ = ["KINDS", "LeftOut", "Taken", "read_xlsform", "write_xlsform"]
