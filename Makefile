.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

# Any of these will do; the first that is 3.11 or newer is taken. `make PYTHON=/path/to/python setup` chooses another.
PYTHONS := python3.13 python3.12 python3.11 python3.14 python3 python
PYTHON ?= $(shell for p in $(PYTHONS); do \
	"$$p" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$$p"; break; }; done)

BIN := .venv/bin
READY := .venv/.ready
VENDORED := .venv/.vendored
SAM := .venv-sam/bin/sam
SAM_READY := .venv-sam/.ready
SAM_CLI := aws-sam-cli==1.170.0 cyclonedx-bom==7.5.0 pip-audit==2.10.1
BUILT := .aws-sam/build/RedressLayer/python:.aws-sam/build/DetectLayer/python
# Which stack of samconfig.toml: dev or prod.
ENV ?= dev
CHECKOV_READY := .venv-checkov/.ready
CHECKOV := checkov==3.3.30

# One line that moves instead of pip's pages. A warning of pip's may leave its colour before the next line.
COUNTED := awk -v of="$$(grep -c == constraints.txt)" \
	'/^(\033\[[0-9;]*m)*Collecting/ { printf "\r  fetched %d of %d packages", ++n, of; fflush() } \
	/^(\033\[[0-9;]*m)*Installing/ { printf "\r  putting them in place        "; fflush() } \
	/^(\033\[[0-9;]*m)*Successfully installed/ { printf "\r  done                         \n" }'

.PHONY: help setup run test pictures check bench format build audit deploy clean

help: ## say what can be done here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

setup: $(VENDORED) ## make .venv with everything in it (again only when pyproject.toml or the desk's libraries change)

$(READY): pyproject.toml constraints.txt
	@if [ -z "$(PYTHON)" ] && [ ! -x $(BIN)/python ]; then \
		echo "Redress needs Python 3.11 or newer with its venv module (Debian: apt-get install python3-venv)." >&2; exit 1; fi
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@echo "Setting up .venv, once:"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off \
			--constraint constraints.txt --editable '.[dev]' | $(COUNTED) || { \
		echo "The installation did not go through. Is a Python package index reachable from here?" >&2; exit 1; }
	@touch $@

$(VENDORED): $(READY) desk/package.json desk/package-lock.json local/vendoring.py
	@$(BIN)/python -m local.vendoring
	@touch $@

run: $(VENDORED) ## start everything on this machine and say where it is
	@exec $(BIN)/redress up

test: $(VENDORED) $(SAM_READY) browser ## all tests: unit, adapters, architecture, the whole stack on the engine, browser
	@failed=0; \
	PYTHONHASHSEED=0 $(BIN)/python -m pytest -n auto --dist loadfile tests/unit tests/integration tests/architecture || failed=1; \
	$(BIN)/python -m pytest tests/engine tests/browser || failed=1; \
	exit $$failed

pictures: $(VENDORED) browser ## take the pictures of the docs anew, from a stack of its own with the demo's day in it
	@$(BIN)/python -m tests.browser.pictures

check: $(VENDORED) $(CHECKOV_READY) ## format, lint, types, walls, template and the tests of the house itself, in under two minutes
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy layers/redress/redress functions local tests $(wildcard bench training)
	$(BIN)/lint-imports
	$(BIN)/cfn-lint template.yaml
	BC_SKIP_MAPPING=TRUE .venv-checkov/bin/checkov --config-file .checkov.yaml
	$(BIN)/python -m pytest -q tests/architecture

bench: $(READY) ## measure everything side by side and write bench/results.json (ten minutes on a quiet machine)
	@$(BIN)/python -m bench

format: $(READY) ## put the code into the house's form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(SAM_READY): Makefile
	@if [ -z "$(PYTHON)" ]; then echo "The SAM CLI needs Python 3.11 or newer." >&2; exit 1; fi
	@[ -x .venv-sam/bin/python ] || $(PYTHON) -m venv .venv-sam
	@echo "Installing the SAM CLI into .venv-sam (it pins another boto3 than ours)"
	@.venv-sam/bin/python -m pip install --disable-pip-version-check --quiet --no-compile $(SAM_CLI)
	@touch $@

$(CHECKOV_READY): Makefile
	@[ -x .venv-checkov/bin/python ] || $(PYTHON) -m venv .venv-checkov
	@echo "Installing checkov into .venv-checkov (it pins other versions of a hundred packages)"
	@.venv-checkov/bin/python -m pip install --disable-pip-version-check --quiet '$(CHECKOV)'
	@touch $@

build: export PATH := $(CURDIR)/.venv-sam/bin:$(PATH)
build: export SAM_CLI_TELEMETRY ?= 0
build: $(SAM_READY) ## package functions and layers for Lambda on arm64 into .aws-sam/, and say in sbom.cdx.json what is in them
	@find functions layers -name __pycache__ -prune -exec rm -rf {} +
	@$(PYTHON) -m local.vendoring
	AWS_DEFAULT_REGION=$${AWS_DEFAULT_REGION:-eu-west-1} $(SAM) validate --lint
	$(if $(ROLLOUT),$(BIN)/python -m local.rollout $(ROLLOUT))
	$(SAM) build $(if $(ROLLOUT),--template-file template.rollout.json)
	@PYTHONPATH=$(BUILT) .venv-sam/bin/cyclonedx-py environment -S --pyproject pyproject.toml --output-reproducible \
		--output-file .aws-sam/sbom.cdx.json .venv-sam/bin/python
	@$(PYTHON) -m local.bill .aws-sam/sbom.cdx.json

audit: $(SAM_READY) ## ask PyPI's advisories about what ships and what the laptop runs; needs the network
	@for list in layers/redress/requirements.txt layers/detect/requirements.txt constraints.txt; do \
		echo "$$list"; .venv-sam/bin/pip-audit --progress-spinner off --no-deps --disable-pip --strict --requirement $$list; done

deploy: build ## put the stack into the AWS account you are signed in to; shows what will change and asks. ENV=prod: the other one of samconfig.toml. ROLLOUT=Canary10Percent5Minutes: bit by bit
	SAM_CLI_TELEMETRY=0 $(SAM) deploy --config-env $(ENV) $(if $(shell sed -n '/^\[$(ENV)\.deploy/,/^\[/p' samconfig.toml | grep ReviewUrlPatterns),,--guided)

clean: ## remove what the tools made, but never .redress/ (that is your local state)
	rm -rf .venv .venv-sam .venv-checkov .aws-sam .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	rm -rf layers/redress/redress/pages/assets/vendor tests/browser/vendor

.PHONY: browser
browser:
	@command -v chromium >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing chromium for the browser tests"; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
		else \
			echo "The browser tests need chromium, which is not on this machine. On Debian: sudo apt-get install chromium" >&2; \
			if [ -n "$${CI:-}" ]; then exit 1; fi; \
			echo "THE BROWSER TESTS WILL BE SKIPPED." >&2; \
		fi; }
