.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
export OPENBLAS_NUM_THREADS ?= 1
export OMP_NUM_THREADS ?= 1

.PHONY: help demo test browser test-browser check gate bench docs clean

help:
	@echo "make demo    set up, run the built-in caliphate case, write its briefing"
	@echo "make test    set up, run the tests"
	@echo "make browser  install chromium where apt can (the tests of the page need it, and are skipped without)"
	@echo "make check   ruff, mypy, import contracts"
	@echo "make gate    reading and calibration floors (needs ../shared for the outside texts)"
	@echo "make bench   speed and size, measured"
	@echo "make docs    the documentation as a site, build/docs; stops at a link that leads nowhere"
	@echo "make clean   remove .venv and derived results"

.venv/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install -c constraints.txt -e '.[pdf]'
	@touch $@

.venv/installed-dev: .venv/installed
	$(PIP) install -c constraints.txt -e '.[dev,docs]'
	@touch $@

demo: .venv/installed
	@$(BIN)/headcount run caliphate --table

test: .venv/installed-dev
	$(BIN)/python -m pytest -n 2

browser:
	command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; }

test-browser: browser .venv/installed-dev
	$(BIN)/python -m pytest -n 2 tests/publish/browser

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: .venv/installed-dev
	$(BIN)/python gate/floors.py

bench: .venv/installed-dev
	$(BIN)/python bench/measure.py
	$(BIN)/python bench/loading.py
	$(BIN)/python bench/whole_case.py
	$(BIN)/python bench/estimation/echoes.py
	$(BIN)/python bench/estimation/claims.py
	$(BIN)/python bench/estimation/holdout.py
	$(BIN)/python bench/estimation/sbc.py
	for size in S M; do for regime in well rough; do \
	  $(BIN)/python bench/estimation/world_scores.py --size $$size --regime $$regime --worlds 20 | tail -n 13; done; done
	$(BIN)/python bench/estimation/referee.py

docs: .venv/installed-dev
	$(BIN)/python -m sphinx -W --keep-going -n -q docs build/docs
	@echo "build/docs/index.html"

clean:
	rm -rf .venv build cases/*/.derived
