# The two commands are `make run` and `make test`. Everything else serves them.
# `.venv/bin/python -m …` throughout: it works from any path, with spaces and Cyrillic letters too.

PY = .venv/bin/python
APPS = clinics patients treatment_plans triggers quality analytics
# Checks that import the settings without starting anything.
IDLE = DATABASE_URL=postgresql:///nobody_dials BROKER_URL=memory://

.PHONY: help install install-tests run test bench check lint imports types migrations translations messages schema lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' Makefile

run: install ## start everything here; Ctrl-C stops it
	@exec $(PY) manage.py up $(ARGS)

install: .venv/.installed-run ## the virtual environment with the locked packages

install-tests: .venv/.installed-test ## the same with the tools of tests and checks

.venv/.installed-%: requirements/%.txt scripts/install
	@sh scripts/install requirements/$*.txt .venv/.installed-$*

test: install-tests ## the whole suite in parallel, on a database server of its own
	@$(PY) -m pytest -n auto $(ARGS)

bench: install-tests ## the work against its limit, as ratios (SCALE=1000000 for the full size)
	@$(PY) -m benchmarks --scale $(or $(SCALE),100000) --write

check: lint imports types migrations translations ## everything that needs no test

lint: install-tests
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint --lint --quiet templates

imports: install-tests
	.venv/bin/lint-imports

types: install-tests
	$(IDLE) $(PY) -m mypy --follow-imports=silent clinic_crm/lib clinic_crm/embedded \
		$$(find $(APPS) -path '*/services/*.py' -o -name 'services.py' -o -path '*/selectors/*.py' -o -name 'selectors.py')

migrations: install-tests
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check --fail-level WARNING

translations: install-tests
	$(PY) manage.py check_translations

messages: install-tests ## bring locale/*.po up to date with the code (needs GNU gettext)
	$(PY) manage.py check_translations --write

schema: install-tests ## write clinic_crm/schema.sql anew after a new migration
	@home=$$(mktemp -d) && CLINIC_CRM_HOME="$$home" $(PY) manage.py write_schema; rm -rf "$$home"

lock: install-tests ## resolve requirements/*.in anew into hash-pinned *.txt
	sh scripts/lock
