# The commands of the README. Each sets up what it needs, says what it does, and is quick the second time.

.PHONY: help setup build build-screens build-server run check test rust-test simulation kill contract fuzz browser-test browsers soak lint format bench screenshots dist deb audit clean
.DEFAULT_GOAL := help

TOOLS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/sportello/tools
export PATH := $(TOOLS)/bin:$(CURDIR)/end2end/node_modules/.bin:$(PATH)
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

say = @printf '\n==> %s\n' '$(1)'

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the tools that the build needs (for this user, outside the project)
	@.ci/setup build

build: setup ## Build the release: target/release/sportello and target/site
	$(call say,Building the release (the first time takes minutes))
	@$(MAKE) --no-print-directory -j2 build-screens build-server

# The two halves of the build, side by side: for minutes each has work for one core alone. cargo-leptos empties the folder of the
# site as it begins, so the server's half is given another one.
build-screens:
	cargo leptos build --release --split --precompress --frontend-only
	node .ci/mend-manifest.mjs

build-server:
	LEPTOS_SITE_ROOT=target/no-site cargo leptos build --release --server-only

run: build ## Build the release and open a demo branch on http://127.0.0.1:3000
	$(call say,Starting the demo; Ctrl-C ends it)
	@target/release/sportello demo

test: lint rust-test browser-test contract ## Run every test: format, lints, Rust, the real browser, the contract

check: ## Check format, lints and unit tests: before each commit
	@.ci/setup test
	$(call say,Checking the format)
	cargo fmt --all --check
	$(call say,Linting)
	cargo clippy --workspace --all-targets -- -D warnings
	$(call say,Running the unit tests)
	cargo test --workspace --lib --bins --test house

lint: ## Check format and lints
	@.ci/setup test
	$(call say,Checking the format)
	cargo fmt --all --check
	$(call say,Linting)
	cargo clippy --workspace --all-targets -- -D warnings
	cargo clippy -p app --target wasm32-unknown-unknown --target-dir target/front --features hydrate -- -D warnings
	cd end2end && npm run --silent lint

rust-test: ## Run the Rust tests
	$(call say,Running the Rust tests)
	@.ci/rust-test

simulation: ## Run ten thousand random days against the rules (minutes)
	$(call say,Simulating ten thousand days)
	cargo test --release -p queue --test simulation --target-dir target/simulation -- --ignored ten_thousand_days

kill: ## Kill the program a hundred times under load on each engine; nothing acknowledged may be lost
	$(call say,Killing the program under load (takes minutes))
	cargo test -p sportello --test server -- --ignored --nocapture --test-threads 1 a_hundred_kills

browsers: build ## Run the visitor's and the CSR's way in Firefox and in WebKit (five minutes)
	@.ci/setup browsers
	$(call say,Testing the screens in Firefox and WebKit)
	cd end2end && npx playwright test --config browsers.config.ts

soak: build ## Hang a wall up for a long day pressed together: 2,000 calls, 50 kills, a clock that jumps (20 minutes)
	@.ci/setup test
	$(call say,Soaking the wall)
	cd end2end && npx playwright test --config soak.config.ts

contract: build ## Try the OpenAPI document against the release: what it allows, and what it does not (four minutes)
	@.ci/setup test
	$(call say,Fuzzing the contract)
	@.ci/fuzz target/release/sportello

fuzz: build ## The same as each role: a CSR, a manager, the complaints office, an admin (twelve minutes)
	@.ci/setup test
	$(call say,Fuzzing the contract as each role)
	@.ci/fuzz target/release/sportello anna gaia olga irene

browser-test: build ## Run the browser tests against the release
	@.ci/setup test
	$(call say,Testing the screens in a real browser)
	cd end2end && npx playwright test

format: ## Format the code
	cargo fmt --all

bench: build ## Measure the figures of the README
	@.ci/setup test
	$(call say,Measuring)
	CRITERION_HOME=$(CURDIR)/target/criterion cargo bench -p queue --bench pick --target-dir target/bench
	CRITERION_HOME=$(CURDIR)/target/criterion cargo bench -p forecast --bench whole_branch --target-dir target/bench
	cargo bench -p evaluate --bench goals --target-dir target/bench
	cargo bench --profile dev -p sportello --bench figures
	cd end2end && npx playwright test --config figures.config.ts
	SPORTELLO_TEST_PROGRAM=$(CURDIR)/target/release/sportello cargo test -p sportello --test server -- --ignored --nocapture --test-threads 1 figures::

screenshots: build ## Make the pictures of the README and of the demo's tour
	@.ci/setup test
	$(call say,Taking the pictures)
	cd end2end && npx playwright test --config pictures.config.ts

dist: build ## Put the program and its site into dist/, to be copied anywhere
	rm -rf dist && mkdir dist
	cp target/release/sportello target/release/hash.txt dist/
	cp -r target/site dist/site

deb: build ## Make a Debian package: target/debian/sportello_*.deb
	@.ci/setup deb
	$(call say,Making the package)
	cargo deb --no-build --no-strip -p sportello

audit: ## Check what the program is made of: licences, sources, known faults; list it in target/sbom
	@.ci/audit

clean: ## Remove what was built
	rm -rf target dist end2end/node_modules end2end/test-results
