# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations

from isopolity.core.wall import FUNCTIONS


class Migration(migrations.Migration):
    dependencies = []
    operations = [FUNCTIONS]
