import Foundation
import TestMachine

// Records with our ids that somebody else wrote: root, since nobody else may. They must never count for a receipt.

extension Fault {
    /// The ids are known from what is to come, and stand in the journal before we say anything.
    static func forgedBefore(_ runs: Int, burst size: Int) -> Fault {
        Fault("records forged before") { trial in
            try await trial.ward.service.start()
            for _ in 0..<runs {
                let burst = try await trial.burst(size, soonest: 4)
                try await trial.ward.forge(try await trial.ward.upcoming(burst))
                if Date() >= burst.due[0] { throw TortureFailure.tooSlow("the forgery was done too late") }
                try await trial.wait(for: burst)
                try await trial.recover(since: .now)
                trial.ran()
            }
            try await trial.judge()
            try await trial.expectAudit("doubtful", status: 4)
        }
    }

    /// What we sent was lost with journald; by the time it is looked for the forgeries are there.
    static func forgedMeanwhile(_ runs: Int, burst size: Int) -> Fault {
        Fault("records forged while sending") { trial in
            try await trial.ward.service.start()
            for _ in 0..<runs {
                let burst = try await trial.burst(size)
                try await trial.ward.stopJournal()
                try await trial.wait(for: burst, and: .seconds(1))
                let open = try await trial.ward.ledger().filter { $0.state == "sending" }
                try await trial.ward.startJournal()
                try await trial.ward.forge(Forgery.messages(of: open))
                try await trial.recover(since: .now)
                if !open.isEmpty { trial.ran() }
            }
            try await trial.judge()
            guard trial.tally.runs > 0 else { throw TortureFailure.notDone("nothing was on its way") }
        }
    }
}

/// A record that passes for a message of one or several reminders.
struct Forgery {
    let patient: String
    let sequence: Int
    /// At least one.
    let reminders: [(id: String, instruction: String)]

    /// One for each message of these reminders.
    static func messages(of reminders: [Reminder]) -> [Forgery] {
        Dictionary(grouping: reminders) { $0.sequence ?? 0 }.map { sequence, own in
            Forgery(patient: own[0].patient, sequence: sequence, reminders: own.map { (id: $0.id, instruction: $0.instruction) })
        }
    }

    /// As `logger --journald` reads it.
    var record: String {
        """
        MESSAGE=forged
        SYSLOG_IDENTIFIER=aftercare
        PRIORITY=5
        AFTERCARE_PATIENT=\(patient)
        AFTERCARE_SEQ=\(sequence)
        AFTERCARE_ATTEMPT=1

        """ + reminders.map { "AFTERCARE_REMINDER_ID=\($0.id)\nAFTERCARE_INSTRUCTION=\($0.instruction)\n" }.joined()
    }
}

extension Ward {
    /// Records with the ids that the reminders of a burst will have: of every second patient one for all, of the others
    /// one for each.
    func upcoming(_ burst: Burst) async throws -> [Forgery] {
        struct Status: Decodable {
            struct Upcoming: Decodable {
                let id: String
                let instruction: String
            }
            let upcoming: [Upcoming]
        }
        var forgeries: [Forgery] = []
        for (index, patient) in Set(burst.expected.keys.map(\.patient)).sorted().enumerated() {
            let shown = try await machine.succeed("aftercarectl", "status", patient, "--format", "json")
            let status = try JSONDecoder().decode(Status.self, from: Data(shown.output.utf8))
            let reminders = status.upcoming.map { (id: $0.id, instruction: $0.instruction) }
            let records = index.isMultiple(of: 2) && !reminders.isEmpty ? [reminders] : reminders.map { [$0] }
            forgeries += records.map { Forgery(patient: patient, sequence: 1, reminders: $0) }
        }
        guard !forgeries.isEmpty else { throw TortureFailure.notDone("the status shows nothing that is to come") }
        return forgeries
    }

    /// Root writes these records.
    fileprivate func forge(_ forgeries: [Forgery]) async throws {
        for (place, forgery) in forgeries.enumerated() {
            try machine.write(forgery.record, to: "/tmp/forged-\(place)")
        }
        try await machine.succeed(
            "systemd-run", "--quiet", "--wait", "--property=LogNamespace=\(Service.namespace)", "sh", "-ec",
            "for one in /tmp/forged-*; do logger --journald <$one; done")
        try await machine.succeed("sh", "-ec", "journalctl --namespace=\(Service.namespace) --sync; rm /tmp/forged-*")
        let id = "AFTERCARE_REMINDER_ID=\(forgeries.first?.reminders.first?.id ?? "")"
        let found = try await machine.succeed(
            "journalctl", "--quiet", "--namespace=\(Service.namespace)", "--output", "cat", id, "MESSAGE=forged")
        guard !forgeries.isEmpty, found.line.isEmpty else { return }
        throw TortureFailure.notDone("the forged records are not in the journal")
    }
}
