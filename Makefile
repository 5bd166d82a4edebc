PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: install check test test-long test-system bench demo clean
.DEFAULT_GOAL := test

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $(STAMP)

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python .ci/line_ceiling.py
	$(BIN)/jtsc fmt --check .

test: check
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not bench and not long"

# What the suite shows on a few programs and texts, on thousands of them.
test-long: $(STAMP)
	$(BIN)/python -m pytest -q -s -m long

# System packages that some tests and benchmarks want; without them they are skipped.
test-system:
	apt-get update
	apt-get install -y --no-install-recommends chromium fonts-nanum gcc libc6-dev

bench: $(STAMP)
	$(BIN)/python -m pytest -q -s -m bench tests/bench

demo: $(STAMP)
	$(BIN)/python .ci/demo.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache reports build *.egg-info
