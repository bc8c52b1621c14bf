# Everything a person needs, from a fresh Debian or Ubuntu machine with git, make, curl, rustup's Rust and Node.js.
#
#   make run           set up, build and open the app (PATHS="folder or file" to open something)
#   make test          set up, build and pass every test
#   make check         formatting, lints, types, fresh generated files
#   make bench         benchmarks: Rust, the diagram beside other programs, the page
#   make fuzz          fuzz the language, SECONDS_EACH=600 for each target
#   make window-test   only the tests in the real window
#   make schema        write the TypeScript that is generated from Rust
#   make deb           the Debian package

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

# In CI the build is kept outside the checkout, so that the next run finds it warm.
ifdef CI
export CARGO_TARGET_DIR ?= $(HOME)/.cache/stepwell/target
else
export CARGO_TARGET_DIR ?= $(CURDIR)/target
endif
export CARGO_TERM_COLOR ?= auto

DEBUG := $(CARGO_TARGET_DIR)/debug
RELEASE := $(CARGO_TARGET_DIR)/release
# Binaries and tests in one go: built apart, cargo would give shared crates other features and compile them twice.
BUILD := cargo build --workspace --bins --tests --locked
PAGE := ui/dist/index.html
PAGE_SOURCES := $(shell find ui/src -type f 2>/dev/null) ui/index.html vite.config.ts package-lock.json

.PHONY: run test check bench fuzz window-test page-test rust-test unit-test schema deb setup setup-test release conformance clean

run: setup $(PAGE)
	cargo build --release --locked
	$(RELEASE)/stepwell-desktop $(PATHS)

test: setup-test $(PAGE)
	scripts/say "Page: unit tests"
	npm test --silent
	scripts/say "Rust: build"
	$(BUILD)
	scripts/say "Rust: tests"
	cargo test --workspace --locked
	scripts/say "Page: end to end in Chromium"
	$(MAKE) --no-print-directory page-test
	scripts/say "Desktop: end to end in the real window"
	$(MAKE) --no-print-directory window-test

unit-test: setup-test $(PAGE)
	npm test --silent

rust-test: setup-test $(PAGE)
	cargo test --workspace --locked

page-test: setup-test $(PAGE)
	$(BUILD)
	STEPWELL_BIN=$(DEBUG)/stepwell timeout --kill-after=10 900 node --test --test-concurrency=2 tests/page/*.test.mjs

window-test: setup-test $(PAGE)
	$(BUILD)
	STEPWELL_DESKTOP=$(DEBUG)/stepwell-desktop scripts/with-display timeout --kill-after=10 600 node --test --test-concurrency=1 tests/window/*.test.mjs

check: setup $(PAGE)
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	npm run --silent check
	cargo test --locked -p stepwell-workbench --lib schema
	scripts/audit

bench: setup-test $(PAGE)
	cargo bench --workspace --locked
	scripts/say "Diagram: beside dagre and elk, and what no person writes"
	cargo build --release --locked -p stepwell-diagram --example quality
	STEPWELL_QUALITY=$(RELEASE)/examples/quality node tests/bench/layout.mjs
	$(RELEASE)/examples/quality worst
	scripts/say "JSONata: beside the reference implementation"
	node tests/bench/jsonata.mjs
	cargo build --release --locked -p stepwell-cli --bin stepwell
	scripts/say "Executions: beside moto's server"
	STEPWELL_BIN=$(RELEASE)/stepwell python3 tests/bench/moto.py
	scripts/say "Page"
	STEPWELL_BIN=$(RELEASE)/stepwell node tests/bench/page.mjs

SECONDS_EACH ?= 600
fuzz:
	cd crates/asl && cargo +nightly fuzz run document -- -max_total_time=$(SECONDS_EACH) -max_len=16384 -timeout=10 -dict=fuzz/asl.dict
	cd crates/asl && cargo +nightly fuzz run edits -- -max_total_time=$(SECONDS_EACH) -max_len=4096 -len_control=0 -timeout=10
	cd crates/jsonpath && cargo +nightly fuzz run parse -- -max_total_time=$(SECONDS_EACH) -max_len=1024 -timeout=10 -dict=fuzz/jsonpath.dict
	cd crates/jsonpath && cargo +nightly fuzz run evaluate -- -max_total_time=$(SECONDS_EACH) -max_len=256 -timeout=20 -dict=fuzz/jsonpath.dict
	cd crates/jsonata && cargo +nightly fuzz run parse -- -max_total_time=$(SECONDS_EACH) -max_len=1024 -timeout=10 -dict=fuzz/jsonata.dict
	cd crates/jsonata && cargo +nightly fuzz run evaluate -- -max_total_time=$(SECONDS_EACH) -max_len=256 -timeout=20 -dict=fuzz/jsonata.dict

schema:
	STEPWELL_WRITE_SCHEMA=1 cargo test --locked -p stepwell-workbench --lib schema

release: setup $(PAGE)
	cargo build --release --locked -p stepwell-cli --bin stepwell

conformance: release
	../shared/conformance/run --bin $(RELEASE)/stepwell workflows validation

deb: setup $(PAGE)
	npx tauri build --bundles deb

setup:
	scripts/setup

setup-test:
	scripts/setup --tests

$(PAGE): $(PAGE_SOURCES)
	npm run --silent build

clean:
	rm -rf ui/dist node_modules artifacts
	cargo clean
