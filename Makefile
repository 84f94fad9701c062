# make demo    see it work: an environment in .venv, a library of three sample papers in build/demo, four answers
# make check   lint, format, types, the catalogue's own rules
# make test    the tests
# make gold    accuracy against annotated papers, where these are at hand
# make bench   all benchmarks; each alone: bench-readers, bench-citations, bench-identity, bench-graph, bench-build,
#              bench-detector, bench-extraction
# make docs    docs/ontology.md anew, from ontology/kg.ttl
# make lock    requirements.txt anew, from pyproject.toml
# make clean   remove what make made

VENV := .venv
READY := $(VENV)/ready
BIN := $(VENV)/bin
KG := $(BIN)/kg
PAPERS := data/papers
DEMO := build/demo
STRINGS := ../shared/corpora/reference-strings
QUIET := -qq --disable-pip-version-check

.DEFAULT_GOAL := demo
.DELETE_ON_ERROR:
.PHONY: demo test check gold bench bench-readers bench-citations bench-identity bench-graph bench-build bench-detector \
	bench-extraction docs lock clean

# NumPy below 2, which scispaCy's indexes need, exists for CPython 3.10 to 3.12.
FITS := import ensurepip, platform, sys, venv; \
	sys.exit(platform.python_implementation() != "CPython" or not (3, 10) <= sys.version_info[:2] <= (3, 12))

$(READY): requirements.txt pyproject.toml
	@for python in $(PYTHON) python3.12 python3.11 python3.10 python3; do \
		if "$$python" -c '$(FITS)' 2>/dev/null; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "citeset needs CPython 3.10, 3.11 or 3.12 with its venv module, and none was found: install one, or name it (make $(or $(MAKECMDGOALS),demo) PYTHON=/path/to/python3.11)." >&2; \
		exit 1; \
	fi; \
	rm -rf $(VENV); \
	echo "$$found -m venv $(VENV)"; \
	"$$found" -m venv $(VENV)
	$(BIN)/python -m pip install $(QUIET) --require-hashes -r requirements.txt
	$(BIN)/python -m pip install $(QUIET) --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY)
	rm -rf $(DEMO)
	@echo
	@echo "# 1. Which datasets does each paper use, and which reference does it cite for each?"
	$(KG) extract $(PAPERS)
	@echo
	@echo "# 2. The same papers as a library: one graph that can be asked."
	$(KG) build $(PAPERS) -l $(DEMO)
	@echo
	@echo "# 3. What does the collection look like, seen from the datasets?"
	$(KG) report usage -l $(DEMO)
	$(KG) report citations -l $(DEMO)
	@echo
	@echo "# 4. Any other question, in SPARQL: which datasets do several papers use, under how many names?"
	$(KG) query queries/datasets_shared.rq -l $(DEMO)

test: $(READY)
	$(BIN)/python -m pytest -q

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(KG) catalogue check

gold: $(READY)
	$(BIN)/python -m benchmarks.gold

bench: bench-readers bench-citations bench-identity bench-graph bench-build bench-detector bench-extraction

# REFEXTRACT=/path/to/its/python puts the figures of refextract beside ours; it is no dependency.
bench-readers: $(READY)
	$(BIN)/python -m benchmarks.readers
	$(BIN)/python -m benchmarks.pdf_markers
	$(BIN)/python -m benchmarks.pdf_reference_counts
	@if [ -d $(STRINGS) ]; then \
		$(BIN)/python -m benchmarks.references $(STRINGS) && \
		$(BIN)/python -m benchmarks.excite $(STRINGS)/excite $(if $(REFEXTRACT),--refextract $(REFEXTRACT)); \
	else \
		echo "reference strings: skipped, no $(STRINGS)"; \
	fi
	$(BIN)/python -m benchmarks.fuzz

bench-citations: $(READY)
	$(BIN)/python -m benchmarks.citation_pairs
	$(BIN)/python -m benchmarks.works

bench-identity: $(READY)
	$(BIN)/python -m benchmarks.identity

bench-graph: $(READY)
	$(BIN)/python -m benchmarks.graph

bench-build: $(READY)
	$(BIN)/python -m benchmarks.build

bench-extraction: $(READY)
	$(BIN)/python -m benchmarks.extraction

# The steps of the tagger need PyTorch: make bench-detector ENCODER=... PRETRAINED=... (training/README.md)
bench-detector: $(READY)
	$(BIN)/python -m benchmarks.empty_papers
	$(BIN)/python -m benchmarks.left_out
	@if [ -n "$(ENCODER)" ]; then \
		$(BIN)/python -m pip install $(QUIET) --editable ".[train]" && \
		$(BIN)/python -m benchmarks.detector $(ENCODER) --pretrained $(PRETRAINED); \
	else echo "the steps of the tagger: set ENCODER and PRETRAINED, see training/README.md"; fi

docs: $(READY)
	$(KG) ontology > docs/ontology.md.part
	mv docs/ontology.md.part docs/ontology.md

# The oldest interpreter decides, because what it can run the newer ones can too. The environment is a throw-away one:
# pip-tools itself is no dependency.
lock:
	rm -rf build/lock
	python3.10 -m venv build/lock
	build/lock/bin/python -m pip install $(QUIET) pip-tools
	CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/pip-compile --quiet --strip-extras --extra dev \
		--build-deps-for editable --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-trusted-host \
		--no-emit-find-links --output-file requirements.txt pyproject.toml

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
