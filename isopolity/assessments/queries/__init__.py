# SPDX-License-Identifier: EUPL-1.2
"""What pages read about assessments."""

from isopolity.assessments.queries.report import ReportContent, report_content

__all__ = ["ReportContent", "report_content"]
