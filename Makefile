# 坪山科技金融顾问. `make` lists the targets; README.md says what they are for.
.PHONY: help setup run console chat test test-fast test-mini check train publish bench bench-nlu bench-advice clean
BOT := .venv-bot/bin
APP := .venv/bin
MODEL := models/advisor.tar.gz
SNAPSHOT := var/snapshots/.published
export CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
export RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 3
export HF_HUB_OFFLINE = 1
LANGUAGE := config.yml $(shell find data bot/domain -type d -o -name '*.yml') $(shell find bot/nlu knowledge/terms -name '*.py' -o -name '*.yml')
CONTENT := $(shell find knowledge/catalogue/content -type d -o -name '*.yml') $(shell find knowledge/catalogue knowledge/retrieval knowledge/snapshot -name '*.py' -o -name '*.yml')

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## create both environments, train, publish the catalogue
	@$(MAKE) --no-print-directory -s -j2 $(MODEL) $(SNAPSHOT)

run: ## start the advisor, set up first if needed, and print the page's address (Ctrl-C stops it)
	@. scripts/settings.sh && scripts/ports-free "$$WEB_PORT" "$$ACTION_PORT"
	@$(MAKE) --no-print-directory setup
	@scripts/serve

console: .venv/.linked ## start the staff console and print its address (Ctrl-C stops it)
	@scripts/console

chat: setup ## talk to the advisor in this terminal
	@scripts/serve sh -c 'exec $(BOT)/python -m bot.terminal --url "http://127.0.0.1:$$WEB_PORT"'

test: setup ## run the whole test suite
	@failed=0; \
	if node -e 'const [a, b] = process.versions.node.split("."); process.exit(a * 100 + +b < 1818 ? 1 : 0)' 2>/dev/null && npm -v >/dev/null 2>&1; then $(MAKE) --no-print-directory test-mini || failed=1; \
	else echo "LEFT OUT 小程序的测试没有运行：需要 Node.js 18.18 以上和 npm"; fi; \
	$(BOT)/python -m pytest tests/bot -q --disable-warnings || failed=1; \
	$(APP)/python -m pytest tests --ignore=tests/bot -q --disable-warnings || failed=1; exit $$failed

test-fast: setup ## run the tests that start no server
	$(APP)/python -m pytest tests --ignore=tests/bot -q -m "not server and not browser"

test-mini: ## lint, types and tests of the mini-program (needs Node.js 18.18 or newer with npm)
	@cd miniprogram && npm ci --no-audit --no-fund --loglevel=error && npm run --silent check

check: setup ## lint, types, import rules, content, Rasa data
	$(APP)/ruff check . && $(APP)/mypy && $(APP)/lint-imports && $(APP)/kb validate
	$(BOT)/rasa data validate --domain bot/domain --data data --config config.yml --fail-on-warnings

train: $(MODEL) ## train the language model if anything it learns from changed
publish: $(SNAPSHOT) ## publish the catalogue if it changed

bench: setup bench-nlu bench-advice ## quality and speed figures, written to results/
	$(APP)/python benchmarks/retrieval.py && $(BOT)/python benchmarks/turns.py

bench-nlu: setup ## understanding on messages never trained on, beside the stock pipeline (ARGS="--split dev --only-ours" while tuning)
	$(BOT)/python benchmarks/nlu.py $(ARGS)

bench-advice: setup ## questions needed until the advice is right, beside fixed and random orders; time of a decision
	$(APP)/python benchmarks/advice.py $(ARGS)

clean: ## remove everything that make created
	rm -rf .venv .venv-bot .run models var results .rasa *.egg-info miniprogram/node_modules miniprogram/src/miniprogram_npm

.venv-bot/.ready: constraints/bot.txt constraints/tools.txt
	@scripts/logged 1/4 install-bot "安装 Rasa 环境（首次约 3 分钟）" scripts/make-venv .venv-bot constraints/bot.txt 3.10 && touch $@

.venv/.ready: constraints/app.txt constraints/tools.txt
	@scripts/logged 2/4 install-app "安装知识与动作环境（首次约 3 分钟）" scripts/make-venv .venv constraints/app.txt 3.11 3.12 3.13 && touch $@

.venv/.linked: .venv/.ready pyproject.toml
	@$(APP)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . && touch $@

$(MODEL): .venv-bot/.ready $(LANGUAGE)
	@scripts/logged 3/4 train 训练语言理解与对话规则 $(BOT)/rasa train --skip-validation --domain bot/domain --data data --config config.yml --out models --fixed-model-name advisor && touch $@

$(SNAPSHOT): .venv/.ready $(CONTENT) | .venv/.linked
	@scripts/logged 4/4 publish 发布知识库 $(APP)/kb publish && touch $@
