# Aftercare: everything that is done from a shell. 'make' alone lists the targets.

PREFIX  ?= /usr
DESTDIR ?=
BUILD   ?= .build/release
# Where 'make deb' puts the package.
PACKAGES ?= .build

# The release's version; 'make deb VERSION=…' packs it under another.
VERSION ?= $(shell sed -n 's/.*current = "\(.*\)"/\1/p' Sources/Aftercare/Version.swift)

bindir      = $(DESTDIR)$(PREFIX)/bin
unitdir     = $(DESTDIR)$(PREFIX)/lib/systemd/system
userunitdir = $(DESTDIR)$(PREFIX)/lib/systemd/user
catalogdir  = $(DESTDIR)$(PREFIX)/lib/systemd/catalog
generatordir = $(DESTDIR)$(PREFIX)/lib/systemd/system-generators
sysusersdir = $(DESTDIR)$(PREFIX)/lib/sysusers.d
tmpfilesdir = $(DESTDIR)$(PREFIX)/lib/tmpfiles.d
datadir     = $(DESTDIR)$(PREFIX)/share/aftercare
mandir      = $(DESTDIR)$(PREFIX)/share/man
bashdir     = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
fishdir     = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
docdir      = $(DESTDIR)$(PREFIX)/share/doc/aftercare
exampledir  = $(docdir)/examples
confdir     = $(DESTDIR)/etc/aftercare
journaldir  = $(DESTDIR)/etc/systemd

# Where zsh looks for what packages bring, and for what the machine's own people installed.
ifeq ($(PREFIX),/usr)
zshdir = $(DESTDIR)$(PREFIX)/share/zsh/vendor-completions
else
zshdir = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
endif

programs = aftercared aftercarectl
units    = aftercared.service aftercared@.service aftercare-clinic@.service \
           aftercare-backup.service aftercare-backup.timer aftercare-backup@.service aftercare-backup@.timer
# Who may write to the journal of reminders.
sockets  = systemd-journald@aftercare.socket.d systemd-journald-varlink@aftercare.socket.d
catalogs = aftercare.catalog aftercare.de.catalog
pages    = aftercared.8 aftercarectl.1 aftercare.clinic.5 aftercare.protocol.5 aftercared.yaml.5 aftercare.7 aftercare-admin.7 \
            aftercare-api.7 aftercare-availability.7 aftercare-collect.7 aftercare-seal.7 aftercare-tasks.7

# Installed elsewhere than under /usr, a unit names its programs there, and tells the daemon, which looks under /usr,
# where the shipped protocols are, at a start and at a reload, unless the unit does so by itself or its command goes on in
# the next line.
ifneq ($(PREFIX),/usr)
elsewhere = s,/usr/\(bin\|share\)/aftercare,$(PREFIX)/\1/aftercare,g; /^Exec.*\/aftercared --/{ / --protocols\|\\$$/! \
    s,/aftercared --,/aftercared --protocols $(PREFIX)/share/aftercare/protocols --protocols %E/aftercare/protocols --,; }
endif

# Nothing of Swift is needed where a release runs. What it links is bound at the start, and read-only from then on.
# Nothing in it depends on the folder that it is built in: C gives __FILE__ from here on, nothing is kept for a debugger
# (it would be stripped anyway), and no object holds a hash of the paths that it was compiled from.
release = -c release --static-swift-stdlib -Xlinker -s -Xlinker -z -Xlinker now \
    -Xcc '-ffile-prefix-map=$(CURDIR)=.' -debug-info-format none \
    -Xswiftc -Xfrontend -Xswiftc -disable-incremental-llvm-codegen

# So many tests at a time. All of them at once have more than 1,364 files open, and then Foundation's Process reads past
# the end of its listing of them.
# Where libdispatch cannot open a file any more, it ends the process with SIGILL.
narrow = { [ $$(ulimit -S -n) -ge 8192 ] || ulimit -S -n 8192 || :; } 2>/dev/null; SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=64

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## install what is missing, build, and try the daemon with a sample clinic
	@.ci/prerequisites build
	@$(MAKE) --no-print-directory build
	@.ci/first-run $(BUILD)

.PHONY: test
test: ## install what is missing, build, and run all tests (as root: some boot a machine)
	@.ci/prerequisites test
	@$(MAKE) --no-print-directory build
	@$(MAKE) --no-print-directory test-units PROGRAMS=$(BUILD)
	$(narrow) swift test --skip-build --filter '^SystemTests\.'

# Where the programs are that the unit tests start; nothing: beside the tests. A release starts four times as fast.
PROGRAMS ?=

.PHONY: test-units
test-units: ## run the tests that need no machine; one that hangs is named, and ended, after a minute
	swift build --build-tests
	$(narrow) $(if $(PROGRAMS),AFTERCARE_PROGRAMS=$(PROGRAMS)) .ci/watch 60 swift test --skip-build --skip '^SystemTests\.'

.PHONY: build
build: ## build the release: two programs that need no Swift on the machine they run on
	swift build $(release) --product aftercared
	swift build $(release) --product aftercarectl

.PHONY: bench
bench: ## measure the timeline, half a year of reminders, bursts and imports (FULL=1: large ones too)
	swift build $(release) --product bench
	@FULL=$(FULL) BENCH_JSON=$(BUILD)/bench.json $(BUILD)/bench

.PHONY: torture
torture: ## do to it what can happen, and count its reminders (as root, two hours; TORTURE="--short")
	@.ci/prerequisites torture
	@$(MAKE) --no-print-directory build
	swift build $(release) --product torture
	@$(BUILD)/torture $(TORTURE)

.PHONY: model
model: ## check the delivery protocol exhaustively, and that each of its protections is needed
	@.ci/prerequisites model
	@Tests/Model/run $(MODEL)

.PHONY: availability
availability: ## move the service between two machines, in the midst of bursts, and count (as root, half an hour)
	@.ci/prerequisites deb
	@test -x $(BUILD)/aftercared -a -x $(BUILD)/aftercarectl || $(MAKE) --no-print-directory build
	@Tests/Availability/run $(MOVES)

.PHONY: mutants
mutants: ## say how many small mistakes in the sources the tests notice (hours; MUTANTS="--seed 1 --count 400")
	swift build --package-path Tests/Mutants --scratch-path .build/mutants/build
	@.build/mutants/build/debug/mutants $(MUTANTS)

.PHONY: prerequisites
prerequisites: ## install the Debian packages that building and testing need and that are missing
	@.ci/prerequisites test

.PHONY: install
install: ## install the release under DESTDIR and PREFIX (/usr)
	@test -x $(BUILD)/aftercared -a -x $(BUILD)/aftercarectl || \
	    { echo "error: there is no release in $(BUILD); run 'make build'" >&2; exit 1; }
	install -d $(bindir) $(unitdir) $(userunitdir) $(catalogdir) $(sysusersdir) $(tmpfilesdir) $(datadir)/protocols \
	    $(mandir)/man1 $(mandir)/man5 $(mandir)/man7 $(mandir)/man8 $(bashdir) $(zshdir) $(fishdir) $(exampledir) $(confdir) $(journaldir)
	install -m 0755 $(programs:%=$(BUILD)/%) $(bindir)
	umask 022; for unit in $(units); do sed -e '$(elsewhere)' systemd/$$unit >$(unitdir)/$$unit || exit; done
	umask 022; sed -e '$(elsewhere)' systemd/user/aftercared.service >$(userunitdir)/aftercared.service
	for socket in $(sockets); do \
	    install -D -m 0644 systemd/$$socket/10-aftercare.conf $(unitdir)/$$socket/10-aftercare.conf || exit; done
	install -D -m 0755 systemd/aftercare-generator $(generatordir)/aftercare-generator
	install -m 0644 systemd/aftercare.sysusers.conf $(sysusersdir)/aftercare.conf
	install -m 0644 systemd/aftercare.tmpfiles.conf $(tmpfilesdir)/aftercare.conf
	install -m 0644 $(catalogs:%=systemd/catalog/%) $(catalogdir)
	install -m 0644 Config/protocols/*.yaml $(datadir)/protocols
	umask 022; for page in $(pages); do gzip -9n <Config/man/$$page >$(mandir)/man$${page##*.}/$$page.gz || exit; done
	@# What bash reads needs no interpreter.
	umask 022; for program in $(programs); do sed '1{/^#!/d}' Config/completions/$$program.bash >$(bashdir)/$$program || exit; done
	install -m 0644 $(programs:%=Config/completions/_%) $(zshdir)
	install -m 0644 $(programs:%=Config/completions/%.fish) $(fishdir)
	install -m 0644 Config/CHANGELOG.md $(docdir)/NEWS.md
	install -m 0644 Config/clinic.yaml Config/aftercared.yaml $(exampledir)
	install -D -m 0644 Config/backup/network.conf $(exampledir)/backup/network.conf
	install -d $(exampledir)/collect/clinic $(exampledir)/collect/collector
	install -m 0755 Config/collect/certificates $(exampledir)/collect
	install -m 0644 Config/collect/clinic/* $(exampledir)/collect/clinic
	install -m 0644 Config/collect/collector/* $(exampledir)/collect/collector
	umask 022; for file in $$(cd Config/availability && find . -type f); do \
	    install -D -m 0644 Config/availability/$$file $(exampledir)/availability/$$file || exit; done
	test -e $(confdir)/aftercared.yaml || install -m 0644 Config/aftercared.yaml $(confdir)
	test -e $(confdir)/backup.conf || install -m 0644 Config/backup.conf $(confdir)
	test -e $(journaldir)/journald@aftercare.conf || install -m 0644 systemd/journald@aftercare.conf $(journaldir)
ifeq ($(DESTDIR),)
	@echo
	@echo 'Installed. To start it, now and at every boot:'
	@echo '    systemd-sysusers && systemd-tmpfiles --create && journalctl --update-catalog && systemctl daemon-reload'
	@echo '    systemctl enable --now aftercared'
	@echo 'To let somebody use aftercarectl:  usermod -aG aftercare NAME'
	@echo 'To have a backup made every night:  systemctl enable --now aftercare-backup.timer'
	@echo 'Settings: /etc/aftercare/aftercared.yaml. Protocols of your own: /etc/aftercare/protocols.'
	@echo 'An example of patients, plans and treatments: $(exampledir)/clinic.yaml'
endif

.PHONY: uninstall
uninstall: ## remove what 'make install' installed; settings, the store and the journal stay
	rm -f $(programs:%=$(bindir)/%) $(units:%=$(unitdir)/%) $(userunitdir)/aftercared.service
	rm -f $(sockets:%=$(unitdir)/%/10-aftercare.conf) $(generatordir)/aftercare-generator
	for socket in $(sockets); do rmdir $(unitdir)/$$socket 2>/dev/null || true; done
	rm -f $(sysusersdir)/aftercare.conf $(tmpfilesdir)/aftercare.conf $(catalogs:%=$(catalogdir)/%)
	rm -f $(pages:%=$(mandir)/man?/%.gz)
	rm -f $(programs:%=$(bashdir)/%) $(programs:%=$(zshdir)/_%) $(programs:%=$(fishdir)/%.fish)
	rm -rf $(datadir) $(DESTDIR)$(PREFIX)/share/doc/aftercare
ifeq ($(DESTDIR),)
	@echo 'What it left to do:  systemctl disable --now aftercared aftercare-backup.timer; journalctl --update-catalog; systemctl daemon-reload'
endif
	@echo 'Kept: the users and groups, /etc/aftercare, /etc/systemd/journald@aftercare.conf, /var/lib/aftercare,'
	@echo '/var/lib/aftercare-clinics, the backups in /var/backups, and the journal of reminders.'

.PHONY: deb
deb: ## pack the release, built if there is none, as .build/aftercare_VERSION_ARCH.deb
	@.ci/prerequisites deb
	@test -x $(BUILD)/aftercared -a -x $(BUILD)/aftercarectl || $(MAKE) --no-print-directory build
	@systemd/debian/pack '$(VERSION)' '$(BUILD)' '$(PACKAGES)'

.PHONY: sbom
sbom: ## write what is in the release's programs, as CycloneDX, to .build/sbom.cdx.json
	@.ci/prerequisites deb
	@test -x $(BUILD)/aftercared -a -x $(BUILD)/aftercarectl || $(MAKE) --no-print-directory build
	@.ci/sbom '$(VERSION)' '$(BUILD)' >$(PACKAGES)/sbom.cdx.json.new
	@mv $(PACKAGES)/sbom.cdx.json.new $(PACKAGES)/sbom.cdx.json

.PHONY: clean
clean: ## remove everything that was built, the test machine included
	rm -rf .build
