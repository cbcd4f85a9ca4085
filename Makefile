# The two commands are `make book` and `make test`; `make help` lists the others.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
SITE := _build/html
# Ids and counts stay, because nbval compares them; cells tagged keep_output keep their outputs.
STRIP := --keep-id --keep-count --extra-keys "metadata.language_info"

# Older makes mix what two that run side by side say.
SYNC := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

# Builds and tests keep readers' work in an empty folder, so that no author's answers are published.
export WHOSEGROUP_WORK := $(CURDIR)/_build/no-work
# Kernels and test workers start faster from what Python has compiled before.
unexport PYTHONDONTWRITEBYTECODE
# What is computed here is small: more threads only wait for one another, and for parallel tests.
export OMP_NUM_THREADS := 1

# WHOSEGROUP_BANK names an instructor's own bank, whose exercises pages may show.
FILES := $(shell find book notebooks data exercises src _config.yml _toc.yml $(WHOSEGROUP_BANK) \
	-type f ! -path '*/.*' ! -path '*/__pycache__/*' ! -path '*/my-work/*' 2>/dev/null | LC_ALL=C sort)

.PHONY: help book serve test test-units test-browser test-notebooks check outputs bench clean
.DELETE_ON_ERROR:

help:
	@echo "make book    build the site into $(SITE)"
	@echo "make serve   build it, serve it on http://127.0.0.1:$(PORT) (PORT=8001 for another port),"
	@echo "             and show what is edited"
	@echo "make test    build it and run every test; installs the browser if it has to"
	@echo "make check   ruff, codespell and nbstripout, as before a commit"
	@echo "make outputs run the notebooks anew and keep the tables that tests compare"
	@echo "make bench   measure speed and size, and print the figures"
	@echo "make clean   remove what was built (the installed .venv stays)"

book: _build/.book
	@echo "The book is in $(SITE). Open it at file://$(CURDIR)/$(SITE)/index.html or run: make serve"

# One list of file names, renewed only when a file comes or goes: then nothing old may stay.
_build/.files: force
	@mkdir -p _build && printf '%s\n' $(FILES) | cmp -s - $@ || { printf '%s\n' $(FILES) > $@; rm -rf $(SITE); }

.PHONY: force
force:

_build/.book: $(BIN)/.installed _build/.files $(FILES)
	@rm -rf $(WHOSEGROUP_WORK) && mkdir -p $(WHOSEGROUP_WORK)
	$(BIN)/jupyter-book build . -W -n --keep-going $(if $(filter _toc.yml _config.yml _build/.files,$?),--all)
	@touch $@

serve: book
	@$(BIN)/python -m whosegroup.serve $(SITE) --port $(PORT) --follow .

# What waits leaves its processor to what runs beside it; each shows what it says at its end.
test: $(BIN)/.installed-test
	$(BIN)/python tests/find_browser.py --install
	$(BIN)/python tests/node_packages.py --install
	@$(MAKE) --no-print-directory -j2 $(SYNC) book test-units
	@$(MAKE) --no-print-directory -j2 $(SYNC) test-browser test-notebooks

test-units: $(BIN)/.installed-test
	$(BIN)/python -m pytest --ignore tests/browser -n 2 --dist worksteal -p no:nbval -p no:playwright

test-browser: $(BIN)/.installed-test book
	$(BIN)/python -m pytest tests/browser -n 3 --dist loadgroup -p no:nbval

test-notebooks: $(BIN)/.installed-test
	$(BIN)/python -m pytest --nbval notebooks -p no:playwright

check: $(BIN)/.installed-dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/codespell
	$(BIN)/nbstripout --verify $(STRIP) notebooks/*.ipynb

# After a change to the bank: the tables that nbval compares, made anew. Look at the difference.
outputs: $(BIN)/.installed-dev
	@rm -rf $(WHOSEGROUP_WORK)
	$(BIN)/jupyter nbconvert --log-level WARN --to notebook --execute --inplace notebooks/*.ipynb
	$(BIN)/nbstripout $(STRIP) notebooks/*.ipynb

bench: $(BIN)/.installed-dev $(BIN)/.installed-test book
	$(BIN)/python tests/find_browser.py --install
	$(BIN)/python benchmarks/run.py $(WHAT)

clean:
	rm -rf _build

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This needs Python 3.11 or newer; name it with: make book PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python's venv is missing; on Debian: apt install python3-venv"; exit 1; }

$(BIN)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(BIN)/.installed-test: $(BIN)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

$(BIN)/.installed-dev: $(BIN)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@
