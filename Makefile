# The two commands are `make book` and `make test`; `make help` lists the others.
# Paths here are relative: the course's own folder may have any name. What is installed is decided in
# tools/environment.py, and what is built in whosegroup.book.building.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
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

.PHONY: help book sphinx serve test test-units test-browser test-notebooks check outputs bench pictures clean
.PHONY: for-book for-test for-dev

help:
	@echo "make book    build the site into $(SITE)"
	@echo "make serve   build it, serve it on http://127.0.0.1:$(PORT) (PORT=8001 for another port),"
	@echo "             and show what is edited"
	@echo "make test    build it and run every test; installs the browser if it has to"
	@echo "make check   ruff, codespell, mypy, oxlint and nbstripout, as before a commit"
	@echo "make outputs run the notebooks anew and keep the tables that tests compare"
	@echo "make sphinx  build it with the newest Sphinx, without Jupyter Book, into _build/sphinx/html"
	@echo "make bench   measure speed and size, and print the figures"
	@echo "make pictures  take README's pictures anew, into docs/pictures"
	@echo "make clean   remove what was built (the installed .venv stays)"

for-book for-test for-dev: for-%:
	@$(PYTHON) tools/environment.py $*
for-test for-dev: for-book

book: for-book
	@$(BIN)/python -m whosegroup.book.building

# The way on from Jupyter Book 1: the workflow 'test' walks it at every change.
sphinx: for-book
	@$(PYTHON) tools/todays_sphinx.py

serve: book
	@$(BIN)/python -m whosegroup.book.following --port $(PORT)

# What waits leaves its processor to what runs beside it; each shows what it says at its end.
test: for-test
	@$(BIN)/python tests/find_browser.py --install
	@$(BIN)/python tests/node_packages.py --install
	@$(MAKE) --no-print-directory -j2 $(SYNC) book test-units
	@$(MAKE) --no-print-directory -j2 $(SYNC) test-browser test-notebooks

test-units: for-test
	$(BIN)/python -m pytest --ignore tests/browser -n 2 --dist worksteal -p no:nbval -p no:playwright

test-browser: for-test book
	$(BIN)/python -m pytest tests/browser -n 3 --dist loadgroup -p no:nbval

test-notebooks: for-test
	$(BIN)/python -m pytest --nbval notebooks -p no:playwright

check: for-dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/codespell
	$(BIN)/mypy
	$(BIN)/python tests/linting.py
	$(BIN)/nbstripout --verify $(STRIP) notebooks/*.ipynb

# After a change to the bank: the tables that nbval compares, made anew. Look at the difference.
outputs: for-dev
	@rm -rf _build/no-work
	$(BIN)/jupyter nbconvert --log-level WARN --to notebook --execute --inplace notebooks/*.ipynb
	$(BIN)/nbstripout $(STRIP) notebooks/*.ipynb

bench: for-dev for-test book
	$(BIN)/python tests/find_browser.py --install
	$(BIN)/python benchmarks/run.py $(WHAT)

pictures: for-dev for-test book
	$(BIN)/python tests/find_browser.py --install
	$(BIN)/python tools/pictures.py docs/pictures

clean:
	rm -rf _build
