import Foundation
import TestMachine
import Testing

@testable import torture

extension SystemTests {
    /// The Debian package, on a machine on which our software has never been.
    @Suite("The package", .bareMachine)
    struct PackageTests {
        // MARK: Installed

        @Test("one command installs it, and it runs, is enabled, and delivers")
        func installed() async throws {
            let machine = try await Machine.withPackage()
            try await machine.expect(Service.unit, "active", "enabled")
            let verified = try await machine.succeed(
                "systemd-analyze", "verify", "--man=no", "/usr/lib/systemd/system/\(Service.unit)")
            #expect(verified.output + verified.complaint == "")
            let rated = try await machine.succeed("systemd-analyze", "security", "--no-pager", Service.unit)
            let exposure = try #require(rated.output.firstMatch(of: /Overall exposure level for \S+: ([0-9.]+)/)?.1)
            #expect(try #require(Double(exposure)) <= 0.4)

            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: "P-0801"))
            #expect(try await !service.settledReminders(of: "P-0801").isEmpty)
        }

        @Test("its files are root's, and the store is the service's alone")
        func files() async throws {
            let machine = try await Machine.withPackage()
            let contents = try await Package.current.value.contents()
            for path in Self.promised { #expect(contents.contains(path), "'\(path)' is not in the package") }
            let owners = try await machine.run(["stat", "--format", "%U:%G %A"] + contents).expectSuccess()
            #expect(Set(owners.output.split(separator: "\n")).isSubset(of: ["root:root -rw-r--r--", "root:root -rwxr-xr-x"]))
            #expect(try await machine.succeed("dpkg", "--verify", Package.name).output == "")

            let state = try await machine.succeed("stat", "--format", "%a %U:%G", "/var/lib/aftercare")
            #expect(state.line == "700 aftercare:aftercare")
            for command in [["id", "aftercare"], ["getent", "group", "aftercare"]] {
                #expect(try await machine.run(command).isSuccess, "\(command)")
            }
            let sample = try Data(contentsOf: Checkout.root.appending(path: "Config/aftercared.yaml"))
            #expect(try machine.read("/etc/aftercare/aftercared.yaml") == sample)
        }

        private static let promised =
            ["aftercared", "aftercarectl"].flatMap { program in
                [
                    "/usr/bin/\(program)", "/usr/share/bash-completion/completions/\(program)",
                    "/usr/share/zsh/vendor-completions/_\(program)",
                    "/usr/share/fish/vendor_completions.d/\(program).fish",
                ]
            } + [
                "/usr/lib/systemd/system/aftercared.service", "/usr/lib/systemd/system/aftercared@.service",
                "/usr/lib/systemd/system/aftercare-clinic@.service", "/usr/lib/systemd/user/aftercared.service",
                "/usr/lib/systemd/system/systemd-journald@aftercare.socket.d/10-aftercare.conf",
                "/usr/lib/systemd/system/systemd-journald-varlink@aftercare.socket.d/10-aftercare.conf",
                "/usr/lib/systemd/system/aftercare-backup.service", "/usr/lib/systemd/system/aftercare-backup.timer",
                "/usr/lib/systemd/system/aftercare-backup@.service", "/usr/lib/systemd/system/aftercare-backup@.timer",
                "/usr/lib/systemd/system-generators/aftercare-generator",
                "/usr/lib/systemd/catalog/aftercare.catalog", "/usr/lib/systemd/catalog/aftercare.de.catalog",
                "/usr/lib/sysusers.d/aftercare.conf", "/usr/lib/tmpfiles.d/aftercare.conf",
                "/usr/share/aftercare/protocols/exosome-injection.yaml", "/usr/share/man/man8/aftercared.8.gz",
                "/usr/share/man/man1/aftercarectl.1.gz", "/usr/share/man/man5/aftercare.clinic.5.gz",
                "/usr/share/man/man5/aftercare.protocol.5.gz", "/usr/share/man/man5/aftercared.yaml.5.gz",
                "/usr/share/doc/aftercare/changelog.gz",
                "/usr/share/doc/aftercare/copyright", "/usr/share/doc/aftercare/examples/clinic.yaml",
            ] + Package.settings

        @Test("journalctl explains its records as long as it is there")
        func catalog() async throws {
            let machine = try await Machine.withPackage()
            let catalog = String(decoding: try machine.read("/usr/lib/systemd/catalog/aftercare.catalog"), as: UTF8.self)
            let kinds = catalog.matches(of: /(?m)^-- ([0-9a-f]{32})/).map { String($0.1) }
            #expect(!kinds.isEmpty)
            for kind in kinds { #expect(try await machine.run("journalctl", "--dump-catalog", kind).isSuccess) }
            try await machine.take("remove")
            let left = try await machine.succeed("journalctl", "--list-catalog")
            for kind in kinds { #expect(!left.output.contains(kind)) }
        }

        @Test("it brings no Swift, and needs none")
        func noSwift() async throws {
            let machine = try await Machine.withPackage()
            let contents = try await Package.current.value.contents()
            #expect(contents.filter { $0.contains(/swift|Foundation/.ignoresCase()) } == [])
            let needs = try await machine.succeed("dpkg-query", "--show", "--showformat", "${Depends}", Package.name)
            #expect(needs.output.contains("libsystemd0") && needs.output.contains("libsqlite3-0"), "\(needs)")
            #expect(!needs.output.contains(/swift/.ignoresCase()), "\(needs)")
        }

        // MARK: Without a systemd that runs, and with names that are taken

        @Test("where no systemd runs it is installed and enabled, and nothing is started")
        func noSystemd() async throws {
            let machine = try await Machine.withoutPackage()
            let package = try await machine.put(Package.current.value)
            let installed = try await machine.run(
                "unshare", "--mount", "sh", "-ec", "mount -t tmpfs none /run/systemd; apt-get -q install -y \(package)")
            try installed.expectSuccess()
            #expect(!(installed.output + installed.complaint).contains("warning"), "\(installed)")
            try await machine.succeed("systemctl", "daemon-reload")
            try await machine.expect(Service.unit, "inactive", "enabled")
            #expect(try await machine.run("id", "aftercare").isSuccess)
            try await machine.succeed("systemctl", "start", Service.unit)
        }

        @Test("a user of that name who was there before is taken, told, and left there")
        func foreignUser() async throws {
            let machine = try await Machine.withoutPackage()
            try await machine.succeed("useradd", "--create-home", "aftercare")
            let installed = try await machine.install(Package.current.value)
            #expect(installed.output.contains("warning: the user 'aftercare' was there before"), "\(installed)")
            try await machine.expect(Service.unit, "active", "enabled")
            try await machine.take("purge")
            #expect(try await machine.run("id", "aftercare").isSuccess)
            #expect(try await machine.run("getent", "group", "aftercare-view").isSuccess == false)
            try await machine.succeed("userdel", "--remove", "aftercare")
        }

        // MARK: Removed

        @Test("a removal stops it and keeps the clinic's data, and a reinstallation goes on with them")
        func removed() async throws {
            let machine = try await Machine.withPackage()
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: "P-0811"))
            let said = try await service.settledReminders(of: "P-0811")
            try machine.write("# Ours.\n", to: "/etc/aftercare/protocols/notes.txt")

            try await machine.take("remove")
            #expect(machine.process(named: "aftercared") == nil)
            #expect(try await machine.run("sh", "-c", "command -v aftercared aftercarectl").isSuccess == false)
            #expect(try await machine.run("systemctl", "cat", Service.unit).isSuccess == false)
            for path in [Service.store, "/etc/aftercare/protocols/notes.txt"] + Package.settings {
                #expect(try await machine.run("test", "-e", path).isSuccess, "'\(path)' is gone")
            }

            try await machine.install(Package.current.value)
            try await machine.expect(Service.unit, "active", "enabled")
            #expect(try await service.settledReminders(of: "P-0811").map(\.id) == said.map(\.id))
            try await machine.expectProof(of: said.count)
        }

        @Test("a purge asks nothing and leaves nothing")
        func purged() async throws {
            let machine = try await Machine.withPackage()
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: "P-0821"))
            _ = try await service.settledReminders(of: "P-0821")
            try machine.write("# Ours.\n", to: "/etc/aftercare/protocols/notes.txt")
            // One of several clinics, and settings beside the units.
            try await machine.open("north")
            try await machine.succeed("systemctl", "set-property", "--runtime", Service.unit, "CPUWeight=200")
            try await machine.succeed("systemctl", "set-property", Service.unit, "CPUWeight=300")
            #expect(try await machine.run("id", "aftercare-north").isSuccess)

            try await machine.take("purge")
            for place in ["/", "/run", "/tmp", "/dev/shm"] {
                let left = try await machine.succeed("find", place, "-xdev", "-name", "*aftercare*")
                #expect(left.output == "")
            }
            for file in ["/etc/passwd", "/etc/group"] {
                #expect(!String(decoding: try machine.read(file), as: UTF8.self).contains("aftercare"))
            }
            #expect(try await machine.run("dpkg-query", "--show", Package.name).isSuccess == false)
            let units = try await machine.run("systemctl", "list-unit-files", "--no-legend", "*aftercare*")
            #expect(units.output == "")
        }

        // MARK: Upgraded

        /// Who keep the journals of the one service, and of the clinic "north".
        private static let journalds = [Service.journald, "systemd-journald@aftercare-north.service"]

        @Test("an upgrade in the middle of a burst loses nothing and repeats nothing")
        func upgradeInBurst() async throws {
            let machine = try await Machine.withPackage()
            let next = try await Package.next.value
            let ward = try await Ward.made()
            try await ward.service.start()
            // 6000 records, and a second later as many again: that is as long as the second of an upgrade's two steps takes.
            let first = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 35).rounded(.up))
            let burst = Burst("upgrade", reminders: Burst.reminders(in: 12_000), due: [first, first + 1])
            // As apt does it: the new files first, and then what restarts the service.
            try await machine.unpack(next)
            #expect(try await ward.state(burst), "this machine is too slow: the burst was not stated by the time it was due")
            try await Task.sleep(for: .seconds(max(0, first.timeIntervalSinceNow)))
            try await eventually("the burst has begun") { try await ward.counts().settled > 0 }

            try await machine.succeed("dpkg", "--configure", Package.name)
            let version = try await machine.succeed("dpkg-query", "--show", "--showformat", "${Version}", Package.name)
            #expect(version.line == next.version)

            #expect(try await ward.drained(burst.expected.count, within: .seconds(90)))
            let records = try await ward.records()
            let judgement = Judgement(expected: burst.expected, records: records, ledger: try await ward.ledger())
            #expect(judgement.findings == [])
            // The old daemon and the new one both have spoken.
            #expect(Set(records.compactMap { $0["_PID"] }).count == 2)
            try await machine.expectProof(of: burst.expected.count)
            try await ward.leave()
        }

        @Test("of several clinics on a machine, those whose service runs are upgraded, and those that are stopped stay so")
        func severalClinics() async throws {
            let machine = try await Machine.withPackage()
            for clinic in ["north", "south", "west"] { try await machine.open(clinic) }
            try await machine.succeed("systemctl", "stop", "aftercared@south.service")
            try await machine.succeed("systemctl", "disable", "aftercared@west.service")
            let running = ["aftercared@north", "aftercared@west"]
            let (before, journalds) = (try await machine.pids(running), try await machine.pids(Self.journalds))
            try await machine.install(Package.next.value)
            try await machine.expect("aftercared@north.service", "active", "enabled")
            try await machine.expect("aftercared@south.service", "inactive", "enabled")
            try await machine.expect("aftercared@west.service", "active", "disabled")
            #expect(try await machine.pids(Self.journalds) == journalds, "they were restarted, though nothing of theirs is new")
            let after = try await machine.pids(running)
            #expect(before.count == 2 && after.count == 2 && Set(before).isDisjoint(with: after), "\(before), \(after)")

            try await machine.take("remove")
            #expect(machine.process(named: "aftercared") == nil)
            try await machine.install(Package.current.value)
            for clinic in ["north", "south"] { try await machine.expect("aftercared@\(clinic).service", "active", "enabled") }
        }

        @Test("sockets that anybody may write to are closed by an upgrade, which stops no journal and loses nothing")
        func opened() async throws {
            let machine = try await Machine.withPackage()
            try await machine.open("north")
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: "P-0831"))
            let said = try await service.settledReminders(of: "P-0831")
            let (before, sockets) = (try await machine.pids(Self.journalds), try await machine.sockets())
            #expect(sockets.count == 6 && sockets.allSatisfy { $0.hasPrefix("600 aftercare") }, "\(sockets)")
            // As systemd makes them by itself.
            try await machine.succeed(
                "sh", "-c",
                "cd /run/systemd && for socket in journal.aftercare*/*; do "
                    + "if [ -S $socket ]; then chown root:root $socket; chmod 0666 $socket; fi; done")
            try await machine.install(Package.next.value)
            #expect(try await machine.sockets() == sockets)
            #expect(try await machine.pids(Self.journalds) == before)
            try await service.apply(Clinic.text(patient: "P-0832"))
            let more = try await service.settledReminders(of: "P-0832")
            try await machine.expectProof(of: said.count + more.count)
        }

        @Test("what an admin stopped, disabled or masked stays so through an upgrade", arguments: ["stop", "disable --now", "mask --now"])
        func stays(_ verb: String) async throws {
            let machine = try await Machine.withPackage()
            try await machine.succeed("sh", "-c", "systemctl \(verb) \(Service.unit)")
            let enabled = try await machine.run("systemctl", "is-enabled", Service.unit).line
            try await machine.install(Package.next.value)
            try await machine.expect(Service.unit, "inactive", enabled)
            #expect(try await machine.run("test", "-e", "/run/aftercared.stopped").isSuccess == false)
            _ = try await machine.run("systemctl", "unmask", Service.unit)
        }

        @Test("a setting that an admin changed survives an upgrade, and one that nobody changed is brought up to date")
        func settings() async throws {
            let machine = try await Machine.withPackage()
            let changed = Package.settings[0]
            let own = String(decoding: try machine.read(changed), as: UTF8.self) + "# Ours.\n"
            try machine.write(own, to: changed)
            try await machine.open("north")
            let before = try await machine.pids(Self.journalds)
            try await machine.install(
                Package.changed.value, "-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold")
            #expect(String(decoding: try machine.read(changed), as: UTF8.self) == own)
            for file in [changed + ".dpkg-dist"] + Package.settings.dropFirst() {
                #expect(String(decoding: try machine.read(file), as: UTF8.self).contains(Package.newWords), "\(file)")
            }
            try await machine.expect(Service.unit, "active", "enabled")
            // How the journals are kept is what nobody changed.
            let after = try await machine.pids(Self.journalds)
            #expect(
                before.count == 2 && after.count == 2 && !after.contains("0") && Set(before).isDisjoint(with: after), "\(before), \(after)")
            #expect(try await machine.run("find", "/run", "-maxdepth", "1", "-name", "aftercared.*").output == "")
        }
    }
}

extension Machine {
    fileprivate func expect(_ unit: String, _ active: String, _ enabled: String) async throws {
        #expect(try await run("systemctl", "is-active", unit).line == active)
        #expect(try await run("systemctl", "is-enabled", unit).line == enabled)
    }

    fileprivate func pids(_ units: [String]) async throws -> [String] {
        try await run(["systemctl", "show", "--property", "MainPID", "--value"] + units).expectSuccess().output
            .split(separator: "\n").map(String.init)
    }

    /// Those of the journals of reminders that a client writes to: `600 OWNER PATH`.
    fileprivate func sockets() async throws -> [String] {
        try await succeed(
            "sh", "-c",
            "stat --format '%a %U %n' /run/systemd/journal.aftercare*/socket "
                + "/run/systemd/journal.aftercare*/dev-log /run/systemd/journal.aftercare*/stdout"
        ).output
            .split(separator: "\n").map(String.init)
    }

    /// One of several clinics on a machine: its service, enabled and started.
    fileprivate func open(_ clinic: String) async throws {
        let folder = "/etc/aftercare/clinics/\(clinic)"
        try await succeed("mkdir", "-p", folder)
        try write("# Ours.\n", to: "\(folder)/aftercared.yaml")
        try await succeed("systemctl", "enable", "--now", "aftercared@\(clinic).service")
    }

    /// The journal, read by itself, holds every reminder that has a receipt, once.
    fileprivate func expectProof(of reminders: Int) async throws {
        struct Report: Decodable {
            struct Ledger: Decodable { let receipts: Int }

            let verdict: String
            let ledger: Ledger
        }
        let audit = try await succeed("aftercarectl", "audit", "--format", "json")
        let report = try JSONDecoder().decode(Report.self, from: Data(audit.output.utf8))
        #expect(report.verdict == "proven" && report.ledger.receipts == reminders, "\(audit)")
    }
}
