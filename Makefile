# One command per job; CI runs the same ones. `make run` and `make test` are all a newcomer needs.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run ask test lint eval screenshots browser clean

run: .venv/.run
	$(BIN)/fazhi serve

ask: .venv/.run
	@$(BIN)/fazhi ask "$(q)"

# The evaluation gate comes first, so that the run ends on pytest's own summary line.
test: .venv/.test browser lint eval
	$(BIN)/python -m pytest

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: .venv/.test
	$(BIN)/python -m eval ci

screenshots: .venv/.test browser
	$(BIN)/python -m tests.browser.screenshots docs

# Chromium for the browser tests. Without root or apt they are skipped, and each says so.
browser:
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk) >/dev/null \
	  || echo "未能安装 Chromium：浏览器测试将跳过"; \
	else echo "没有 Chromium，也没有权限安装：浏览器测试将跳过"; fi

.venv/.python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更新的版本")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/.run: .venv/.python pyproject.toml
	$(PIP) install --editable .
	touch $@

.venv/.test: .venv/.run
	$(PIP) install --editable '.[test]'
	touch $@

clean:
	rm -rf .venv
