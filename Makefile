.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
export OPENBLAS_NUM_THREADS ?= 1
export OMP_NUM_THREADS ?= 1

.PHONY: help demo test check gate bench clean

help:
	@echo "make demo    set up, run the built-in caliphate case, write its briefing"
	@echo "make test    set up, run the tests"
	@echo "make check   ruff, mypy, import contracts"
	@echo "make gate    reading and calibration floors (needs ../shared for the outside texts)"
	@echo "make bench   speed and size, measured"
	@echo "make clean   remove .venv and derived results"

.venv/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install -c constraints.txt -e .
	@touch $@

.venv/installed-dev: .venv/installed
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

demo: .venv/installed
	@$(BIN)/headcount run caliphate --table

test: .venv/installed-dev
	$(BIN)/python -m pytest -n 2

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

clean:
	rm -rf .venv cases/*/.derived
