# Learners need `make lab`, maintainers `make test`; both make the environment first.

BIN := .venv/bin
UV := UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=true $(BIN)/uv

.PHONY: lab test test-browser env build site check lock upgrade

lab: env
	$(BIN)/course doctor --brief
	$(BIN)/course lab

# The answers of assignments are graded by the tests, so they are not run twice.
test: PROOF := --practice
test: check
	$(BIN)/pytest

# Needs a Chromium: `apt-get install chromium` on Debian.
test-browser: env
	$(BIN)/pytest tests/browser

build: env
	$(BIN)/course build

site: env
	$(BIN)/course site

check: env
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/course build --check $(PROOF)

env: .venv/ready

NEEDED := Python 3.11 to 3.13 is needed: put one of these first on your PATH. Now python3 is

.venv/ready: requirements.lock pyproject.toml
	@python3 -c 'from sys import *; exit(None if (3, 11) <= version_info[:2] <= (3, 13) else "$(NEEDED) " + version.split()[0])'
	@echo "Making the environment in .venv: 2.5 GB, once; later only what changes. Step 1 of 3: uv, which installs packages"
	@python3 -m venv .venv
	@$(BIN)/python -m pip install --disable-pip-version-check uv
	@echo "Step 2 of 3: the packages of requirements.lock; TensorFlow is the largest, so a slow line takes minutes"
	@$(UV) pip install --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock
	@echo "Step 3 of 3: the course itself"
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

# What pyproject.toml asks for is locked; newer versions of all are the other target's.
upgrade: UPGRADE := --upgrade
lock upgrade: env
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate $(UPGRADE) --extra lab --extra site --extra dev pyproject.toml -o requirements.lock
