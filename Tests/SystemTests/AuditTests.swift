import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// The ledger held against the real journal, and what a doctor finds on a real machine.
    @Suite("The audit", .machine)
    struct AuditTests {
        let patient = "P-0001"

        /// Exit statuses, which monitoring goes by.
        static let refuted = 4

        private func audit(_ service: Service, _ words: String...) async throws -> (status: Int?, report: Report) {
            let answer = try await service.machine.run(["aftercarectl", "audit", "--format", "json"] + words)
            return (answer.exitStatus, try JSONDecoder().decode(Report.self, from: Data(answer.output.utf8)))
        }

        /// Several patients whose sessions have just ended, all told and settled.
        private func burst() async throws -> (service: Service, said: Set<String>) {
            let service = try await Service.started()
            var said: Set<String> = []
            for number in 1...4 {
                try await service.apply(Clinic.text(patient: "P-000\(number)"))
                said.formUnion(try await service.settledReminders(of: "P-000\(number)").map(\.id))
            }
            return (service, said)
        }

        /// Writes a record into the reminders' own journal as a user who may: root, and the service's own.
        private func forge(_ fields: [String], as user: String, on machine: Machine) async throws {
            let text = fields.joined(separator: "\n")
            try machine.write(text + "\n", to: "/run/forged")
            try await machine.succeed("chmod", "0644", "/run/forged")
            try await machine.succeed(
                "systemd-run", "--quiet", "--wait", "--uid=\(user)", "--property=LogNamespace=\(Service.namespace)", "sh", "-c",
                "logger --journald </run/forged")
        }

        @Test("after a burst is proven, with a receipt for each reminder")
        func proven() async throws {
            let (service, said) = try await burst()
            let messages = try await service.journal("SYSLOG_IDENTIFIER=aftercare").count
            let (status, report) = try await audit(service)
            #expect(status == 0 && report.verdict == "proven", "\(report)")
            #expect(report.ledger.receipts == said.count && report.journal.found == said.count)
            #expect(report.ledger.last == messages && report.journal.records == messages && messages < said.count)
            #expect(report.journal.rotatedAway == 0)
            let since = try await audit(service, "--since", "now-1h")
            #expect(since.status == 0 && since.report.ledger.receipts == said.count)
        }

        @Test("lists a forged record, does not count it, and is doubtful until it is left out")
        func forged() async throws {
            let (service, said) = try await burst()
            let id = try #require(said.first)
            try await forge(
                ["MESSAGE=You may drink again.", "AFTERCARE_REMINDER_ID=\(id)", "AFTERCARE_SEQ=1", "AFTERCARE_ATTEMPT=1"],
                as: "root", on: service.machine)
            try await forge(["MESSAGE=And eat.", "AFTERCARE_PATIENT=P-0001"], as: "root", on: service.machine)
            try await eventually("the forgeries are in the journal") {
                try await service.journal("_UID=0", "AFTERCARE_REMINDER_ID=\(id)", "+", "_UID=0", "AFTERCARE_PATIENT=P-0001").count == 2
            }
            let (status, report) = try await audit(service)
            #expect(status == Self.refuted && report.verdict == "doubtful", "\(report)")
            #expect(report.findings.map(\.code) == ["forged"])
            #expect(report.forged.records == 2 && report.forged.users == [0])
            #expect(report.journal.found == said.count)
            // Who asks as the documentation says does not see them.
            let user = try await service.machine.succeed("id", "--user", "aftercare").line
            let shown = try await service.journal("_UID=\(user)", "AFTERCARE_PATIENT=P-0001")
            #expect(!shown.isEmpty && !shown.contains { $0["MESSAGE"] == "And eat." })
        }

        @Test("is refuted by a second record of the service's own user")
        func twice() async throws {
            let (service, said) = try await burst()
            let id = try #require(said.first)
            let number = try #require(try await service.journal("AFTERCARE_REMINDER_ID=\(id)").first?["AFTERCARE_SEQ"])
            let user = try await service.machine.succeed("id", "--user", "aftercare").line
            try await forge(
                ["MESSAGE=once more", "AFTERCARE_REMINDER_ID=\(id)", "AFTERCARE_SEQ=\(number)", "AFTERCARE_ATTEMPT=1"],
                as: user, on: service.machine)
            try await eventually("it is in the journal") {
                try await service.journal("AFTERCARE_REMINDER_ID=\(id)").count == 2
            }
            let (status, report) = try await audit(service)
            // What another test wrote as root may still lie there.
            #expect(status == Self.refuted && report.findings.map(\.code).filter { $0 != "forged" } == ["twice"], "\(report)")
        }

        @Test("tells what rotated away from what was taken out of the middle")
        func removed() async throws {
            let (service, said) = try await burst()
            try await service.machine.succeed("journalctl", "--namespace=\(Service.namespace)", "--rotate")
            try await service.apply(Clinic.text(patient: "P-0005"))
            let later = try await service.settledReminders(of: "P-0005").count
            // Everything that is archived, as 'journalctl --vacuum-files' would in time.
            try await service.machine.succeed("sh", "-c", "rm /var/log/journal/*.\(Service.namespace)/system@*.journal")
            let (status, report) = try await audit(service)
            // It is right, and yet: they were there for seconds.
            #expect(status == Self.refuted && report.verdict == "doubtful", "\(report)")
            #expect(report.findings.map(\.code) == ["rotated-early"] && report.findings.first?.count == said.count)
            #expect(report.journal.rotatedAway == said.count && report.journal.found == later)

            // Two more files, and the older of these is taken away: no rotation does that.
            try await service.machine.succeed("journalctl", "--namespace=\(Service.namespace)", "--rotate")
            try await service.apply(Clinic.text(patient: "P-0006"))
            let taken = try await service.settledReminders(of: "P-0006").count
            try await service.machine.succeed("journalctl", "--namespace=\(Service.namespace)", "--rotate")
            try await service.passOver()
            try await service.machine.succeed(
                "sh", "-c", "rm \"$(ls -t /var/log/journal/*.\(Service.namespace)/system@*.journal | head -n 1)\"")
            let hole = try await audit(service)
            #expect(hole.status == Self.refuted && hole.report.findings.map(\.code) == ["lost", "rotated-early"], "\(hole.report)")
            #expect(hole.report.findings.first?.count == taken)
        }

        @Test("verifies the seals of a service that was given a key, and of no other key")
        func seals() async throws {
            let service = try await Service.stopped()
            let (own, other) = ("/etc/credstore/aftercare.record-key", "/root/other-key")
            try await service.machine.succeed("install", "-d", "-m", "0700", "/etc/credstore")
            for key in [own, other] { try await service.machine.succeed("sh", "-c", "head -c 32 /dev/urandom >\(key)") }
            try await service.start()
            try await service.apply(Clinic.text(patient: patient))
            let said = try await service.settledReminders(of: patient)
            let records = try await service.journal("AFTERCARE_PATIENT=\(patient)")
            let right = try await audit(service, "--key", own)
            let wrong = try await audit(service, "--key", other)
            try await service.machine.succeed("rm", own)

            #expect(Set(records.flatMap { $0.values(of: "AFTERCARE_REMINDER_ID") }) == Set(said.map(\.id)))
            #expect(records.allSatisfy { $0["AFTERCARE_HMAC"]?.contains(/^[0-9a-f]{64}$/) == true })
            // A seal covers every value of a field, in whichever order the journal has them.
            #expect(records.contains { $0.values(of: "AFTERCARE_REMINDER_ID").count > 1 })
            #expect(right.status == 0 && right.report.verdict == "proven", "\(right.report)")
            #expect(wrong.status == Self.refuted, "\(wrong.report)")
        }

        @Test("is for those who may read the journal, and says so to others")
        func rights() async throws {
            let service = try await Service.started()
            // Staff and viewers, to whom the journal of reminders is open, and that alone.
            for group in ["aftercare", "aftercare-view"] {
                try await service.machine.succeed("useradd", "--groups", group, "auditor-\(group)")
                let member = try await service.machine.run("runuser", "-u", "auditor-\(group)", "--", "aftercarectl", "audit")
                #expect(member.exitStatus == 0, "\(member)")
                let whole = try await service.machine.run("runuser", "-u", "auditor-\(group)", "--", "journalctl", "-q", "_PID=1")
                #expect(whole.output == "")
            }
            let directory = try await service.machine.succeed("sh", "-c", "echo /var/log/journal/*.\(Service.namespace)").line
            try await service.machine.succeed("chmod", "g-rwx,o-rwx", directory)
            let shutOut = try await service.machine.run("runuser", "-u", "auditor-aftercare-view", "--", "aftercarectl", "audit")
            #expect(shutOut.exitStatus == 77, "\(shutOut)")
            #expect(shutOut.complaint.contains("'systemctl restart aftercared' opens it anew") && shutOut.output == "")
            #expect(!shutOut.complaint.contains("systemd-journal"))
            // A start opens it again.
            try await service.machine.succeed("systemctl", "restart", Service.unit)
            let again = try await service.machine.run("runuser", "-u", "auditor-aftercare-view", "--", "aftercarectl", "audit")
            #expect(again.exitStatus == 0, "\(again)")
        }

        @Test("a doctor finds nothing as installed, and then a limit, a volatile journal and a missing membership")
        func doctor() async throws {
            let service = try await Service.started()
            try await service.passOver()
            let healthy = try await diagnosis(service)
            #expect(healthy.wrong.allSatisfy { $0 == "clock" }, "\(healthy)")
            #expect(healthy.findings.first { $0.subject == "rate-limit" }?.what.contains("10,000,000 records in 30 s") == true)

            try await service.machine.succeed("mkdir", "-p", "/etc/systemd/system/aftercared.service.d")
            try service.machine.write(
                "[Service]\nLogNamespace=\nLogRateLimitIntervalSec=0\nLogRateLimitBurst=0\n",
                to: "/etc/systemd/system/aftercared.service.d/test.conf")
            try await service.machine.succeed("mkdir", "-p", "/etc/systemd/journald.conf.d")
            try service.machine.write("[Journal]\nStorage=volatile\n", to: "/etc/systemd/journald.conf.d/test.conf")
            try await service.machine.succeed("systemctl", "daemon-reload")
            try await service.stop()
            let down = try await diagnosis(service)
            try await service.start()
            let sick = try await diagnosis(service)
            try await service.machine.succeed(
                "rm", "/etc/systemd/system/aftercared.service.d/test.conf", "/etc/systemd/journald.conf.d/test.conf")
            try await service.machine.succeed("systemctl", "daemon-reload")

            #expect(down.wrong.filter { $0 != "clock" } == ["service", "rate-limit", "journal"], "\(down)")
            #expect(Set(sick.wrong).isSuperset(of: ["rate-limit", "journal", "service-rights"]), "\(sick)")
        }

        private func diagnosis(_ service: Service) async throws -> Diagnosis {
            let answer = try await service.machine.run("aftercarectl", "doctor", "--format", "json")
            let diagnosis = try JSONDecoder().decode(Diagnosis.self, from: Data(answer.output.utf8))
            #expect(answer.exitStatus == (diagnosis.wrong.isEmpty ? 0 : 4), "\(answer)")
            return diagnosis
        }
    }
}

/// The answer to `aftercarectl audit`, as far as it matters here.
private struct Report: Decodable {
    struct Ledger: Decodable {
        let receipts, last: Int
    }

    struct Journal: Decodable {
        let found, records, rotatedAway: Int
    }

    struct Forged: Decodable {
        let records: Int
        let users: [Int]
    }

    struct Finding: Decodable {
        let code: String
        let count: Int
    }

    let verdict: String
    let ledger: Ledger
    let journal: Journal
    let forged: Forged
    let findings: [Finding]
}

/// The answer to `aftercarectl doctor`, as far as it matters here.
private struct Diagnosis: Decodable {
    struct Finding: Decodable {
        let subject, state, what: String
    }

    let findings: [Finding]

    /// What is wrong. That nobody keeps the clock right may be so on a test machine.
    var wrong: [String] { findings.filter { $0.state == "wrong" }.map(\.subject) }
}
