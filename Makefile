# Two commands for a newcomer: `make demo` plays a school day, `make test` runs the tests.
# Needs Python 3.11 or newer with pip, and make; everything else is installed here, in the folder.

PYTHON ?= python3
LANGUAGE ?= en
UV := .tools/bin/uv
UV_VERSION := 0.13.9
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help demo try sandbox test test-postgres bench check lint types contracts lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

demo: $(READY) ## play a school day against the built-in stand-in for Telegram
	@$(BIN)/homeroom demo --language $(LANGUAGE)

try: $(READY) ## leave the demo's bot and stand-in running
	@$(BIN)/homeroom demo --language $(LANGUAGE) --serve

sandbox: $(READY) ## serve the stand-in for Telegram alone
	@$(BIN)/homeroom sandbox

test: $(READY) ## run the whole test suite
	$(BIN)/pytest -n 3

test-postgres: $(READY) ## the same on PostgreSQL, where one answers on 127.0.0.1:5432
	$(BIN)/python -m tests.on_postgres

bench: $(READY) ## measure, and write docs/figures.md (some minutes)
	$(BIN)/python -m benchmarks

check: lint types contracts test ## all that CI runs

lint: $(READY) ## ruff: style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy --strict
	$(BIN)/mypy

contracts: $(READY) ## import contracts and dependencies
	$(BIN)/lint-imports
	$(BIN)/deptry .

lock: $(UV) ## pin the dependencies anew (names, versions and hashes)
	$(UV) pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --all-extras \
		--python-version 3.11 --custom-compile-command "make lock" pyproject.toml -o requirements.lock

clean: ## remove what was installed and built here
	rm -rf .tools .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(UV):
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools uv==$(UV_VERSION)

$(READY): requirements.lock pyproject.toml | $(UV)
	$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@
