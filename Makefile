# Everything works from a fresh clone with nothing but Python 3.11 or later, make and bash; `make help` lists the targets.
#
#   make brief SOURCES="folder mail.mbox" OUT=build PROFILE=profile.toml DATE=2020-10-04T18:00Z FORMATS=md,json
#
# SOURCES  files and folders to read          PROFILE  settings, none by default
# OUT      where the brief is written         DATE     cut-off; by default the newest publication time in the sources
# FORMATS  of md, html, pdf, json, eml        PYTHON   the interpreter that makes .venv, tried before all others

SOURCES = samples
OUT = build
PROFILE =
DATE =
FORMATS = md,html,pdf,json,eml
PYTHON = python3

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help

comma := ,
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
MADE := $(OUT)/.made
CODE := $(shell find briefing templates -type f ! -name '*.pyc' 2>/dev/null)

# WeasyPrint opens these at run time. Source: weasyprint/text/ffi.py of the version in requirements.lock.
PANGO_LIBRARIES = libgobject-2.0.so.0 libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz.so.0 libfontconfig.so.1
PANGO_PACKAGES = libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
PANGO_MISSING = import ctypes, sys\nfor name in sys.argv[1:]:\n try: ctypes.CDLL(name)\n except OSError: print(name)
# `$(call pango_missing)` prints the libraries that cannot be opened.
pango_missing = $(BIN)/python -c $$'$(PANGO_MISSING)' $(PANGO_LIBRARIES)

.PHONY: help
help:  ## this list
	@echo 'usage: make TARGET [SOURCES=samples] [OUT=build] [PROFILE=] [DATE=] [FORMATS=md,html,pdf,json,eml] [PYTHON=python3]'
	awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

.PHONY: venv
venv: $(READY)  ## .venv with the exact versions of requirements.lock

# The first interpreter that is new enough makes .venv; one that only lacks the venv module gets its package from apt,
# or the command is named. A .venv that works is kept.
$(READY): requirements.lock pyproject.toml
	@new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
	if ! $(BIN)/python -c "$$new_enough" 2>/dev/null; then
	  chosen= bare=
	  for candidate in $(if $(filter file,$(origin PYTHON)),,'$(PYTHON)') python3.13 python3.12 python3.11 '$(PYTHON)'; do
	    if "$$candidate" -c "$$new_enough" 2>/dev/null; then
	      if "$$candidate" -c 'import ensurepip, venv' 2>/dev/null; then chosen=$$candidate; break; fi
	      bare=$${bare:-$$candidate}
	    fi
	  done
	  if [ -z "$$chosen" ] && [ -n "$$bare" ]; then
	    package=$$("$$bare" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	      echo "make: $$bare has no venv module: installing $$package" >&2
	      { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "$$package"; } >/dev/null
	      chosen=$$bare
	    else
	      echo "make: $$bare has no venv module. Install it: sudo apt-get install $$package" >&2; exit 1
	    fi
	  fi
	  if [ -z "$$chosen" ]; then
	    echo 'make: no Python 3.11 or later was found (tried $(PYTHON), python3.13, python3.12, python3.11).' >&2
	    echo '      Install one (sudo apt-get install python3.11 python3.11-venv), or name it: make PYTHON=/path/to/python3' >&2
	    exit 1
	  fi
	  echo "make: creating .venv with $$("$$chosen" --version)" >&2
	  "$$chosen" -m venv --clear .venv
	fi
	echo 'make: installing the versions of requirements.lock' >&2
	awk '/^[a-z]/ {keep = /^setuptools==/} keep' requirements.lock > .venv/setuptools.lock
	$(PIP) install --no-deps --require-hashes -r .venv/setuptools.lock
	$(PIP) install --no-deps --require-hashes --no-build-isolation --use-pep517 -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

.PHONY: pango
pango: $(READY)  ## the libraries that the PDF needs (as root with apt: installs them)
	@missing=$$($(pango_missing))
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  echo 'make: installing the libraries that the PDF needs' >&2
	  apt-get update -qq >/dev/null || true
	  for package in $(PANGO_PACKAGES); do
	    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$$package" >/dev/null || true
	  done
	  missing=$$($(pango_missing))
	fi
	if [ -n "$$missing" ]; then
	  echo 'make: no PDF can be made here, for want of' $$missing >&2
	  echo '      Install them: sudo apt-get install $(PANGO_PACKAGES)' >&2
	fi

# The tests look at the page in a real browser and at the Markdown in pandoc; without these programs they are skipped.
PROGRAMS = chromium pandoc
.PHONY: programs
programs:  ## the programs that some tests need (as root with apt: installs them)
	@missing=$$(for name in $(PROGRAMS); do command -v "$$name" >/dev/null || echo "$$name"; done)
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  echo 'make: installing for the tests:' $$missing >&2
	  apt-get update -qq >/dev/null || true
	  for package in $$missing; do
	    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$$package" >/dev/null || true
	  done
	elif [ -n "$$missing" ]; then
	  echo 'make: tests will be skipped, for want of' $$missing >&2
	  echo '      Install them: sudo apt-get install' $$missing >&2
	fi

.PHONY: brief
brief: $(OUT)/brief.json  ## the brief in all formats, from SOURCES into OUT
	@echo make: '$(OUT)'/brief.*

# Rewritten only when sources, variables or what this machine can print have changed.
.PHONY: always
$(MADE): $(READY) $(if $(findstring pdf,$(FORMATS))$(findstring eml,$(FORMATS)),pango) always
	@mkdir -p '$(OUT)'
	formats=',$(FORMATS),'
	if [[ "$$formats" == *,pdf,* ]] && [ -n "$$($(pango_missing))" ]; then
	  formats=$${formats/,pdf,/,}
	  echo 'make: the PDF is left out' >&2
	fi
	[[ "$$formats" == *,json,* ]] || formats=$${formats}json,
	formats=$${formats#,}
	{ echo "$${formats%,}"
	  printf '%s\n' '$(PROFILE)' '$(DATE)' $(SOURCES)
	  find -L $(or $(filter-out -,$(SOURCES)) $(PROFILE),/dev/null) -type f -printf '%p %s %T@\n' 2>/dev/null | sort
	  $(if $(filter -,$(SOURCES)),date +%s%N,:)
	} > $@.new || true
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# What an earlier run wrote in a format that is no longer asked for would disagree with this brief: it goes.
$(OUT)/brief.json: $(MADE) $(CODE)
	@formats=$$(head -n 1 $(MADE))
	$(BIN)/briefing make $(SOURCES) -o '$(OUT)' --format "$$formats" \
	  $(if $(PROFILE),--profile '$(PROFILE)') $(if $(DATE),--cutoff '$(DATE)')
	for format in md html pdf eml; do
	  [[ ",$$formats," == *,$$format,* ]] || rm -f '$(OUT)'/brief.$$format
	done
	touch $@

.PHONY: pdf email
pdf email: extension = $(if $(filter pdf,$@),pdf,eml)
pdf:  ## the brief, of which the PDF must not be missing
email:  ## the brief, of which the message (to open in a mail program) must not be missing
pdf email:
	@$(MAKE) --no-print-directory brief FORMATS='$(FORMATS)$(if $(findstring $(extension),$(FORMATS)),,$(comma)$(extension))'
	test -e '$(OUT)/brief.$(extension)'

.PHONY: verify
verify: $(READY)  ## whether every printed sentence of the brief in OUT stands verbatim in its source
	@test -e '$(OUT)/brief.json' || $(MAKE) --no-print-directory brief
	$(BIN)/briefing verify '$(OUT)/brief.json'

# Exactly once a day, however often it is called: `briefing schedule` prints a timer that calls it.
.PHONY: daily
daily: $(READY) pango  ## the morning run of PROFILE: collect, make, file, send
	@if [ -z '$(PROFILE)' ]; then echo 'make: which desk? make daily PROFILE=desk/profile.toml' >&2; exit 2; fi
	$(BIN)/briefing daily --profile '$(PROFILE)'

.PHONY: test
test: $(READY) pango programs  ## all tests
	@$(BIN)/python -m pytest -n auto

.PHONY: bench
bench: $(READY)  ## how fast a brief is, beside sumy, scikit-learn and datasketch: a Markdown table (FULL=1: large ones too; INTO=README.md)
	@$(PIP) install --quiet --no-build-isolation --editable '.[bench]'
	$(BIN)/python tests/bench.py $(if $(FULL),--full) $(if $(INTO),--readme '$(INTO)')

.PHONY: golden
golden: $(READY)  ## tests/golden/brief.md and ink.json anew, from what is made now: read the difference before it is committed
	@$(BIN)/python -m pytest tests/test_line.py tests/test_print_layout.py -k last_approved --update-golden -rs
	git --no-pager diff --stat -- tests/golden 2>/dev/null || true

# A page of print has few shades: 24 colours are a third of the bytes, and as legible.
SHRINK = import sys; from PIL import Image; Image.open(sys.argv[1]).convert("RGB").quantize(24, dither=0).save(sys.argv[2], optimize=True)
.PHONY: picture
picture: $(READY) pango  ## tests/golden/brief.png and brief-2.png anew, the pages that the README shows (needs pdftoppm)
	@if ! command -v pdftoppm >/dev/null; then
	  echo 'make: no pdftoppm here. Install it: sudo apt-get install poppler-utils' >&2; exit 1
	fi
	work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT
	$(BIN)/briefing make samples -o "$$work" --format pdf --quiet
	pdftoppm -png -r 100 -l 2 "$$work/brief.pdf" "$$work/page"
	$(BIN)/python -c '$(SHRINK)' "$$work/page-1.png" tests/golden/brief.png
	$(BIN)/python -c '$(SHRINK)' "$$work/page-2.png" tests/golden/brief-2.png

.PHONY: check
check: $(READY)  ## lint, format, types, import contracts
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: lock
lock: $(READY)  ## requirements.lock anew, from pyproject.toml
	@$(PIP) install uv
	{ echo '# Exact versions with their hashes, for Python 3.11 and later; made by `make lock`, installed by `make venv`.'
	  printf '%s\n' 'hatchling>=1.27' 'editables>=0.5' 'setuptools' | $(BIN)/uv pip compile pyproject.toml - \
	    --quiet --extra dev --universal --python-version 3.11 --upgrade --generate-hashes \
	    --no-header --no-annotate ; } > requirements.lock.new
	mv requirements.lock.new requirements.lock

.PHONY: wheel
wheel: $(READY)  ## dist/briefing-*.whl
	@rm -rf dist
	$(BIN)/hatchling build -t wheel

.PHONY: clean
clean:  ## remove what was built; .venv stays (`make distclean` removes it as well)
	@rm -f '$(OUT)'/brief.{md,html,pdf,json,eml} $(MADE)
	rmdir --ignore-fail-on-non-empty '$(OUT)' 2>/dev/null || true
	rm -rf dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find briefing tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean
	@rm -rf .venv
