# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import URLPattern, URLResolver, path

from isopolity.benchmarks.views import adoptions, browse, manage

urlpatterns: list[URLPattern | URLResolver] = [
    path("benchmarks/", browse.benchmarks, name="benchmarks"),
    path("benchmarks/import/", manage.benchmark_import, name="benchmark_import"),
    path("benchmarks/<int:pk>/", browse.benchmark, name="benchmark"),
    path("benchmarks/<int:pk>/file.yaml", browse.download, {"kind": "yaml"}, name="benchmark_yaml"),
    path("benchmarks/<int:pk>/file.xlsx", browse.download, {"kind": "xlsx"}, name="benchmark_xlsx"),
    path("benchmarks/<int:pk>/since/<int:other>/", browse.compare, name="benchmark_compare"),
    path("benchmarks/<int:pk>/publish/", manage.benchmark_publish, name="benchmark_publish"),
    path("benchmarks/<int:pk>/drop/", manage.benchmark_drop, name="benchmark_drop"),
    path("benchmarks/<int:pk>/adopt/", manage.benchmark_adopt, name="benchmark_adopt"),
    path("benchmarks/<int:pk>/flags/", manage.benchmark_flags, name="benchmark_flags"),
    path("benchmarks/<int:pk>/items/<int:item>/", browse.item, name="item"),
    path("benchmarks/<int:pk>/items/<int:item>/flag/", manage.item_flag, name="item_flag"),
    path("flags/<int:pk>/settle/", manage.flag_settle, name="flag_settle"),
    path("adoptions/<int:pk>/", adoptions.adoption, name="adoption"),
    path("adoptions/<int:pk>/approve/", adoptions.adoption_approve, name="adoption_approve"),
    path("adoptions/<int:pk>/add/", adoptions.adoption_add, name="adoption_add"),
    path("adoptions/<int:pk>/items/<int:item>/", adoptions.adoption_item, name="adoption_item"),
]
