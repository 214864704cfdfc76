# SPDX-License-Identifier: EUPL-1.2
"""The measure for saving: a bare Django view that does one UPDATE, without any middleware."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def update(request: HttpRequest) -> HttpResponse:
    """One UPDATE of one row by its key, and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bench_bare SET text = %s WHERE id = 1", [request.POST["value"]])
    return HttpResponse("ok")


urlpatterns = [path("bare", update)]
