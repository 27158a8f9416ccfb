# 坪山科技金融顾问. `make` lists the targets; README.md says what they are for.
.DEFAULT_GOAL := help
.PHONY: help setup run chat test test-fast check train publish bench clean
BOT := .venv-bot/bin
APP := .venv/bin
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
export CHROMIUM RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 3
export HF_HUB_OFFLINE = 1
export ACTION_ENDPOINT_URL ?= http://127.0.0.1:5055/webhook
export TRACKER_DB ?= .run/conversations.db
LANGUAGE_FILES := config.yml $(shell find data bot/domain bot/nlu knowledge/terms -name '*.yml' -o -name '*.py' -o -name '*.txt')
CONTENT_FILES := $(shell find knowledge/catalogue knowledge/retrieval knowledge/snapshot -name '*.yml' -o -name '*.py')

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## create both environments, train, publish the catalogue
	@$(MAKE) --no-print-directory -j2 .venv-bot/.ready .venv/.ready
	@$(MAKE) --no-print-directory models/advisor.tar.gz var/snapshots/.published

run: setup ## start the advisor and print the page's address (Ctrl-C stops it)
	@scripts/run

chat: setup ## talk to the advisor in this terminal
	@scripts/chat

test: setup ## run the whole test suite
	$(BOT)/python -m pytest tests/bot -q
	$(APP)/python -m pytest tests --ignore=tests/bot -q

test-fast: setup ## run the tests that start no server
	$(APP)/python -m pytest tests --ignore=tests/bot -q -m "not server and not browser"

check: setup ## lint, types, import rules, content, Rasa data
	$(APP)/ruff check .
	$(APP)/mypy
	$(APP)/lint-imports
	$(APP)/kb validate
	$(BOT)/rasa data validate --domain bot/domain --data data --config config.yml --fail-on-warnings

train: models/advisor.tar.gz ## train the language model if anything it learns from changed
publish: var/snapshots/.published ## publish the catalogue if it changed

bench: setup ## quality and speed figures, written to results/
	$(APP)/python benchmarks/retrieval.py
	$(BOT)/python benchmarks/nlu_speed.py

clean: ## remove everything that make created
	rm -rf .venv .venv-bot .run models var results .rasa

.venv-bot/.ready: constraints/bot.txt constraints/tools.txt
	@scripts/make-venv .venv-bot constraints/bot.txt 3.10 && touch $@

.venv/.ready: constraints/app.txt constraints/tools.txt pyproject.toml
	@scripts/make-venv .venv constraints/app.txt 3.11 3.12 3.13 && $(APP)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . && touch $@

models/advisor.tar.gz: .venv-bot/.ready $(LANGUAGE_FILES)
	@echo "[训练] 语言理解与对话规则…" && mkdir -p .run && ($(BOT)/rasa train --domain bot/domain --data data --config config.yml --out models --fixed-model-name advisor >.run/train.log 2>&1 || (tail -5 .run/train.log; exit 1)) && touch $@

var/snapshots/.published: .venv/.ready $(CONTENT_FILES)
	@echo "[发布] 知识库快照…" && $(APP)/kb publish && touch $@
