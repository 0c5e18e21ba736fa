# Everything there is to run. `make demo` and `make test` work on a fresh machine with Python 3.11+, npm and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
POSTGRES ?= postgresql://yingbao_test:yingbao_test@127.0.0.1:5432/yingbao_test

# The tests of one file stay together; slow files are begun first (tests/conftest.py).
ON_ALL_PROCESSORS := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: help demo test test-everything test-sqlite test-postgresql check fix bench map lock setup setup-test clean

help:
	@echo "make demo   set up, load both demo districts, serve http://127.0.0.1:8000"
	@echo "make test   set up, run the suite on SQLite and, where a server answers, on PostgreSQL"
	@echo "make test-everything  the same, and on PostgreSQL what takes minutes as well"
	@echo "make check  lint, types, contracts, migrations, translations, packs"
	@echo "make bench  speed, side by side with others in one run"
	@echo "make map    the rooms in the order the story is told"

demo: setup
	$(BIN)/python -m demo

test: setup-test
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgresql BUT="and not once"

test-everything: setup-test
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgresql

test-sqlite: setup-test
	$(BIN)/python -m pytest -q $(ON_ALL_PROCESSORS)

# The same tests on the production database. Browser journeys, what asks no database, and some minutes of
# reading rules run once, above; `make test-everything` runs all of them again.
AGAIN := not browser and not without_database
test-postgresql: setup-test
	@if $(BIN)/python -m tests.postgresql "$(POSTGRES)"; then \
		YINGBAO_DATABASE="$(POSTGRES)" $(BIN)/python -m pytest -q $(ON_ALL_PROCESSORS) -m "$(AGAIN) $(BUT)" tests/office tests/web tests/edges tests/demo; \
	else \
		echo "!! SKIPPED: no PostgreSQL at $(POSTGRES): the suite ran on SQLite only."; \
	fi

# Runs all, reports all, fails if any failed.
check: setup-test
	@$(BIN)/python -m tests.check

fix: setup-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup
	$(BIN)/python -m benchmarks

map:
	@$(PYTHON) docs/map.py

setup: build/setup.stamp

setup-test: build/setup-test.stamp

build/setup.stamp: requirements/run.txt package-lock.json pyproject.toml assets.py locale/zh_Hans/LC_MESSAGES/django.po
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	npm ci --silent
	$(BIN)/python assets.py
	@mkdir -p build && touch $@

build/setup-test.stamp: build/setup.stamp requirements/test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@$(BIN)/python -m tests.browser
	@mkdir -p build && touch $@

# Pin again. The lock files name no registry host.
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock:
	cd requirements && for list in run test bench; do ../$(LOCK) --output-file $$list.txt $$list.in || exit 1; done
	npm install --package-lock-only

clean:
	rm -rf build node_modules $(VENV) .venv-bench var
