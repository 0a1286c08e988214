# Every command one types. `make` alone lists them.
# PYTHON=python3.12 chooses the interpreter; PORT= and DATABASE_URL= (with KEYS_DATABASE_URL=)
# reach the program through the environment; ONLY=reporting narrows the tests to one folder.

VENV ?= .venv
RUN = $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test test-pythons check faults bench lock

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*##/\1\t/p' Makefile | expand -t 14

demo: $(VENV)/.core  ## start the whole chain with invented people on http://127.0.0.1:8000
	@$(RUN) -m ketenwerk demo

demo-reset: $(VENV)/.core  ## forget what was done in the demo, and start it afresh
	@$(RUN) -m ketenwerk demo --reset

test: $(VENV)/.dev  ## install what the tests need, and run all of them
	@$(RUN) -m tools.run_tests $(if $(ONLY),--only $(ONLY)) $(if $(STRICT),--strict-skips)

test-pythons:  ## run the tests on the other supported versions of Python that are present
	@tools/test-pythons

check: $(VENV)/.dev  ## everything that can be judged without running the program
	@$(RUN) -m tools.run_check

faults: $(VENV)/.dev  ## the long forms of the tests that kill, fill and starve
	@KETENWERK_FAULTS=long $(RUN) -m tools.run_tests --only faults

bench: $(VENV)/.dev  ## print speed and memory as ratios
	@$(RUN) -m bench

# UPGRADE="--upgrade-package NAME" brings one package up to date.
LOCK = $(VENV)/bin/uv pip compile pyproject.toml --python-version 3.11 --universal --quiet \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header $(UPGRADE)

lock: $(VENV)/.dev  ## write the locks again after a change of pyproject.toml
	$(LOCK) -o requirements/core.txt
	$(LOCK) --group dev -c requirements/core.txt -o requirements/dev.txt

$(VENV)/bin/python:
	@tools/make-venv $(VENV)

$(VENV)/.core: requirements/core.txt | $(VENV)/bin/python
	@tools/install $(VENV) core

$(VENV)/.dev: requirements/dev.txt | $(VENV)/bin/python
	@tools/install $(VENV) dev
