# SPDX-License-Identifier: EUPL-1.2
# Everything a person does with a checkout. Needs Python 3.11 or newer, make, and the package registries.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# The distribution's own Python where it can make the environment: it is built with profile-guided optimisation, and a page
# took a tenth less time with it than with a version manager's. Else the first that runs and is new enough: a name on the
# path may be a version manager's shim for one that is not there.
NEW_ENOUGH = import importlib.util, shutil, sys; new = sys.version_info >= (3, 11)
CAN_MAKE = shutil.which("uv") or importlib.util.find_spec("ensurepip")
OWN_PYTHON = $(shell /usr/bin/python3 -c '$(NEW_ENOUGH); new and ($(CAN_MAKE)) and print("/usr/bin/python3")' 2>/dev/null)
PYTHON ?= $(firstword $(OWN_PYTHON) $(foreach p,python3 python3.13 python3.12 python3.11,$(shell $(p) -c '$(NEW_ENOUGH); new and print("$(p)")' 2>/dev/null)))
PY := .venv/bin/python
SETUP := $(PYTHON) tools/setup.py
S := .stamps
BIND ?= 127.0.0.1:8000
STAGE ?=
TESTS ?= tests
WORKERS ?= 2
SOURCES := isopolity config tests tools $(wildcard bench) manage.py

.PHONY: help demo serve test test-database check bench format messages docs setup front-end clean-data clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

# --- Run ------------------------------------------------------------------------------------------------------------
demo: $(S)/packages-demo setup  ## start the demo on 127.0.0.1:8000
	@exec $(PY) -m isopolity.core.cli demo --bind $(BIND) $(if $(STAGE),--stage $(STAGE))

clean-data:  ## forget the demo's and the tests' data
	@if [ -x $(PY) ]; then for mode in demo test; do ISOPOLITY_MODE=$$mode $(PY) -m isopolity.core.cli forget; done; fi

# --- Test -----------------------------------------------------------------------------------------------------------
test: $(S)/packages-test setup  ## run all tests
	@$(PY) -m pytest $(TESTS) -n $(WORKERS) --dist loadgroup

test-database: setup  ## run the tests that need the database only (ISOPOLITY_DATABASE_URL names another server)
	@$(PY) -m pytest $(TESTS) -m database

check: $(S)/packages-test setup  ## format, lint, types, imports, migrations, templates, texts, licences, generated pages
	@$(PY) tools/check.py

bench: setup  ## measure pages, saves, documents and matching
	@$(PY) -m bench

# --- Write ----------------------------------------------------------------------------------------------------------
format: setup  ## format the source
	@$(PY) -m ruff check --fix-only --quiet $(SOURCES)
	@$(PY) -m ruff format --quiet $(SOURCES)

messages: $(S)/packages-test setup  ## collect the texts to translate
	@$(PY) tools/check.py --write messages

docs: setup  ## write the generated pages
	@$(PY) tools/check.py --write docs

# --- Set up ---------------------------------------------------------------------------------------------------------
setup: $(S)/environment front-end
	@$(PY) tools/compile_messages.py

$(S):
	@mkdir -p $@

$(S)/packages-%: tools/setup.py | $(S)
	@$(SETUP) packages $*
	@touch $@

$(S)/environment: pyproject.toml uv.lock tools/setup.py | $(S)
	@echo "· Setting up Python"
	@$(SETUP) environment
	@touch $@

front-end: $(if $(wildcard package-lock.json),$(S)/modules)
	@if [ -f tools/build.mjs ]; then $(SETUP) front | sed 's/^/· /'; fi

$(S)/modules: package-lock.json $(S)/environment
	@echo "· Setting up the front end"
	@$(SETUP) modules
	@touch $@

clean: clean-data  ## forget everything that make has made
	rm -rf .venv node_modules static/dist $(S) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
