import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// A store that comes to another machine, with and without what the first one's journal has.
    @Suite("Another machine", .pair)
    struct MovingTests {
        private let pair: Pair
        private let patient = "P-\(Int.random(in: 100_000...999_999))"

        init() throws { pair = try Pair.current }

        /// What an audit came to, as far as it matters here.
        private struct Audit: Decodable {
            struct Finding: Decodable { let code: String, count: Int }
            struct Journal: Decodable { let found: Int }
            struct Redelivered: Decodable { let once: Int, marked: Int }

            let verdict: String
            let findings: [Finding]
            let journal: Journal
            let redelivered: Redelivered
        }

        private func audit(on machine: Machine) async throws -> Audit {
            let answer = try await machine.run("aftercarectl", "audit", "--format", "json")
            return try JSONDecoder().decode(Audit.self, from: Data(answer.output.utf8))
        }

        /// The patient's reminders in a machine's own journal, each with the fields of its record.
        private func said(on machine: Machine) async throws -> [JournalRecord] {
            let found = try await machine.succeed(
                "journalctl", "--quiet", "--namespace=aftercare", "--output", "json", "--all", "AFTERCARE_PATIENT=\(patient)")
            return try JournalRecord.list(found.output).flatMap { try $0.reminders() }
        }

        /// The clinic's machine says what is due, with a receipt each.
        private func saidAtOrigin(_ service: Service) async throws -> Int {
            try await service.apply(Clinic.text(patient: patient))
            return try await service.settledReminders(of: patient).count
        }

        /// A backup that was made before anything was said, and then the saying.
        ///
        /// - Returns: the backup's path on the clinic's machine, and how many were said since.
        private func backupBeforeSaying() async throws -> (file: String, said: Int) {
            // A busy machine may not have made one before the session ends: then it ends later.
            for seconds in [8.0, 60] {
                let service = try await pair.service()
                let file = "/root/backup-\(UInt32.random(in: 0...UInt32.max))"
                let end = Date(timeIntervalSinceNow: seconds)
                try await service.apply(Clinic.text(patient: patient, start: Clinic.start(endingAt: end)))
                try await service.machine.succeed("aftercarectl", "backup", file)
                guard Date() < end else { continue }
                return (file, try await service.settledReminders(of: patient).count)
            }
            throw TooSlow()
        }

        private struct TooSlow: Error, CustomStringConvertible { let description = "no backup was made within a minute" }

        private func restore(_ file: String, on machine: Machine) async throws {
            try await machine.succeed("systemctl", "stop", Service.unit)
            try await machine.succeed("aftercared", "--restore", file)
            try await machine.succeed("systemctl", "start", Service.unit)
        }

        /// Nothing was said again, and the audit has looked into both journals.
        private func expectNothingNew(_ count: Int, epoch: Int = 2) async throws {
            try await pair.spare.succeed("systemctl", "start", Service.unit)
            try await expectNothingSaid(count, epoch: epoch)
        }

        private func expectNothingSaid(_ count: Int, epoch: Int) async throws {
            let again = try await said(on: pair.spare).filter { $0["AFTERCARE_EPOCH"] == "\(epoch)" && $0["AFTERCARE_ATTEMPT"] != nil }
            #expect(again.isEmpty, "\(again)")
            let audit = try await audit(on: pair.spare)
            #expect(audit.verdict == "proven" && audit.journal.found >= count && audit.findings.isEmpty, "\(audit)")
            let status = try await pair.spare.run("aftercarectl", "status")
            #expect(status.isSuccess, "\(status)")
        }

        @Test("has a store and its journal as they were: nothing is said again")
        func movedAsTheyAre() async throws {
            let count = try await saidAtOrigin(try await pair.service())
            try await pair.kill()
            try await pair.moveStore()
            try await pair.moveJournal()
            try await expectNothingNew(count)
        }

        @Test("has the journal under its own id: nothing is said again")
        func movedAndRenamed() async throws {
            let count = try await saidAtOrigin(try await pair.service())
            try await pair.kill()
            try await pair.moveStore()
            try await pair.spare.succeed("systemctl", "stop", Service.journald)
            try await pair.moveJournal(as: Pair.id(of: pair.spare))
            try await expectNothingNew(count)
        }

        @Test("has another number for the service's user: nothing is said again, and nothing passes for forged")
        func movedToAnotherUser() async throws {
            let count = try await saidAtOrigin(try await pair.service())
            try await pair.kill()
            let number = try await pair.spare.succeed("id", "-u", "aftercare").line
            try await pair.spare.succeed("usermod", "--uid", "4711", "aftercare")
            try await pair.moveStore()
            try await pair.moveJournal()
            try await expectNothingNew(count)
            try await pair.spare.succeed("systemctl", "stop", Service.unit)
            try await pair.spare.succeed("usermod", "--uid", number, "aftercare")
        }

        @Test("has an older backup, and the journal: what was said since is adopted, and numbers go on above")
        func restoredBesideTheJournal() async throws {
            let (file, count) = try await backupBeforeSaying()
            let highest = try #require(try await said(on: pair.origin).compactMap { $0.number("AFTERCARE_SEQ") }.max())
            try await pair.kill()
            try await pair.copy(file, to: file)
            try await pair.moveJournal()
            try await restore(file, on: pair.spare)
            try await expectNothingSaid(count, epoch: 2)
            let spare = try await said(on: pair.spare)
            #expect(spare.allSatisfy { $0.number("AFTERCARE_SEQ") ?? 0 > highest }, "\(spare)")
        }

        @Test("is the same one, with an older backup: what was said since is adopted")
        func restoredAtHome() async throws {
            let (file, count) = try await backupBeforeSaying()
            let before = try await said(on: pair.origin).count
            try await pair.kill()
            try await restore(file, on: pair.origin)
            #expect(try await said(on: pair.origin).count == before)
            let audit = try await audit(on: pair.origin)
            #expect(audit.verdict == "proven" && audit.journal.found >= count, "\(audit)")
        }

        @Test("has a backup alone: what may have been said is held back, until a person decides")
        func restoredAlone() async throws {
            let (file, count) = try await backupBeforeSaying()
            try await pair.kill()
            try await pair.copy(file, to: file)
            try await restore(file, on: pair.spare)

            let status = try await pair.spare.run("aftercarectl", "status")
            let origin = try await Pair.id(of: pair.origin)
            #expect(status.exitStatus == 3 && status.output.contains(origin), "\(status)")
            #expect(try await said(on: pair.spare).filter { $0["AFTERCARE_EPOCH"] == "2" }.isEmpty)
            let unasked = try await pair.spare.run("aftercarectl", "promote")
            #expect(!unasked.isSuccess && unasked.complaint.contains("--fenced"), "\(unasked)")

            let promoted = try await pair.spare.run("aftercarectl", "promote", "--fenced")
            #expect(promoted.isSuccess && promoted.output.contains("its epoch 2"), "\(promoted)")
            let again = try await eventually("what was held back is said") {
                let records = try await said(on: pair.spare).filter { $0["AFTERCARE_EPOCH"] == "2" }
                return records.count >= count ? records : nil
            }
            #expect(
                again.allSatisfy { $0["AFTERCARE_REDELIVERY"] == "uncertain" && Int($0["AFTERCARE_SEQ"] ?? "") ?? 0 > 1_000_000 },
                "\(again)")
            #expect(try await pair.spare.run("aftercarectl", "status").isSuccess)

            // The journal turns up: all of it was said twice, and each second one says so.
            try await pair.moveJournal()
            let audit = try await audit(on: pair.spare)
            #expect(audit.verdict == "proven" && audit.redelivered.marked == count, "\(audit)")
        }

        @Test("has a backup put in place and is promoted in one go; what is no backup changes nothing")
        func promotedWithBackup() async throws {
            let (file, count) = try await backupBeforeSaying()
            try await pair.kill()
            let place = "/root/the last backup"
            try await pair.copy(file, to: place)
            try await pair.spare.succeed("systemctl", "start", Service.unit)
            for (bad, words) in [("/root/none", "it cannot be opened"), ("/etc/hostname", "not a database")] {
                let refused = try await pair.spare.run("aftercarectl", "promote", "--fenced", "--backup", bad)
                #expect(
                    !refused.isSuccess && refused.complaint.contains(words) && refused.complaint.contains("nothing was changed"),
                    "\(refused)")
                #expect(try await pair.spare.run("aftercarectl", "status").isSuccess)
            }
            let promoted = try await pair.spare.run("aftercarectl", "promote", "--fenced", "--backup", place)
            #expect(promoted.isSuccess && promoted.output.contains("its epoch 2"), "\(promoted)")
            try await eventually("what may have been said is said") {
                let again = try await said(on: pair.spare)
                return again.count == count && again.allSatisfy { $0["AFTERCARE_REDELIVERY"] == "uncertain" }
            }
        }

        @Test("has a backup and the old journal: it tells what to enter again, and takes nothing new for old")
        func promotedWithJournal() async throws {
            let (file, count) = try await backupBeforeSaying()
            let service = Service.on(pair.origin)
            // After the backup, under a name that the clinic did not choose.
            let lost = try await treated("P-9", by: service)
            try await pair.kill()
            try await pair.copy(file, to: file)
            try await pair.spare.succeed("mkdir", "-p", "/root/old journals/there")
            try await pair.copy("/var/log/journal/\(Pair.id(of: pair.origin)).aftercare/.", to: "/root/old journals/there")
            try await pair.spare.succeed("systemctl", "start", Service.unit)
            let promoted = try await pair.spare.run(
                "aftercarectl", "promote", "--fenced", "--backup", file, "--journal", "/root/old journals")
            #expect(
                promoted.isSuccess && promoted.output.contains("  \(count + lost.count) reminders said; none of them is said again"),
                "\(promoted)")
            #expect(
                promoted.output.contains("patient 'P-9', of \(lost.count) reminders: not in the backup, so enter it again"), "\(promoted)")
            try await expectNothingSaid(count, epoch: 2)

            // Another patient's session must not bear the lost one's name: it would pass for said.
            let said = try await treated("P-8", by: Service.on(pair.spare))
            let numbers = Set(lost.map(\.sequence))
            #expect(
                said.count == lost.count && said[0].treatment != lost[0].treatment && said.allSatisfy { !numbers.contains($0.sequence) },
                "\(said)")
        }

        /// The reminders of a session that the service names.
        private func treated(_ patient: String, by service: Service) async throws -> [Reminder] {
            for words in [
                ["patient", "add", patient, "--zone", "UTC", "--quiet-hours", "none"],
                ["plan", "assign", patient, "exosome-injection", "--compress", "cold"],
                ["treatment", "schedule", patient, "--start", "now - 45min", "--duration", "45min", "--route", "intramuscular"],
            ] { try await service.machine.run(["aftercarectl"] + words).expectSuccess() }
            return try await service.settledReminders(of: patient)
        }

        @Test("takes over while the first one lives: the audit refutes, and the first one ends once it can know")
        func splitBrain() async throws {
            let service = try await pair.service()
            _ = try await saidAtOrigin(service)
            try await service.machine.succeed("aftercarectl", "backup", "--force", "/root/split")
            try await pair.copy("/root/split", to: "/root/split")
            try await pair.moveJournal()
            try await restore("/root/split", on: pair.spare)
            try await pair.spare.succeed("aftercarectl", "promote", "--fenced")
            // Both go on.
            try await Task.sleep(for: .seconds(2))
            try pair.spare.write(Clinic.text(patient: "P-4712"), to: "/root/clinic.yaml")
            try await pair.spare.succeed("aftercarectl", "apply", "-f", "/root/clinic.yaml")
            try await Task.sleep(for: .seconds(2))
            try await service.apply(Clinic.text(patient: "P-4713"))
            _ = try await service.settledReminders(of: "P-4713")

            try await pair.moveJournal()
            let audit = try await pair.spare.run("aftercarectl", "audit")
            let ids = try await [Pair.id(of: pair.origin), Pair.id(of: pair.spare)]
            #expect(audit.exitStatus == 4 && ids.allSatisfy(audit.output.contains), "\(audit)")
            // The first one gets to see the other's journal.
            let place = "/var/log/journal/\(ids[1]).aftercare"
            try await Tool.copy.run(["-a", pair.spare.seen(place).path, pair.origin.seen("/var/log/journal/").path]).expectSuccess()
            try await eventually("the first one has ended", within: .seconds(150)) {
                let ended = try await service.properties("ActiveState", "ExecMainStatus")
                return ended["ActiveState"] == "failed" && ended["ExecMainStatus"] == "69"
            }
            try await pair.origin.succeed("rm", "-rf", place)
        }
    }
}
