# Aftercare: everything that is done from a shell. 'make' alone lists the targets.

PREFIX  ?= /usr
DESTDIR ?=
BUILD   ?= .build/release

bindir      = $(DESTDIR)$(PREFIX)/bin
unitdir     = $(DESTDIR)$(PREFIX)/lib/systemd/system
sysusersdir = $(DESTDIR)$(PREFIX)/lib/sysusers.d
tmpfilesdir = $(DESTDIR)$(PREFIX)/lib/tmpfiles.d
datadir     = $(DESTDIR)$(PREFIX)/share/aftercare
confdir     = $(DESTDIR)/etc/aftercare
exampledir  = $(DESTDIR)$(PREFIX)/share/doc/aftercare/examples

# The daemon looks for protocols under /usr; installed elsewhere it is told where they are.
ifneq ($(PREFIX),/usr)
protocols = --protocols $(PREFIX)/share/aftercare/protocols --protocols /etc/aftercare/protocols
endif

# Nothing of Swift is needed where a release runs.
release = -c release --static-swift-stdlib -Xlinker -s

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
	swift test

.PHONY: build
build: ## build the release: two programs that need no Swift on the machine they run on
	swift build $(release) --product aftercared
	swift build $(release) --product aftercarectl

.PHONY: bench
bench: ## measure the timeline, and half a year of reminders
	swift build $(release) --product bench
	@$(BUILD)/bench

.PHONY: torture
torture: ## do to it what can happen, and count its reminders (as root, 40 min; TORTURE="--short")
	@.ci/prerequisites torture
	@$(MAKE) --no-print-directory build
	swift build $(release) --product torture
	@$(BUILD)/torture $(TORTURE)

.PHONY: prerequisites
prerequisites: ## install the Debian packages that building and testing need and that are missing
	@.ci/prerequisites test

.PHONY: install
install: ## install the release under DESTDIR and PREFIX (/usr)
	@test -x $(BUILD)/aftercared -a -x $(BUILD)/aftercarectl || \
	    { echo "error: there is no release in $(BUILD); run 'make build'" >&2; exit 1; }
	install -d $(bindir) $(unitdir) $(sysusersdir) $(tmpfilesdir) $(datadir)/protocols $(exampledir) $(confdir)
	install -m 0755 $(BUILD)/aftercared $(BUILD)/aftercarectl $(bindir)
	install -m 0644 Config/protocols/*.yaml $(datadir)/protocols
	install -m 0644 Config/clinic.yaml Config/aftercared.yaml $(exampledir)
	test -e $(confdir)/aftercared.yaml || install -m 0644 Config/aftercared.yaml $(confdir)
	install -m 0644 systemd/aftercare.sysusers.conf $(sysusersdir)/aftercare.conf
	install -m 0644 systemd/aftercare.tmpfiles.conf $(tmpfilesdir)/aftercare.conf
	sed 's,^ExecStart=/usr/bin/aftercared.*,ExecStart=$(PREFIX)/bin/aftercared --boot-id %b $(protocols),; s, *$$,,' \
	    systemd/aftercared.service > $(unitdir)/aftercared.service
	chmod 0644 $(unitdir)/aftercared.service
	install -m 0644 systemd/aftercared@.service systemd/aftercare-clinic@.service $(unitdir)
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/user $(DESTDIR)/etc/systemd
	install -m 0644 systemd/user/aftercared.service $(DESTDIR)$(PREFIX)/lib/systemd/user
	install -m 0644 systemd/journald@aftercare.conf $(DESTDIR)/etc/systemd
ifeq ($(DESTDIR),)
	@echo
	@echo 'Installed. To start it, now and at every boot:'
	@echo '    systemd-sysusers && systemd-tmpfiles --create && systemctl daemon-reload'
	@echo '    systemctl enable --now aftercared'
	@echo 'To let somebody use aftercarectl:  usermod -aG aftercare NAME'
	@echo 'Settings: /etc/aftercare/aftercared.yaml. Protocols of your own: /etc/aftercare/protocols.'
	@echo 'An example of patients, plans and treatments: $(exampledir)/clinic.yaml'
endif

.PHONY: uninstall
uninstall: ## remove what 'make install' installed; settings and the store stay
	rm -f $(bindir)/aftercared $(bindir)/aftercarectl $(unitdir)/aftercared.service
	rm -f $(sysusersdir)/aftercare.conf $(tmpfilesdir)/aftercare.conf
	rm -rf $(datadir) $(DESTDIR)$(PREFIX)/share/doc/aftercare
	@echo 'Kept: the user aftercare, /etc/aftercare and /var/lib/aftercare.'

.PHONY: clean
clean: ## remove everything that was built, the test machine included
	rm -rf .build
