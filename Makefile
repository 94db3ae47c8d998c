# cnt: what a person does with this repository. `make` lists it.

SWIFT ?= swift
# make itself knows AS as the assembler; only what a person says counts.
ifeq ($(origin AS),default)
AS := grace
endif
DEMO_DATA ?= $(CURDIR)/demo
PREFIX ?= /usr/local
FIRST ?= 1
SEEDS ?= 500
OPERATIONS ?= 200
TRACE ?= 0
ONLY ?=
COUNT ?= 100000
SEED ?= 1

.PHONY: help demo test simulate fuzz bench build release lint format check clean install man

help: ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: packages release ## try cnt: a server with demo content, and the app signed in (AS=admin for an admin)
	@echo "==> opening cnt as $(AS); q quits"
	@.build/release/cnt demo --data "$(DEMO_DATA)" --as "$(AS)"

test: packages check lint ## build and run every test
	@echo "==> building the tests"
	@$(SWIFT) build --build-tests
	@echo "==> running the tests"
	@$(SWIFT) test --skip-build --skip EndToEndTests
	@echo "==> running the programs in terminals, one after the other"
	@$(SWIFT) test --skip-build --filter EndToEndTests --no-parallel
	@$(MAKE) --no-print-directory simulate

simulate: packages ## run the sync engine against simulated failures (SEEDS=500 FIRST=1 OPERATIONS=200 TRACE=0)
	@echo "==> building the simulation"
	@$(SWIFT) build -c release --product cnt-simulate
	@echo "==> simulating"
	@.build/release/cnt-simulate first=$(FIRST) seeds=$(SEEDS) operations=$(OPERATIONS) trace=$(TRACE)

fuzz: packages ## show hostile texts in a terminal emulator and compare (COUNT=1000000 SEED=1)
	@echo "==> building the fuzzer"
	@$(SWIFT) build -c release --product cnt-fuzz
	@echo "==> showing hostile texts"
	@.build/release/cnt-fuzz count=$(COUNT) seed=$(SEED) first=$(if $(filter command line,$(origin FIRST)),$(FIRST),0)

bench: packages ## measure against peers, a line a figure (ONLY=sync, ONLY=app, ONLY=create, ONLY=feel)
	@scripts/install-packages mpv cmus ncmpcpp mpd mpc newsboat
	@echo "==> building the benchmarks"
	@$(SWIFT) build -c release --static-swift-stdlib --product cnt
	@$(SWIFT) build -c release --static-swift-stdlib --product cnt-bench
	@.build/release/cnt-bench $(ONLY)

build: ## build for debugging
	@echo "==> building"
	@$(SWIFT) build

release: ## build optimised, with the Swift libraries inside
	@scripts/check-toolchain
	@echo "==> building cnt and cnt-server (the first time takes some minutes)"
	@$(SWIFT) build -c release --static-swift-stdlib --product cnt
	@$(SWIFT) build -c release --static-swift-stdlib --product cnt-server

.PHONY: packages
packages:
	@scripts/install-packages
	@scripts/check-toolchain

check: ## check the layers of the code and the tree of the repository
	@echo "==> checking layers and tree"
	@scripts/check-layers
	@scripts/check-tree

lint: ## check the format of the code
	@echo "==> checking the format"
	@$(SWIFT) format lint --strict --recursive Sources Tests Benchmarks Package.swift

format: ## format the code
	@$(SWIFT) format --in-place --recursive Sources Tests Benchmarks Package.swift

man: build ## write the man pages of the subcommands anew, from what the program says of itself
	@scripts/make-man-pages .build/debug/cnt

install: release ## install programs, themes, man pages and completions below PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/cnt/themes $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 .build/release/cnt .build/release/cnt-server $(DESTDIR)$(PREFIX)/bin
	install -m 644 themes/*.toml $(DESTDIR)$(PREFIX)/share/cnt/themes
	install -m 644 docs/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	.build/release/cnt --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/cnt
	.build/release/cnt --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_cnt
	.build/release/cnt --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/cnt.fish
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/user
	sed 's|%h/.local/bin|$(PREFIX)/bin|' systemd/cnt-sync.service > $(DESTDIR)$(PREFIX)/lib/systemd/user/cnt-sync.service
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's|/usr/local/bin|$(PREFIX)/bin|' systemd/cnt-server.service > $(DESTDIR)$(PREFIX)/lib/systemd/system/cnt-server.service

clean: ## remove what was built (the demo's data stays)
	rm -rf .build
