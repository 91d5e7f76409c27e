# From a clone to a running product. Needs make and Python 3.11 or later; everything else goes into .venv.
SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# The first Python that is new enough; name another one with `make PYTHON=… install`.
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if "$$python" -c "$(NEW_ENOUGH)" 2>/dev/null; then echo "$$python"; break; fi; done)
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock" pyproject.toml
# Tests that kill processes wait more than they work: one runs beside those that keep the cores busy.
WORKERS = $(shell $(BIN)/python -c "import os; print(1 + (os.cpu_count() or 1))")

.PHONY: help install demo test lint check bench faults load simulate rules lock upgrade screenshots clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

install: $(STAMP) ## a virtual environment in .venv, from the lock file

$(STAMP): requirements-dev.lock
	@test -n "$(PYTHON)" || { \
		echo "Python 3.11 or later with its venv module is needed (Debian: apt-get install python3 python3-venv);"; \
		echo "if it is not on the PATH: make PYTHON=path/to/python install"; exit 1; } >&2
	@echo "Setting up $(VENV) (once, about a minute)"
	@"$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $(STAMP)

demo: install ## the assistant at work in the sandbox: prints one address to open
	$(BIN)/python -m bot demo

test: install ## all tests; ARGS="…" goes to pytest
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=worksteal $(ARGS)

lint: install ## style, types and imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint ## what CI runs: lint, the rules page, all tests
	$(BIN)/python scripts/rules.py --check
	$(MAKE) test

bench: install ## speed on both databases, each figure beside its floor; ARGS="--only pages"
	$(BIN)/python -m tests.benchmarks $(ARGS)

faults: install ## the real process under seeded faults, 1,000 runs; ARGS="--runs 100 --seed 7"
	$(BIN)/python -m tests.faults $(ARGS)

load: install ## bursts, taps, a month of deadlines, memory and restart on both databases; ARGS="--only burst"
	$(BIN)/python -m tests.load $(ARGS)

simulate: install ## months of a call centre on virtual time, whatever goes wrong; ARGS="--seeds 10 --days 7"
	$(BIN)/python -m tests.simulation $(ARGS)

rules: install ## which rules of the regulations are kept, by which tests
	$(BIN)/python scripts/rules.py

lock: install ## write the lock files from pyproject.toml, changing as little as possible
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --output-file requirements-dev.lock

upgrade: install ## write the lock files with the newest versions allowed
	$(COMPILE) --upgrade --output-file requirements.lock
	$(COMPILE) --upgrade --extra dev --output-file requirements-dev.lock

screenshots: install ## the pictures of the README and of the docs
	$(BIN)/python -m scripts.screenshots

clean: ## remove everything made here; data/ and .env stay
	rm -rf $(VENV) build .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
