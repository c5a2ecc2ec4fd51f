# Each target sets up what it needs: a virtual environment in VENV with the project installed editable.
#
#   make demo     three real programs, eager against compiled
#   make test     ruff, mypy, import-linter and the test suite
#   make lint, make suite, make docs, make bench, make wheel, make clean
#   make -k test                                    goes on after the first check that fails
#
#   make test PYTHON=python3.12 VENV=.venv-3.12     another interpreter, another environment
#   make suite PYTEST_ARGS="-k loops -x"            a part of the suite
#
# On Windows without make, from the project's folder:
#   py -3.12 -m venv .venv
#   .venv\Scripts\python -m pip install -e ".[test]"
#   .venv\Scripts\autograph demo
#   .venv\Scripts\python -m pytest
# (With make from Git for Windows or MSYS2 the targets below work as they are.)

VENV ?= .venv
PYTHON ?=
PYTEST_ARGS ?=

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
RUN := $(BIN)/python

.PHONY: demo test lint rules layout types imports suite format docs bench wheel clean
.DEFAULT_GOAL := test

# The environment is made anew when the list of what it holds has changed.
$(VENV)/test-extra: setup.cfg pyproject.toml
	@python="$(PYTHON)"; python="$${python:-$$(.ci/find-python)}" && \
	echo "== $(VENV): $$("$$python" --version) from $$python" && "$$python" -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $@

$(VENV)/%-extra: $(VENV)/test-extra
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable ".[$*]"
	@touch $@

demo: $(VENV)/test-extra
	$(BIN)/autograph demo

test: lint suite

lint: rules layout types imports

rules: $(VENV)/test-extra
	$(BIN)/ruff check .

layout: $(VENV)/test-extra
	$(BIN)/ruff format --check .

types: $(VENV)/test-extra
	$(RUN) -m mypy

imports: $(VENV)/test-extra
	$(BIN)/lint-imports --no-cache

suite: $(VENV)/test-extra
	$(RUN) -m pytest $(PYTEST_ARGS)

format: $(VENV)/test-extra
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/docs-extra
	$(BIN)/mkdocs build --strict

bench: $(VENV)/bench-extra
	$(RUN) -m benchmarks

wheel: $(VENV)/test-extra
	rm -rf build
	$(RUN) -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) build dist site demo-output .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
