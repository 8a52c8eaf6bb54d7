# The two commands that do everything: `make demo` and `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test build release install lint format deps deps-test bench bench-claims bench-growth bench-sizing bench-rehearsal bench-million bench-webhooks bench-limits fuzz simulation chaos chaos-runners chaos-outage mutants

PREFIX ?= /usr/local
# The Swift runtime is part of a release binary, so that it runs where no Swift is installed.
RELEASE := -c release --static-swift-stdlib
BINARY := .build/release/pregon
CLAIMS := .build/release/claims-bench

help: ## Show what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

demo: release ## Set up, build, and go the whole way against the simulator
	$(BINARY) demo

test: deps-test lint ## Set up, lint, build, run every test
	swift build --build-tests
	swift build $(RELEASE) --product pregon
	bash .ci/test
	python3 -B bench/check_references.py
	python3 -B bench/check_claims_script.py
	python3 -B Tests/Mutants/mutants.py --check
	python3 -B Tests/Chaos/test_oracle.py
	python3 -B Tests/Chaos/chaos.py --pregon $(BINARY) --kills 50 --faults 0
	python3 -B Tests/Chaos/runners.py --pregon $(BINARY) --events 12 --per-round 12
	python3 -B Tests/Chaos/outage.py --pregon $(BINARY) --seconds 5 --people 20
	swift build $(RELEASE) --product simulation
	.build/release/simulation --seeds 1-300
	python3 -B bench/million.py --pregon $(BINARY) --people 5000

build: deps ## Build for development
	swift build

release: deps ## Build the release binary
	swift build $(RELEASE) --product pregon

install: release ## Install the release binary below PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 0755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/pregon

lint: ## Hold the sources to the house style
	swift format lint --strict --parallel --recursive Package.swift Sources Tests bench

format: ## Put the sources into the house style
	swift format --in-place --parallel --recursive Package.swift Sources Tests bench

deps: ## Install the system packages that a build needs
	@bash .ci/deps build

deps-test: ## Install what tests need, too
	@bash .ci/deps test

bench: release claims-bench deps-test ## Measure against the references, as ratios
	python3 -B bench/run.py --pregon $(BINARY) --claims-bench $(CLAIMS) --work .build/bench

bench-claims: claims-bench deps-test ## Claims a second of a PostgreSQL ledger beside pgbench
	python3 -B bench/claims.py --claims-bench $(CLAIMS) --work .build/bench

.PHONY: claims-bench
claims-bench: deps
	swift build $(RELEASE) --product claims-bench

bench-growth: release deps-test ## How time and memory grow up to 5,000,000 recipients, with a plot
	python3 -B bench/growth.py --pregon $(BINARY) --work .build/bench --svg docs/growth.svg

bench-sizing: release claims-bench deps-test ## Bytes a send in both kinds of ledger, and how long freezing takes
	python3 -B bench/sizing.py --pregon $(BINARY) --claims-bench $(CLAIMS) --work .build/bench

bench-rehearsal: release ## How long a rehearsal of two weeks over two lines takes
	python3 -B bench/rehearsal.py --pregon $(BINARY) --work .build/bench

bench-million: release ## Take a million people from the plan to the last simulated send, and hold the sums to account
	python3 -B bench/million.py --pregon $(BINARY) --work .build/bench

bench-webhooks: release ## Take in 100,000 webhook events and hold the sums to account
	python3 -B bench/webhooks.py --pregon $(BINARY) --work .build/bench

bench-limits: release ## Hold validation to 1 s of CPU and 200 MB for any input under 1 MB
	python3 -B bench/limits.py --pregon $(BINARY)

SEEDS ?= 1-10000

simulation: deps ## Hold the promise over randomised stories on a virtual clock: make simulation SEEDS=1-10000
	swift build $(RELEASE) --product simulation
	.build/release/simulation --seeds $(SEEDS)

KILLS ?= 500
FAULTS ?= 2000

chaos: release ## Kill and fail it at random, and compare what arrived: make chaos KILLS=500 FAULTS=2000 SEED=1
	python3 -B Tests/Chaos/chaos.py --pregon $(BINARY) --kills $(KILLS) --faults $(FAULTS) \
		$(if $(SEED),--seed $(SEED)) $(if $(ROUND),--round $(ROUND))

EVENTS ?= 100
AWAY ?= 60

chaos-runners: release deps-test ## Kill four runners on one PostgreSQL ledger, and its server: make chaos-runners EVENTS=100 SEED=1
	python3 -B Tests/Chaos/runners.py --pregon $(BINARY) --events $(EVENTS) $(if $(SEED),--seed $(SEED))

chaos-outage: release deps-test ## Take the ledger's server away from a runner for a minute: make chaos-outage AWAY=60
	python3 -B Tests/Chaos/outage.py --pregon $(BINARY) --seconds $(AWAY)

mutants: deps-test ## Sabotage it in one place after another, and expect a test to fail each time
	python3 -B Tests/Mutants/mutants.py

FUZZ_SECONDS = $(if $(filter environment,$(origin SECONDS)),60,$(or $(SECONDS),60))
FUZZ := .build/fuzz

fuzz: deps ## Feed mutated files to the loader and the CSV reader: make fuzz SECONDS=600 (each)
	PREGON_FUZZ=1 swift build -c release --sanitize fuzzer --scratch-path $(FUZZ) --product FuzzCampaign
	PREGON_FUZZ=1 swift build -c release --sanitize fuzzer --scratch-path $(FUZZ) --product FuzzAudience
	bash Tests/Fuzzing/fuzz FuzzCampaign campaign yaml $(FUZZ) $(FUZZ_SECONDS)
	bash Tests/Fuzzing/fuzz FuzzAudience audience csv $(FUZZ) $(FUZZ_SECONDS)
