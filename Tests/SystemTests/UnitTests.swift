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
            #expect(warnings.compactMap { $0["MESSAGE"] } == [])
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
            let log = try await service.log()
            #expect(log.contains("\(file):2:3: error: "), "\(log)")
        }

        @Test("systemd has nothing to say against the unit file")
        func verify() async throws {
            let verified = try await Machine.current.succeed(
                "systemd-analyze", "verify", "/usr/lib/systemd/system/aftercared.service")
            #expect(verified.output == "")
            #expect(verified.complaint == "")
        }

        @Test("the unit is confined")
        func exposure() async throws {
            let rated = try await Machine.current.succeed(
                "systemd-analyze", "security", "--no-pager", Service.unit)
            let found = try #require(rated.output.firstMatch(of: /Overall exposure level for \S+: ([0-9.]+)/))
            #expect(try #require(Double(found.1)) <= 0.5, "\(rated.output)")
        }

        @Test("the daemon's files are nobody else's business")
        func files() async throws {
            let service = try await Service.started()
            let modes = try await service.machine.succeed(
                "stat", "--format", "%a %U:%G %n", "/var/lib/aftercare", Service.store, "/run/aftercare",
                "/run/aftercare/control.sock")
            #expect(
                modes.output == """
                    700 aftercare:aftercare /var/lib/aftercare
                    600 aftercare:aftercare \(Service.store)
                    750 aftercare:aftercare /run/aftercare
                    660 aftercare:aftercare /run/aftercare/control.sock

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
    }
}
