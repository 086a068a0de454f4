import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// What people say to the service after a treatment, seen in the real journal.
    @Suite("Care", .machine)
    struct CareTests {
        let patient = "P-0001"

        private func ended() async throws -> Service {
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: patient))
            _ = try await service.settledReminders(of: patient)
            return service
        }

        @Test("a reported reaction is one critical record, and stands first in the status until it is cleared")
        func reaction() async throws {
            let service = try await ended()
            let reported = try await service.machine.succeed(
                "aftercarectl", "reaction", "report", patient, "swelling", "breathing")
            #expect(reported.output.contains("R-0001"))
            let records = try await eventually("the reaction is in the journal") {
                let found = try await service.journal("AFTERCARE_ROLE=reaction")
                return found.isEmpty ? nil : found
            }
            #expect(records.map { $0["PRIORITY"] } == ["2"])
            #expect(records.first?["MESSAGE"]?.contains("swelling, trouble breathing") == true)
            let status = try await service.machine.succeed("aftercarectl", "status").output
            let person = try #require(status.range(of: "NEEDS A PERSON"))
            let window = try #require(status.range(of: "IN A WINDOW"))
            #expect(person.lowerBound < window.lowerBound && status.contains("aftercarectl reaction show R-0001"))
            try await service.machine.succeed("aftercarectl", "reaction", "clear", "R-0001")
            #expect(try await service.machine.succeed("aftercarectl", "status").output.contains("R-0001") == false)
            try await service.passOver()
            #expect(try await service.journal("AFTERCARE_ROLE=reaction").count == 1)
        }

        @Test("a session that ended earlier than was said is corrected once, naming what each correction replaces")
        func correction() async throws {
            let service = try await ended()
            let said = try await service.journal("AFTERCARE_PATIENT=\(patient)").flatMap { $0.values(of: "AFTERCARE_REMINDER_ID") }
            try await service.machine.succeed(
                "aftercarectl", "treatment", "complete", Clinic.treatment(of: patient), "--started", "now - 80min",
                "--ended", "now - 40min")
            let corrections = try await eventually("the corrections are in the journal") {
                let found = try await saidCorrections(of: service)
                return found.contains { $0["AFTERCARE_INSTRUCTION"] == "no-alcohol" } ? found : nil
            }
            let replaced = corrections.compactMap { $0["AFTERCARE_REPLACES"] }
            #expect(replaced.count == corrections.count && Set(replaced).count == replaced.count)
            #expect(Set(replaced).isSubset(of: said))
            for correction in corrections {
                let lines = correction["MESSAGE"]?.split(separator: "\n") ?? []
                #expect(lines.contains { $0.hasPrefix("Correction: ") }, "\(lines)")
            }
            try await service.passOver()
            #expect(try await saidCorrections(of: service).count == corrections.count)
        }

        /// The corrections in the patient's messages, which may say more than these.
        private func saidCorrections(of service: Service) async throws -> [JournalRecord] {
            try await service.journal("AFTERCARE_PATIENT=\(patient)", "AFTERCARE_ROLE=correction")
                .flatMap { try $0.reminders() }.filter { $0["AFTERCARE_ROLE"] == "correction" }
        }

        @Test("an answer by the first letters of an id is taken once, and the second time refused")
        func answer() async throws {
            let service = try await ended()
            let reminder = try #require(
                try await service.settledReminders(of: patient).first { $0.instruction == "no-alcohol" })
            let letters = String(reminder.id.prefix(8))
            try await service.machine.succeed("aftercarectl", "acknowledge", letters)
            let second = try await service.machine.run("aftercarectl", "decline", letters)
            #expect(second.exitStatus == 1 && second.complaint.contains("was acknowledged already"))
            let unknown = try await service.machine.run("aftercarectl", "acknowledge", "00000000")
            #expect(unknown.exitStatus == 1 && unknown.complaint.contains("unknown reminder"))
        }

        @Test("a clinic is simulated with the protocols of this machine, and nothing of it reaches the service")
        func simulation() async throws {
            let service = try await Service.started()
            try service.machine.write(Clinic.text(patient: patient), to: "/root/clinic.yaml")
            let report = try await service.machine.succeed(
                "aftercarectl", "simulate", "-f", "/root/clinic.yaml", "--from", "2026-03-02T10:00:00Z", "--for", "6mo")
            #expect(report.output.contains(patient))
            let patients = try await service.machine.succeed("aftercarectl", "patient", "list", "--format", "json")
            #expect(patients.output.contains(patient) == false)
            #expect(try await service.journal("AFTERCARE_PATIENT=\(patient)").isEmpty)
        }
    }
}
