import Aftercare
import Foundation
import Systemd

// What journals show about the time since a backup was made: the reminders that were sent, and thereby some of what had
// been entered.

extension JournalEvidence {
    private static let tellingFields = [
        "AFTERCARE_REMINDER_ID=", "AFTERCARE_REMINDERS=", "AFTERCARE_STORE=", "AFTERCARE_PATIENT=", "AFTERCARE_TREATMENT=",
        "AFTERCARE_ROLE=", "MESSAGE=", "_UID=", "_MACHINE_ID=",
    ]

    /// The records by the store's writers since then, in order: the newest of each reminder.
    func said(since begin: Instant, for store: String, by writers: [Author]) -> [JournalEntry] {
        var newest: [String: JournalEntry] = [:]
        for source in sources {
            _ = JournalReader(source).forEachEntry(having: "AFTERCARE_REMINDER_ID", keeping: Self.tellingFields) { entry in
                guard entry["AFTERCARE_STORE"] == store, writers.contains(Author(of: entry)),
                    let at = entry.cursor.realtimeSeconds, at >= begin.seconds
                else { return }
                for id in entry.reminders where (newest[id]?.cursor.realtimeSeconds ?? .min) < at { newest[id] = entry }
            }
        }
        return Set(newest.values).sorted { ($0.cursor.realtimeMicroseconds ?? 0) < ($1.cursor.realtimeMicroseconds ?? 0) }
    }
}

extension SinceBackup {
    /// - Parameters:
    ///   - records: of reminders that were said since.
    ///   - known: those of their patients that the store knows.
    init(takenAt: Instant, records: [JournalEntry], known: [PatientDetails]) {
        let treatments = Dictionary(known.map { ($0.patient.id.rawValue, Set($0.treatments.map(\.id.rawValue))) }) { first, _ in first }
        var missing: [[String]: Set<String>] = [:]
        for record in records {
            guard let patient = record["AFTERCARE_PATIENT"] else { continue }
            guard let known = treatments[patient] else {
                missing[[patient], default: []].formUnion(record.reminders)
                continue
            }
            for (treatment, reminders) in record.remindersByTreatment where !known.contains(treatment) {
                missing[[patient, treatment], default: []].formUnion(reminders)
            }
        }
        self.init(
            takenAt: takenAt, said: Set(records.flatMap(\.reminders)).count,
            missing: missing.sorted { $0.key.lexicographicallyPrecedes($1.key) }
                .map { Missing(patient: $0.key[0], treatment: $0.key.dropFirst().first, reminders: $0.value.count) },
            corrections: records.filter { $0.values(of: "AFTERCARE_ROLE").contains(Role.correction.rawValue) }.compactMap { record in
                guard let patient = record["AFTERCARE_PATIENT"], let at = record.cursor.realtimeSeconds else { return nil }
                return Correction(patient: patient, at: Instant(seconds: at), text: record["MESSAGE"] ?? "")
            })
    }
}

extension JournalEntry {
    /// The ids of the reminders in a record.
    fileprivate var reminders: [String] { values(of: "AFTERCARE_REMINDER_ID") }

    /// The ids of the reminders about each treatment. A treatment for which a reminder of another one also speaks has one:
    /// the record does not say which.
    fileprivate var remindersByTreatment: [String: Set<String>] {
        let items = self[MessageItem.field].flatMap { try? MessageItem.list(from: $0) } ?? []
        var found = Dictionary(grouping: items) { $0.treatment.rawValue }.mapValues { Set($0.map(\.reminder.text)) }
        for treatment in values(of: "AFTERCARE_TREATMENT") where found[treatment] == nil {
            found[treatment] = Set(reminders.prefix(1))
        }
        return found
    }
}
