# Every verb is one word. Two are enough: make run, make test.
# Needs Python 3.11 and nothing else; what is missing is put into .venv and .tools inside this folder.

PYTHON ?= $(shell for p in python3.11 python3; do \
  $$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$p && exit; done; echo python3)
PREPARE = @$(PYTHON) -I backend/bootstrap.py

.PHONY: run demo test check bench score train prepare model format lock clean

run:      ## start Holdfast on http://127.0.0.1:$PORT (8000)
	$(PREPARE) run

demo:     ## a made-up person with ten weeks of entries, and a therapist
	$(PREPARE) demo

test:     ## everything: rules, both databases, front end, browser
	$(PREPARE) test

check:    ## the quick part of test: style, types, import contracts, house rules
	$(PREPARE) check

bench:    ## the goals of speed, as ratios measured now
	$(PREPARE) bench

score:    ## the scoreboard of the language model, beside three simple systems
	$(PREPARE) score

train:    ## train the heads of the language model again (slow; needs much memory)
	$(PREPARE) train

prepare:  ## packages, front end and model, without starting anything
	$(PREPARE) prepare

model:    ## fetch, check and build the language model
	$(PREPARE) model

format: prepare
	@.venv/bin/ruff format backend accounts patterns journal insights sharing tests bench
	@.venv/bin/ruff check --fix --quiet .

lock:     ## resolve the Python packages anew
	@.tools/uv/bin/uv lock --upgrade

clean:    ## forget what was built; data in var/ stay
	@rm -rf .venv .tools frontend/node_modules frontend/dist
