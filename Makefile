# Needs make and Python 3.11 or later; make setup brings the rest. git is needed for editions and some tests.

run = .venv/bin/python -m
port = 8000
browser = .venv-browser/bin/python
in_browser = --confcutdir tests/browser
version = $(shell sed -n 's/^version = "\([^"]*\)".*/\1/p' dossier.toml)
needs_git = command -v git >/dev/null || { echo 'the bar and the deep tests need git, which is not installed (Debian, Ubuntu: apt install git)' >&2; exit 1; }

.PHONY: help setup book annotated site zip pdf serve draft quick test coverage deep test-browser check evaluate bench baselines dataset check-data refresh lock

help:      ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' Makefile

setup:     ## the environment .venv, from requirements.lock
	@sh tools/setup.sh

book: setup    ## the book, strictly: prints the page to open
	@echo 'book: where an input changed it is built, and its data are checked meanwhile; half a minute' >&2
	@$(run) dossier book --checked

annotated: setup   ## with the articles at hand: a private edition in _private/, never to be published
	@$(run) dossier annotated

site: setup    ## every published edition and the draft, in site/: prints the page to open
	@echo 'site: the data are checked, then every edition and the draft are built; some minutes' >&2
	@$(run) dossier check
	@$(run) dossier site

zip: book      ## the whole edition in one file: book, notebooks, data, code, lock, licence
	@$(run) dossier pack

pdf: book      ## the whole book as a PDF
	@sh tools/setup_browser.sh
	@echo 'pdf: printing the book; half a minute' >&2
	@$(run) dossier one-page | $(browser) tools/pdf.py _build/attachments/militant-unity-$(version).pdf

serve: book    ## the book on this machine only; port=8001 takes another port
	@echo 'open http://127.0.0.1:$(port)/ ; Ctrl+C ends it'
	@$(run) http.server --bind 127.0.0.1 --directory _build/html $(port)

draft: setup   ## what was edited, in _build/draft: prints the page to open; page=weakest names one
	@$(run) dossier draft $(page)

quick: setup   ## the units: a minute or so
	@$(run) pytest -q -m 'not book and not whole and not slow and not deep' src tests

test: setup    ## every test of every day, and every stored output of the notebooks
	@sh tools/test.sh

coverage: setup    ## make test, and how many lines and branches it runs; fails below the bar
	@$(needs_git)
	@$(run) coverage erase
	@COVERED=1 sh tools/test.sh
	@$(run) coverage combine --quiet
	@$(run) coverage json --quiet -o _coverage.json
	@.venv/bin/python tools/coverage_bar.py _coverage.json

deep: setup    ## what takes an hour, and belongs to the last commit: tests/deep/results.csv, to be committed
	@$(needs_git)
	@.venv/bin/python tools/deep.py

test-browser: book    ## the book in a headless Chromium; pictures of every page in _build/screens
	@sh tools/setup_browser.sh
	@$(browser) -m pytest -q -n auto --dist loadgroup --ignore tests/browser/test_speed.py $(in_browser) tests/browser
	@echo 'how soon a page is there, with nothing beside it:'
	@$(browser) -m pytest -q $(in_browser) tests/browser/test_speed.py

check: setup   ## format, lint, types
	$(run) ruff format --check .
	$(run) ruff check .
	$(run) mypy

evaluate: setup    ## how often the finders are right, against the labels
	@$(run) dossier evaluate

bench: setup       ## how fast folders are measured, and in how much memory, beside spaCy (make baselines)
	@echo 'bench: articles are made and measured three times; some minutes, best with nothing beside it' >&2
	@.venv/bin/python tools/bench.py

baselines:         ## the environment .venv-baselines, with which make bench compares (needs pip, half a gigabyte)
	@python3 -m venv .venv-baselines
	@.venv-baselines/bin/pip install --quiet --require-hashes -r tests/baselines/requirements.lock

dataset: setup     ## texts (if they are here), coding and record → data/dataset
	@sh tools/dataset.sh

check-data: setup  ## every violation in data/, as file, row, column, value, rule
	@$(run) dossier check-data

refresh: setup     ## run every notebook and store what it prints
	$(run) dossier refresh

lock:      ## requirements.lock and environment.yml, from pyproject.toml (needs uv and npm)
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --fork-strategy fewest \
	    --python-version 3.11 --generate-hashes --group build --group dev \
	    --output-file requirements.lock pyproject.toml
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --python-version 3.11 \
	    --generate-hashes --output-file tests/browser/requirements.lock tests/browser/requirements.in
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --python-version 3.11 \
	    --generate-hashes --output-file tests/baselines/requirements.lock tests/baselines/requirements.in
	cd tests/browser && npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit
	python3 tools/environment.py
