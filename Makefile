# The commands of the house. `make` alone prints this list.
PYTHON ?= python3
BIN := .venv/bin
# Two notices of the engine about its own future; they are not about this site.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.DEFAULT_GOAL := help
.PHONY: help site offline serve test bench check lint lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: .venv/run ## build content/ from seeds/, publish it as site/
	$(BIN)/mkdocs build --strict

offline: .venv/run ## publish a copy as site-offline/, to be opened and searched from disk
	$(BIN)/mkdocs build --strict -f offline.yml

serve: .venv/run ## read and edit the site locally; a new file in seeds/ appears as a page
	$(BIN)/mkdocs serve

test: .venv/dev ## run every test; sets up a browser first
	$(BIN)/python tests/browser_setup.py
	$(BIN)/pytest --cov --cov-report=term

lint: .venv/dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev ## speed and quality, as ratios measured side by side (needs ../shared/bench)
	$(BIN)/python -m benchmarks

check: .venv/run ## would a build change anything, is every page sound?
	$(BIN)/digest check

lock: ## resolve the dependencies anew into requirements/*.lock (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade \
	  pyproject.toml requirements/build.in --extra dev --extra bench -o requirements/dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  pyproject.toml requirements/build.in -c requirements/dev.lock -o requirements/run.lock

clean: ## throw away what the commands made (never content/ or seeds/)
	rm -rf .venv site site-offline content/browse .cache .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis

# One environment, in two steps: what the site needs, and on top of it what the tests need.
.venv/run: requirements/run.lock pyproject.toml
	PYTHON="$(PYTHON)" sh requirements/install.sh run
	@touch $@

.venv/dev: requirements/dev.lock pyproject.toml
	PYTHON="$(PYTHON)" sh requirements/install.sh dev
	@touch .venv/run $@
