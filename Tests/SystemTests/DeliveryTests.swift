import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// Reminders in the journal: each once, with everything that belongs to it.
    @Suite("Delivery", .machine)
    struct DeliveryTests {
        let patient = "P-0001"

        @Test("a session that ended just now is followed by its reminders, with all their fields")
        func fields() async throws {
            let service = try await Service.started()
            let before = Date()
            try await service.apply(Clinic.text(patient: patient))
            let reminders = try await service.settledReminders(of: patient)
            let after = Date()

            let records = try await service.journal("AFTERCARE_PATIENT=\(patient)")
            let user = try await service.machine.succeed("id", "--user", "aftercare").line
            for record in records {
                #expect(record["MESSAGE"]?.isEmpty == false)
                #expect(record["MESSAGE_ID"]?.contains(/^[0-9a-f]{32}$/) == true)
                #expect((0...7).contains(record.number("PRIORITY") ?? -1))
                #expect(record["SYSLOG_IDENTIFIER"] == "aftercare")
                #expect(record["_UID"] == user)
                #expect(record["AFTERCARE_ATTEMPT"] == "1")
                #expect(record.number("AFTERCARE_LATE_SEC") ?? -1 >= 0)
                try expectTimes(of: record, dueBy: after)
            }

            let said = try records.flatMap { try $0.reminders() }
            #expect(said.map { $0["AFTERCARE_REMINDER_ID"] ?? "" }.sorted() == reminders.map(\.id).sorted())
            let nameBasedUUID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
            for reminder in said {
                #expect(reminder["AFTERCARE_REMINDER_ID"]?.contains(nameBasedUUID) == true)
                #expect(reminder["AFTERCARE_ROLE"] == "reminder")
                #expect(reminder["AFTERCARE_ATTEMPT"] == "1" && reminder["AFTERCARE_REDELIVERY"] == nil)
                #expect(reminder["AFTERCARE_TREATMENT"] == Clinic.treatment(of: patient))
                #expect(reminder["AFTERCARE_PLAN"] == Clinic.plan(of: patient))
                #expect(reminder["AFTERCARE_PROTOCOL"]?.contains(/^exosome-injection@\d+$/) == true)
                #expect(reminder["AFTERCARE_INSTRUCTION"]?.isEmpty == false)
                #expect(reminder["AFTERCARE_KIND"]?.isEmpty == false)
                #expect(reminder["AFTERCARE_LANG"]?.contains(/^[a-z]{2}/) == true)
                try expectTimes(of: reminder, dueBy: after)
            }

            let everything = try await service.journal("SYSLOG_IDENTIFIER=aftercare")
            #expect(everything.map { $0.number("AFTERCARE_SEQ") } == (1...everything.count).map { $0 }, "not gapless")

            let alcohol = try #require(said.first { $0["AFTERCARE_INSTRUCTION"] == "no-alcohol" })
            #expect(alcohol["AFTERCARE_KIND"] == "abstain")
            let start = try #require(alcohol.instant("AFTERCARE_WINDOW_START"))
            #expect((before - 2...after + 2).contains(start), "the session ended then")
            #expect(alcohol.instant("AFTERCARE_WINDOW_END") == start + 24 * 3600)
        }

        private func expectTimes(of record: JournalRecord, dueBy end: Date) throws {
            let due = try #require(record.instant("AFTERCARE_DUE"))
            #expect(due <= end)
            #expect(try #require(record.instant("AFTERCARE_WINDOW_START")) <= due)
            #expect(try #require(record.instant("AFTERCARE_WINDOW_END")) >= due)
            #expect(try #require(record.instant("AFTERCARE_USEFUL_UNTIL")) > due)
        }

        @Test("what is said at one moment is one message: a line for each thing, found by each reminder, which it lists")
        func message() async throws {
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: patient))
            let reminders = try await service.settledReminders(of: patient)
            let records = try await service.journal("AFTERCARE_PATIENT=\(patient)")
            // An emergency has a message of its own, and comes first.
            #expect(records.first?.values(of: "AFTERCARE_INSTRUCTION") == ["emergency-signs"])
            #expect(records.first?["AFTERCARE_REMINDERS"] == nil)

            let message = try #require(records.first { $0.values(of: "AFTERCARE_INSTRUCTION").contains("no-alcohol") })
            let said = try message.reminders()
            #expect(Set(said.map { $0["AFTERCARE_INSTRUCTION"] }).isSuperset(of: ["no-alcohol", "no-smoking", "compress"]))
            #expect(!message.values(of: "AFTERCARE_INSTRUCTION").contains("emergency-signs"))
            for field in ["AFTERCARE_REMINDER_ID", "AFTERCARE_INSTRUCTION", "AFTERCARE_KIND"] {
                let own = Set(said.map { $0[field] ?? "" })
                #expect(own.count > 1 && message.values(of: field).sorted() == own.sorted(), "\(field)")
                for value in own {
                    let found = try await service.journal("AFTERCARE_PATIENT=\(patient)", "\(field)=\(value)")
                    #expect(found.contains { $0["__CURSOR"] == message["__CURSOR"] }, "\(field)=\(value)")
                }
            }
            for field in ["ROLE", "TREATMENT", "PLAN", "PROTOCOL", "SEQ", "ATTEMPT", "DUE", "USEFUL_UNTIL"] {
                #expect(message.values(of: "AFTERCARE_\(field)").count == 1, "\(field)")
            }

            let rows = reminders.filter { $0.cursor == message["__CURSOR"] }
            #expect(Set(rows.map(\.id)) == Set(message.values(of: "AFTERCARE_REMINDER_ID")))
            #expect(rows.allSatisfy { $0.sequence == message.number("AFTERCARE_SEQ") })
            #expect(message.lines.sorted() == Set(rows.compactMap(\.message)).sorted())
            #expect(message.lines.contains { $0.wholeMatch(of: /Until .+: no alcohol, no smoking\./) != nil }, "\(message.lines)")
            #expect(message.lines.contains { $0.hasPrefix("Cold compress: ") }, "\(message.lines)")
        }

        @Test("journalctl finds them by the unit")
        func byUnit() async throws {
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: patient))
            let reminders = try await service.settledReminders(of: patient)
            let found = try await service.journal("--unit", Service.unit, "AFTERCARE_PATIENT=\(patient)")
            #expect(Set(found.flatMap { $0.values(of: "AFTERCARE_REMINDER_ID") }) == Set(reminders.map { $0.id }))
        }

        @Test("every settled reminder has a cursor at which the journal holds it")
        func receipts() async throws {
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: patient))
            let reminders = try await service.settledReminders(of: patient)
            for reminder in reminders {
                let cursor = try #require(reminder.cursor)
                let shown = try await service.machine.succeed(
                    "journalctl", "--quiet", "--namespace=\(Service.namespace)", "--output", "json", "--all", "--lines", "1",
                    "--cursor", cursor)
                let record = try #require(try JournalRecord.list(shown.output).first)
                #expect(record["__CURSOR"] == cursor)
                #expect(record.values(of: "AFTERCARE_REMINDER_ID").contains(reminder.id))
                #expect(record.number("AFTERCARE_SEQ") == reminder.sequence)
                let text = try #require(reminder.message)
                #expect(record.lines.contains(text), "\(record.lines)")
            }
            #expect(try await service.ask("status", as: Status.self).journal.state == "ok")
        }

        @Test("a stop and a start say nothing twice")
        func restart() async throws {
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: patient))
            let said = Set(try await service.settledReminders(of: patient).map { $0.id })
            try await service.stop()
            try await service.start()
            try await service.passOver()
            try await expectOnce(said, service)
        }

        @Test("a kill -9 is followed by a restart that says nothing twice")
        func kill() async throws {
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: patient))
            let said = Set(try await service.settledReminders(of: patient).map { $0.id })
            let earlier = try await restarts(of: service)
            try await service.machine.succeed(
                "systemctl", "kill", "--kill-whom=main", "--signal=KILL", Service.unit)
            try await eventually("systemd has restarted it") {
                let active = try await service.properties("ActiveState")["ActiveState"] == "active"
                return try await restarts(of: service) > earlier && active
            }
            #expect(try await service.machine.run("aftercarectl", "status").isSuccess)
            try await service.passOver()
            try await expectOnce(said, service)
        }

        @Test("a kill -9 in the midst of delivery loses nothing and says nothing twice")
        func killAtWork() async throws {
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: patient))
            try await service.machine.succeed(
                "systemctl", "kill", "--kill-whom=main", "--signal=KILL", Service.unit)
            let said = Set(try await service.settledReminders(of: patient).map { $0.id })
            try await service.passOver()
            try await expectOnce(said, service)
        }

        @Test("what falls due while the daemon is down is said once, when it is up again")
        func downtime() async throws {
            let service = try await Service.started()
            let end = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 10).rounded())
            try await service.apply(Clinic.text(patient: patient, start: Clinic.start(endingAt: end)))
            try await service.stop()
            try #require(Date() < end, "the machine was too slow for this test")
            let match = ["AFTERCARE_PATIENT=\(patient)", "AFTERCARE_INSTRUCTION=no-alcohol"]
            #expect(try await service.journal(match[0], match[1]).isEmpty)

            try await eventually("the session has ended") { Date() > end }
            try await service.start()
            let record = try await eventually("the reminder is there") {
                try await service.journal(match[0], match[1]).first?.reminders().first { $0["AFTERCARE_INSTRUCTION"] == "no-alcohol" }
            }
            #expect(record.instant("AFTERCARE_WINDOW_START") == end)
            #expect(record.instant("AFTERCARE_WINDOW_END") == end + 24 * 3600)
            try await service.passOver()
            #expect(try await service.journal(match[0], match[1]).count == 1)
        }

        /// The patient's records in the journal are `said`, each once.
        private func expectOnce(_ said: Set<String>, _ service: Service) async throws {
            let ids = try await service.journal("AFTERCARE_PATIENT=\(patient)").flatMap { $0.values(of: "AFTERCARE_REMINDER_ID") }
            #expect(ids.sorted() == said.sorted())
        }

        private func restarts(of service: Service) async throws -> Int {
            Int(try await service.properties("NRestarts")["NRestarts"] ?? "") ?? 0
        }
    }
}

extension JournalRecord {
    /// What its message says, a line for each thing.
    fileprivate var lines: [String] { self["MESSAGE"]?.split(separator: "\n").map(String.init) ?? [] }
}
