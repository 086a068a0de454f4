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
            #expect(records.count == reminders.count)
            let user = try await service.machine.succeed("id", "--user", "aftercare").line
            let nameBasedUUID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
            for record in records {
                #expect(record["MESSAGE"]?.isEmpty == false)
                #expect(record["MESSAGE_ID"]?.contains(/^[0-9a-f]{32}$/) == true)
                #expect((0...7).contains(record.number("PRIORITY") ?? -1))
                #expect(record["SYSLOG_IDENTIFIER"] == "aftercare")
                #expect(record["_UID"] == user)
                #expect(record["AFTERCARE_REMINDER_ID"]?.contains(nameBasedUUID) == true)
                #expect(record["AFTERCARE_ATTEMPT"] == "1")
                #expect(record["AFTERCARE_TREATMENT"] == Clinic.treatment(of: patient))
                #expect(record["AFTERCARE_PLAN"] == Clinic.plan(of: patient))
                #expect(record["AFTERCARE_PROTOCOL"]?.contains(/^exosome-injection@\d+$/) == true)
                #expect(record["AFTERCARE_INSTRUCTION"]?.isEmpty == false)
                #expect(record["AFTERCARE_KIND"]?.isEmpty == false)
                #expect(record["AFTERCARE_LANG"]?.contains(/^[a-z]{2}/) == true)
                #expect(record.number("AFTERCARE_LATE_SEC") ?? -1 >= 0)
                let due = try #require(record.instant("AFTERCARE_DUE"))
                #expect(due <= after)
                #expect(try #require(record.instant("AFTERCARE_WINDOW_START")) <= due)
                #expect(try #require(record.instant("AFTERCARE_WINDOW_END")) >= due)
            }
            #expect(Set(records.map { $0["AFTERCARE_REMINDER_ID"] }).count == records.count)

            let everything = try await service.journal("SYSLOG_IDENTIFIER=aftercare")
            #expect(everything.map { $0.number("AFTERCARE_SEQ") } == (1...everything.count).map { $0 }, "not gapless")

            let alcohol = try #require(records.first { $0["AFTERCARE_INSTRUCTION"] == "no-alcohol" })
            #expect(alcohol["AFTERCARE_KIND"] == "abstain")
            let start = try #require(alcohol.instant("AFTERCARE_WINDOW_START"))
            #expect((before - 2...after + 2).contains(start), "the session ended then")
            #expect(alcohol.instant("AFTERCARE_WINDOW_END") == start + 24 * 3600)
        }

        @Test("journalctl finds them by the unit")
        func byUnit() async throws {
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: patient))
            let reminders = try await service.settledReminders(of: patient)
            let found = try await service.journal("--unit", Service.unit, "AFTERCARE_PATIENT=\(patient)")
            #expect(Set(found.map { $0["AFTERCARE_REMINDER_ID"] }) == Set(reminders.map { $0.id }))
        }

        @Test("every settled reminder has a cursor at which the journal holds it")
        func receipts() async throws {
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: patient))
            let reminders = try await service.settledReminders(of: patient)
            for reminder in reminders {
                let cursor = try #require(reminder.cursor)
                let shown = try await service.machine.succeed(
                    "journalctl", "--quiet", "--namespace=\(Service.namespace)", "--output", "json", "--lines", "1", "--cursor",
                    cursor)
                let record = try #require(try JournalRecord.list(shown.output).first)
                #expect(record["__CURSOR"] == cursor)
                #expect(record["AFTERCARE_REMINDER_ID"] == reminder.id)
                #expect(record.number("AFTERCARE_SEQ") == reminder.sequence)
                #expect(record["MESSAGE"] == reminder.message)
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
                try await service.journal(match[0], match[1]).first
            }
            #expect(record.instant("AFTERCARE_WINDOW_START") == end)
            #expect(record.instant("AFTERCARE_WINDOW_END") == end + 24 * 3600)
            try await service.passOver()
            #expect(try await service.journal(match[0], match[1]).count == 1)
        }

        /// The patient's records in the journal are `said`, each once.
        private func expectOnce(_ said: Set<String>, _ service: Service) async throws {
            let records = try await service.journal("AFTERCARE_PATIENT=\(patient)")
            #expect(records.count == said.count)
            #expect(Set(records.compactMap { $0["AFTERCARE_REMINDER_ID"] }) == said)
        }

        private func restarts(of service: Service) async throws -> Int {
            Int(try await service.properties("NRestarts")["NRestarts"] ?? "") ?? 0
        }
    }
}
