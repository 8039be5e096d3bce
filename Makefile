# Two commands for a newcomer: `make demo` plays a school day, `make test` runs the tests.
# Needs Python 3.11 or newer with pip, and make; everything else is installed here, in the folder.

PYTHON ?= python3
LANGUAGE ?= en
UV := .tools/bin/uv
UV_VERSION := 0.13.9
BIN := .venv/bin
READY := .venv/.ready
# Tests wait now and then: more of them at a time than a small machine has cores.
WORKERS ?= 4
# Handed out a few at a time, so that nobody is left with a long row at the end.
AT_ONCE := -n $(WORKERS) --maxschedchunk 2
# What proves that it holds is a suite of its own, beside the one of what it does: everything done in
# a small school and a large one, an auditor's attack, the benchmarks in a tiny form; and by itself,
# for it goes by the clock, what breaks the bot on purpose.
LONG := tests/test_statements.py tests/storage/test_secrecy.py tests/test_benchmarks.py
FAULTS := tests/faults
# Compiled once and kept: the tests start hundreds of processes, and each would compile for seconds.
# What is ours is compiled when the rest is installed, before several workers would each do it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo try sandbox test test-postgres bench proof faults faults-long check lint types contracts lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

demo: $(READY) ## play a school day against the built-in stand-in for Telegram
	@$(BIN)/homeroom demo --language $(LANGUAGE)

try: $(READY) ## try it in the browser, at http://127.0.0.1:8080
	@$(BIN)/homeroom demo --language $(LANGUAGE) --serve

sandbox: $(READY) ## serve the stand-in for Telegram alone
	@$(BIN)/homeroom sandbox

test: $(READY) ## run the whole test suite, on SQLite and then on PostgreSQL
	HOMEROOM_TEST_ON=sqlite $(BIN)/pytest $(AT_ONCE) $(addprefix --ignore=,$(FAULTS) $(LONG))
	$(BIN)/python -m tests.on_postgres $(AT_ONCE) $(addprefix --ignore=,$(FAULTS) $(LONG))

test-postgres: $(READY) ## on PostgreSQL only: at 127.0.0.1:5432, or at a server that is started for it
	$(BIN)/python -m tests.on_postgres $(AT_ONCE)

bench: $(READY) ## measure, on SQLite and then on PostgreSQL, and write docs/figures.md (half an hour)
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks --postgresql

proof: $(READY) ## break it in every way we know, in a short form, and what else takes long
	HOMEROOM_TEST_ON=sqlite $(BIN)/pytest $(AT_ONCE) $(LONG)
	HOMEROOM_TEST_ON=sqlite $(BIN)/pytest -n 4 --maxschedchunk 2 $(FAULTS)
	$(BIN)/python -m tests.on_postgres $(AT_ONCE) $(LONG)
	$(BIN)/python -m tests.on_postgres -n 4 --maxschedchunk 2 $(FAULTS)

faults: $(READY) ## break it in every way we know, and write what came of it into docs/figures.md
	$(BIN)/python -m tests.faults

faults-long: $(READY) ## the same with the full numbers (an hour or more)
	HOMEROOM_LONG=1 $(BIN)/python -m tests.faults

check: lint types contracts test proof ## all that CI runs

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
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q bot handlers scheduler storage tests benchmarks
	@touch $@
