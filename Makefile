# Kettle. `make run` opens the window with demo data, `make test` runs every test.
#
# What each target installs, when it is missing (Debian's packages, by apt):
#   build            a C compiler, and the headers of X11, Wayland and OpenGL
#   run              the same, the Noto fonts and what lists fonts, and where there is no display a virtual one
#   test, shots      the same, what drives and photographs a window (xdotool,
#   bench            ImageMagick, zbar), what reads PDF, archives and calendars, a printer to
#                    print to, what makes a network, Chromium, and Node packages
#   lint             Go tools only, built by `go run` from pinned versions

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

TAGS    := gles,migrated_fynedo
GO      := go
BUILD   := build
GOFUMPT := mvdan.cc/gofumpt@v0.12.0
STATIC  := honnef.co/go/tools/cmd/staticcheck@v0.8.2
VULN    := golang.org/x/vuln/cmd/govulncheck@v1.8.0
VULNDB  := ../shared/vulndb.tgz

# SQLite counts the memory that it takes, behind one lock for the whole process,
# unless it is told not to: https://sqlite.org/compile.html#recommended_compile_time_options
export CGO_CFLAGS ?= -O2 -g -DSQLITE_DEFAULT_MEMSTATUS=0

# The race detector leaves out what only computes: it shares nothing, and would take
# ten times as long.
RACE := -race $(foreach p,image/... compress/... golang.org/x/crypto/... golang.org/x/image/...,-gcflags=$(p)=-race=false)

APT_BUILD := gcc libc6-dev pkg-config libgl1-mesa-dev libgles-dev libegl-dev libx11-dev libxrandr-dev \
	libxxf86vm-dev libxi-dev libxcursor-dev libxinerama-dev libwayland-dev libxkbcommon-dev
APT_FONTS := fontconfig fonts-noto-core fonts-noto-cjk
APT_SHOW  := xvfb libgl1-mesa-dri libgles2 libegl1 imagemagick x11-xserver-utils
APT_TEST  := xdotool zbar-tools chromium nodejs npm poppler-utils python3-icalendar \
	cups-ipp-utils avahi-daemon iproute2 unzip

# Installs what is missing of the packages in $(1), and nothing when none is.
# nodejs and npm count as there when they can be run, wherever they came from.
define apt
missing=""; for p in $(1); do \
	case $$p in \
		nodejs) ! command -v node >/dev/null || continue ;; \
		npm) ! command -v npm >/dev/null || continue ;; \
	esac; \
	dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
if [ -n "$$missing" ]; then \
	command -v apt-get >/dev/null || { echo "These Debian packages, or what your system calls them, are missing:$$missing" >&2; exit 1; }; \
	sudo=""; [ "$$(id -u)" = 0 ] || sudo="sudo"; \
	[ -z "$$sudo" ] || command -v sudo >/dev/null || { echo "Packages are missing. As root: apt-get install --no-install-recommends$$missing" >&2; exit 1; }; \
	echo "installing$$missing"; \
	$$sudo apt-get update -qq; \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi
endef

.PHONY: run build test test-long simulate test-cluster chaos cluster bench lint shots clean need-build need-fonts need-show need-test

# The window's process takes the place of the shell, so that a signal to make
# reaches it; go run would end and leave it behind.
run: build need-fonts
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then exec bin/kettle --demo; fi; \
	$(call apt,$(APT_SHOW)); $(GO) build -o $(BUILD)/tools/ ./internal/xvfb/show; \
	exec $(BUILD)/tools/show --dir $(BUILD)/show -- bin/kettle --demo

build: need-build
	$(GO) build -tags $(TAGS) -trimpath -o bin/ ./cmd/kettle ./cmd/kettled

# What draws in memory does so on one goroutine. Its tests leave it out under the race
# detector, which has nothing to detect there and takes nine times as long, and are
# run once more without.
DRAWN = $(sort $(dir $(shell grep -rl --include='*_test.go' '"kettle/internal/ui/uitest"' .)))

# Three packages at a time, since those with windows and hubs mostly wait, the longest
# ones first. The chaos lasts half as long as in make chaos; of the histories three times
# as many are played as are needed to find each planted fault.
test: build bin/rqlited need-fonts need-show need-test $(BUILD)/browser/node_modules
	$(GO) test -tags $(TAGS) -count=1 $(DRAWN)
	KETTLE_RQLITED=$(CURDIR)/bin/rqlited KETTLE_BIN=$(CURDIR)/bin KETTLE_BROWSER_TOOLS=$(CURDIR)/$(BUILD)/browser \
		KETTLE_CHAOS=30s $(GO) test -tags $(TAGS) $(RACE) -p 3 -count=1 -timeout 20m ./sync ./cmd/... ./internal/command ./...
	$(MAKE) --no-print-directory simulate SEEDS=2000

# Histories of screens, hub and faults, each by its seed, against an oracle.
SEEDS ?= 5000
simulate: need-build
	$(GO) test ./sync -run '^TestSimulation$$' -count=1 -timeout 40m -sim.seeds=$(SEEDS)

# All at full length: ten thousand touches, hubs killed two hundred times, five thousand
# histories, and each law tried with this many chances in place of a hundred. Up to two
# hours.
CHECKS ?= 2500
test-long: build bin/rqlited need-fonts need-show need-test $(BUILD)/browser/node_modules
	KETTLE_LONG=1 RAPID_CHECKS=$(CHECKS) $(GO) test -tags $(TAGS) -count=1 -timeout 60m $(DRAWN)
	KETTLE_LONG=1 RAPID_CHECKS=$(CHECKS) KETTLE_RQLITED=$(CURDIR)/bin/rqlited KETTLE_BIN=$(CURDIR)/bin KETTLE_BROWSER_TOOLS=$(CURDIR)/$(BUILD)/browser \
		$(GO) test -tags $(TAGS) $(RACE) -count=1 -timeout 150m ./...
	$(MAKE) --no-print-directory simulate

# What the hub's store promises, on a cluster of three nodes on this machine.
test-cluster: bin/rqlited
	KETTLE_RQLITED=$(CURDIR)/bin/rqlited $(GO) test -tags $(TAGS) $(RACE) -count=1 -timeout 10m ./internal/shared/...

# Acts on six screens while hubs, nodes and screens are killed and links cut, then
# a look whether anything is lost. KETTLE_CHAOS=10m goes on for longer than a
# minute, KETTLE_SEED=N takes the chances of that run.
chaos: need-build bin/rqlited
	$(GO) build -tags $(TAGS) -trimpath -o bin/ ./cmd/kettled
	KETTLE_RQLITED=$(CURDIR)/bin/rqlited KETTLE_BIN=$(CURDIR)/bin $(GO) test -tags $(TAGS) $(RACE) -count=1 -timeout 180m -v -run Chaos ./cmd/kettled

# Three nodes and two hubs before them to try screens with, until Ctrl-C.
cluster: build bin/rqlited
	@mkdir -p $(BUILD) && $(GO) build -tags $(TAGS) -o $(BUILD)/cluster ./internal/shared/rqlitetest/cluster
	@exec $(BUILD)/cluster -rqlited bin/rqlited -kettled bin/kettled

# A node of a cluster is a program of its own, from a module of its own.
bin/rqlited: internal/shared/cluster/go.mod internal/shared/cluster/go.sum | need-build
	$(GO) build -C internal/shared/cluster -trimpath -ldflags '-s -w' -o $(CURDIR)/$@ github.com/rqlite/rqlite/v8/cmd/rqlited
	@touch $@

bench: build bin/rqlited need-fonts need-show need-test
	KETTLE_BIN=$(CURDIR)/bin $(GO) run -tags $(TAGS) ./internal/xvfb/bench

lint: need-build
	@bad=$$($(GO) run $(GOFUMPT) -l .); if [ -n "$$bad" ]; then echo "gofumpt wants to change:"; echo "$$bad"; exit 1; fi
	$(GO) vet -tags $(TAGS) ./...
	$(GO) run $(STATIC) -tags $(TAGS) ./...
	@if [ -f $(VULNDB) ]; then mkdir -p $(BUILD)/vulndb; tar -xzf $(VULNDB) -C $(BUILD)/vulndb; \
		db=$$(dirname "$$(find $(CURDIR)/$(BUILD)/vulndb -name index -maxdepth 3 -type d | head -1)"); \
		$(GO) run $(VULN) -db "file://$$db" -tags $(TAGS) ./...; fi

# make shots DIR=pictures: a screenshot of every screen at three sizes.
DIR ?= $(BUILD)/shots
shots: build need-fonts need-show need-test
	$(GO) run ./internal/xvfb/shots --dir $(DIR) --bin bin

need-build:
	@$(call apt,$(APT_BUILD))
need-fonts:
	@$(call apt,$(APT_FONTS))
need-show:
	@$(call apt,$(APT_SHOW))
need-test:
	@$(call apt,$(APT_TEST))

$(BUILD)/browser/node_modules: internal/web/testdata/browser/package.json
	@mkdir -p $(BUILD)/browser && cp $< $(BUILD)/browser/
	cd $(BUILD)/browser && PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-package-lock --no-audit --no-fund --silent
	@touch $@

clean:
	rm -rf bin $(BUILD)
