# The commands of this project; README says when to use which.

PY ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run setup test check fix prove bench bench-rules cluster lock gallery clean

run: $(VENV)/.ok  ## start the demo town on http://localhost:8000
	@$(BIN)/wibo run

setup: $(VENV)/.ok  ## prepare .venv with the command wibo

test: $(VENV)/.ok-dev  ## checks, the suite on SQLite and PostgreSQL, browser journeys
	@$(BIN)/python tools/test.py

prove: $(VENV)/.ok-dev  ## the long forms of tests
	@$(BIN)/python tools/prove.py

bench: $(VENV)/.ok-dev  ## figures of speed, as docs/performance.md shows them (needs PostgreSQL)
	@$(BIN)/python bench/run.py

bench-rules: $(VENV)/.ok-dev  ## counting and awarding beside pabutools (makes .venv-oracle)
	@$(BIN)/python bench/rules.py

cluster: $(VENV)/.ok-dev  ## a whole cluster on this machine, until Ctrl+C (Debian's packages; says which are missing)
	@$(BIN)/python deploy/cluster/up.py

gallery: $(VENV)/.ok-dev  ## the pictures of docs/gallery.md, from the five towns (needs Chromium)
	@$(BIN)/python tools/gallery.py

check: $(VENV)/.ok-dev  ## linters, types, layers, missing migrations
	@$(BIN)/python tools/check.py

fix: $(VENV)/.ok-dev  ## format and mend what the linter can
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet . ; $(BIN)/python tools/templates.py ; $(BIN)/python tools/moves.py ; \
	  $(BIN)/python tools/cut.py --styles

lock:  ## write the lock files anew (needs uv)
	@# What tests run with is what the product runs with: the others keep to its versions.
	@for name in requirements requirements-dev requirements-oracle requirements-schema requirements-mutants requirements-s3; do \
	  case $$name in requirements) keep=;; requirements-dev|requirements-mutants) keep="-c requirements.txt";; *) keep=;; esac; \
	  uv pip compile $$name.in $$keep --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links --quiet --upgrade -o $$name.txt; done

clean:  ## remove the virtual environment and the demo's data
	rm -rf $(VENV) .venv-oracle .venv-schema .venv-mutants .venv-s3 var

$(VENV)/.ok: requirements.txt tools/make_venv.py
	@$(PY) tools/make_venv.py requirements.txt
	@touch $@

$(VENV)/.ok-dev: requirements-dev.txt $(VENV)/.ok
	@$(PY) tools/make_venv.py requirements-dev.txt
	@touch $@
