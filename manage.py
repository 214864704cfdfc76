#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Django's commands from a checkout: the same as `isopolity manage`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
execute_from_command_line(sys.argv)
