# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires: what is asked after a project, taken from our library, from an XLSForm, or written by hand."""
