# SPDX-License-Identifier: EUPL-1.2
"""Filters for the pages about accounts."""

from django import template

from isopolity.accounts.browsers import browser_name

register = template.Library()
register.filter("browser_name", browser_name)
