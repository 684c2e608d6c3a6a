# One command a task. Everything runs in .venv, which is made when missing and renewed when pyproject.toml changes.
#
#   make demo        parse a sample report: a table of what was found, and its JSON in build/
#   make demo-track  last year's promises beside this year's achievements, of the two national samples
#   make test        all checks: ruff, mypy --strict, pytest (what CI runs)
#   make quick       ruff, the direction of imports and the tables: under half a minute, for while you work
#   make score       figures of the reports read by hand, and which rows a change gained and lost; with ACCEPT=1 the
#                    gains are listed in tests/accepted/. Needs the annotations: REPORT_PARSER_GOLD names their folder
#   make lint        ruff, mypy and import-linter alone; `make format` lets ruff mend what it can
#   make notebooks   run the notebooks anew and keep what they show
#   make docs        the documentation as a site, in build/site; fails on a link that leads nowhere; needs no network
#   make bench       speed and memory, by stage, beside jieba alone; growth with the length of a text
#   make fuzz        50,000 inputs that nobody writes; the first that fails is printed with what makes it again
#   make audit       published advisories on what is installed in .venv; needs the network
#   make wheel       a wheel whose stages are compiled to C by mypyc, in build/wheel, and the tables read with it;
#                    needs a C compiler and some minutes
#   make schema      write schemas/*.json anew from the models

.PHONY: demo demo-track test quick score lint format notebooks docs bench fuzz audit wheel schema clean
.DELETE_ON_ERROR:

SAMPLE ?= corpora/wenling-2024.md
PYTEST_ARGS ?= -n auto
TABLES := clauses coordination explain facts ledger masthead moods normalise outline periods quantities segment topics vocabulary
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

demo: .venv/installed-core
	$(BIN)/report-parser parse $(SAMPLE) --summary --output build/$(basename $(notdir $(SAMPLE))).json
	@echo "JSON: build/$(basename $(notdir $(SAMPLE))).json"

demo-track: .venv/installed-core
	$(BIN)/report-parser track corpora/national-2023.html corpora/national-2024.txt --summary --output build/track.json
	@echo "JSON: build/track.json"

quick: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/python -m pytest -q $(TABLES:%=tests/test_%.py)

score: .venv/installed-dev
	REPORT_PARSER_GOLD=$${REPORT_PARSER_GOLD:-../shared/gold} $(BIN)/python benchmarks/score.py $(if $(ACCEPT),--accept) $(SETS)

test: lint
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

notebooks: .venv/installed-dev
	$(BIN)/python tools/run_notebooks.py

docs: .venv/installed-dev
	$(BIN)/mkdocs build --strict

bench: .venv/installed-dev
	$(BIN)/python benchmarks/bench_parse.py
	$(BIN)/python benchmarks/bench_linear.py

fuzz: .venv/installed-dev
	$(BIN)/python tests/fuzz.py

audit: .venv/installed-dev
	$(BIN)/pip-audit --skip-editable

# In a copy of the sources, as the compiler leaves its modules beside them.
wheel: .venv/installed-dev
	rm -rf build/wheel
	$(BIN)/python -m hatchling build -t sdist -d build/wheel
	tar -xzf build/wheel/*.tar.gz -C build/wheel
	cd build/wheel/*/ && HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(abspath $(BIN))/python -m hatchling build -t wheel -d ..
	$(PIP) install --no-deps --target build/wheel/installed build/wheel/*.whl
	PYTHONPATH=build/wheel/installed $(BIN)/python -m pytest -q $(TABLES:%=tests/test_%.py)
	@ls build/wheel/*.whl

schema: .venv/installed-core
	$(BIN)/report-parser schema > schemas/report.schema.json
	$(BIN)/report-parser schema --of track > schemas/track.schema.json

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The stamps stand in .venv, so that removing the folder is a clean start.
.venv/installed-core: pyproject.toml | .venv/bin/python
	$(PIP) install -e '.[fast]'
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	$(PIP) install -e '.[all,dev]'
	@touch $@ .venv/installed-core

# The first Python on PATH that is new enough. Where the system's venv cannot install pip (Debian without
# python3-venv), pip installs itself into the environment.
.venv/bin/python:
	@for python in python3 python3.13 python3.12 python3.11 python; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "making .venv with $$("$$python" --version)"; \
	    "$$python" -m venv .venv 2>/dev/null && exit 0; \
	    rm -rf .venv; \
	    "$$python" -m venv --without-pip .venv && "$$python" -m pip --python .venv/bin/python install --quiet pip && exit 0; \
	    rm -rf .venv; \
	    exit 1; \
	  fi; \
	done; \
	echo "report_parser needs Python 3.11 or newer; none was found on PATH" >&2; \
	exit 1
