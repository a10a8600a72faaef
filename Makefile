# Everything a newcomer needs. `make help` lists it. Needs Python >= 3.11 and the package registry, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 7860

.DEFAULT_GOAL := help
.PHONY: help run test demos learners check train format screenshots bench clean

help: ## list what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# pip, not uv or poetry: only pip finds every local build of torch. The stamps make a second run quick.
$(VENV)/.runtime: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("tutor needs Python 3.11 or newer; try make PYTHON=python3.12") if sys.version_info < (3, 11) else 0'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.development: $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: $(VENV)/.runtime ## serve the chat on http://127.0.0.1:7860 with the model that is shipped
	$(BIN)/tutor serve --port $(PORT)

test: $(VENV)/.development ## run every test (in a real browser too, where there is one)
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || $(BIN)/playwright install chromium || true
	$(BIN)/pytest -n 2 --dist loadfile

demos: $(VENV)/.development ## run every demo to its end with three seeds
	TUTOR_ALL_DEMOS=1 $(BIN)/pytest tests/demos/test_every_demo.py -k keeps_its_promise

learners: $(VENV)/.development ## how simulated learners fare, and how answers are judged
	$(BIN)/python -m tutor.teaching.simulated
	$(BIN)/python -m tests.teaching.test_answers

check: $(VENV)/.development ## lint, types, content, generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/tutor check
	$(BIN)/python -m tests.generated --check

train: $(VENV)/.runtime ## train the classifier from data/ into models/
	$(BIN)/tutor train

format: $(VENV)/.development ## format the code and rewrite what is generated
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m tests.generated

bench: $(VENV)/.runtime ## measure speed on this machine
	$(BIN)/tutor bench demos

screenshots: $(VENV)/.development ## take the pictures of the page in docs/ again, and its icons
	$(BIN)/python tests/browser/screenshots.py docs/
	$(BIN)/python tests/browser/pictures.py tutor/ui/static/

clean: ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info
