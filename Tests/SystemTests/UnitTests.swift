import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// The daemon as a unit of systemd.
    @Suite("The unit", .machine)
    struct UnitTests {
        @Test("a start returns when it is ready, and says how things stand")
        func start() async throws {
            let service = try await Service.started()
            let properties = try await service.properties("ActiveState", "SubState", "StatusText", "WatchdogUSec")
            #expect(properties["ActiveState"] == "active")
            #expect(properties["SubState"] == "running")
            #expect(properties["StatusText"]?.isEmpty == false)
            #expect(properties["WatchdogUSec"] == "1min")
        }

        @Test("a healthy service has nothing to warn of")
        func quiet() async throws {
            let service = try await Service.started()
            try await service.passOver()
            try await service.stop()
            // Its own words only: systemd may have something to say of this machine's control groups.
            let user = try await service.machine.succeed("id", "--user", "aftercare").line
            let own = try await service.journal("_UID=\(user)")
            #expect(own.count > 1)
            // A library that has something to complain about goes through syslog.
            let warnings = own.filter { $0["_TRANSPORT"] == "syslog" || $0.number("PRIORITY") ?? 0 <= 4 }
            // Its store is new, which it says loudly.
            #expect(warnings.compactMap { $0["MESSAGE"] }.filter { !$0.hasPrefix("there was no store") } == [])
        }

        @Test("a stop is clean and takes seconds")
        func stop() async throws {
            let service = try await Service.started()
            try await service.passOver()
            let took = try await ContinuousClock().measure { try await service.stop() }
            #expect(took < .seconds(10))
            let properties = try await service.properties("ActiveState", "Result", "ExecMainStatus", "NRestarts")
            #expect(
                properties == ["ActiveState": "inactive", "Result": "success", "ExecMainStatus": "0", "NRestarts": "0"])
        }

        @Test("a reload keeps it running")
        func reload() async throws {
            let service = try await Service.started()
            let before = try await service.properties("MainPID", "ActiveState")
            try await service.machine.succeed("systemctl", "reload", Service.unit)
            try await service.passOver()
            #expect(try await service.properties("MainPID", "ActiveState") == before)
        }

        @Test("a configuration with errors stops it for good, and the journal says where they are")
        func badConfiguration() async throws {
            let service = try await Service.stopped()
            let file = "/etc/aftercare/aftercared.yaml"
            let good = String(decoding: try service.machine.read(file), as: UTF8.self)
            try service.machine.write("clinic:\n  nmae: Example\n", to: file)
            let started = try await service.machine.run("systemctl", "start", Service.unit)
            try service.machine.write(good, to: file)

            #expect(!started.isSuccess)
            let properties = try await service.properties("ActiveState", "ExecMainStatus", "NRestarts")
            #expect(properties == ["ActiveState": "failed", "ExecMainStatus": "78", "NRestarts": "0"])
            try await service.says("\(file):2:3: error: ")
        }

        @Test(
            "systemd has nothing to say against the unit files",
            arguments: [
                ["system/aftercared.service"], ["system/aftercared@.service"], ["system/aftercare-clinic@.service"],
                ["--user", "user/aftercared.service"],
            ])
        func verify(words: [String]) async throws {
            // It looks the manual up; a minimal machine has none.
            let options = ["--man=no"] + words.dropLast()
            let verified = try await Machine.current.run(
                ["env", "XDG_RUNTIME_DIR=/run", "systemd-analyze", "verify"] + options + ["/usr/lib/systemd/" + (words.last ?? "")]
            ).expectSuccess()
            #expect(verified.output == "")
            #expect(verified.complaint == "")
        }

        @Test("the unit is confined")
        func exposure() async throws {
            for unit in [Service.unit, "aftercared@knee.service"] {
                let rated = try await Machine.current.succeed("systemd-analyze", "security", "--no-pager", unit)
                let found = try #require(rated.output.firstMatch(of: /Overall exposure level for \S+: ([0-9.]+)/))
                #expect(try #require(Double(found.1)) <= 0.4, "\(rated.output)")
            }
        }

        @Test("the daemon's files are nobody else's business")
        func files() async throws {
            let service = try await Service.started()
            let modes = try await service.machine.succeed(
                "stat", "--format", "%a %U:%G %n", "/var/lib/aftercare", Service.store, "/run/aftercare",
                "/run/aftercare/control.sock", "/run/aftercare/view", "/run/aftercare/view/view.sock")
            #expect(
                modes.output == """
                    700 aftercare:aftercare /var/lib/aftercare
                    600 aftercare:aftercare \(Service.store)
                    755 aftercare:aftercare /run/aftercare
                    660 aftercare:aftercare /run/aftercare/control.sock
                    2750 aftercare:aftercare-view /run/aftercare/view
                    660 aftercare:aftercare-view /run/aftercare/view/view.sock

                    """)
            let loose = try await service.machine.succeed("find", "/var/lib/aftercare", "-type", "f", "!", "-perm", "600")
            #expect(loose.output == "")
        }

        @Test("while it is stopped, aftercarectl says so in one sentence")
        func stopped() async throws {
            let service = try await Service.stopped()
            let answer = try await service.machine.run("aftercarectl", "status")
            #expect(answer.exitStatus == 69)
            #expect(answer.output == "")
            let lines = answer.complaint.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == 2 && lines.last == "", "\(answer)")
            #expect(answer.complaint.contains("aftercared"))
        }

        @Test("members of group aftercare may use it, others may not")
        func staff() async throws {
            let service = try await Service.started()
            try await service.machine.succeed("useradd", "--groups", "aftercare", "nurse")
            try await service.machine.succeed("useradd", "visitor")
            let nurse = try await service.machine.run("runuser", "-u", "nurse", "--", "aftercarectl", "status")
            #expect(nurse.isSuccess, "\(nurse)")
            let visitor = try await service.machine.run("runuser", "-u", "visitor", "--", "aftercarectl", "status")
            #expect(!visitor.isSuccess)
            #expect(visitor.output == "")
            #expect(visitor.complaint.contains(/[Pp]ermission|group/), "\(visitor)")
        }

        @Test("members of group aftercare-view may look, and change nothing")
        func viewers() async throws {
            let service = try await Service.started()
            try await service.passOver()
            try await service.machine.succeed("useradd", "--groups", "aftercare-view", "looker")
            func looker(_ words: String...) async throws -> Outcome {
                try await service.machine.run(["runuser", "-u", "looker", "--", "aftercarectl"] + words)
            }
            for question in ["status", "reminders"] {
                let answer = try await looker(question)
                #expect(answer.isSuccess && !answer.output.isEmpty, "\(answer)")
            }
            for change in [["patient", "add", "P-0009"], ["backup", "-"]] {
                let refused = try await service.machine.run(["runuser", "-u", "looker", "--", "aftercarectl"] + change)
                #expect(refused.exitStatus == 77 && refused.output == "", "\(refused)")
                #expect(refused.complaint.contains("change nothing"), "\(refused)")
            }
            let control = try await looker("--socket", "/run/aftercare/control.sock", "status")
            #expect(control.exitStatus == 77, "\(control)")
        }

        @Test("who changed something is on record, by the uid that the kernel tells")
        func requester() async throws {
            let service = try await Service.started()
            try await service.machine.succeed("useradd", "--uid", "4321", "--groups", "aftercare", "clerk")
            try await service.machine.succeed("runuser", "-u", "clerk", "--", "aftercarectl", "patient", "add", "P-0777", "--zone", "UTC")
            try await service.stop()
            // PrivateUsers= would show every peer as nobody.
            let copy = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
            try service.machine.read(Service.store).write(to: copy)
            defer { try? FileManager.default.removeItem(at: copy) }
            let rows = try await Tool(name: "python3", package: "python3").run([
                "-c",
                "import sqlite3, sys; print(sqlite3.connect('file:' + sys.argv[1] + '?immutable=1', uri=True)"
                    + ".execute('select count(*) from audit where uid = 4321').fetchone()[0])", copy.path,
            ]).expectSuccess()
            #expect(Int(rows.line) ?? 0 > 0, "\(rows)")
        }
    }
}
