import Aftercare
import Foundation
import Systemd

// What journals show about the time since a backup was made: the reminders that were sent, and thereby some of what had
// been entered.

extension JournalEvidence {
    private static let tellingFields = [
        "AFTERCARE_REMINDER_ID=", "AFTERCARE_STORE=", "AFTERCARE_PATIENT=", "AFTERCARE_TREATMENT=", "AFTERCARE_ROLE=", "MESSAGE=",
        "_UID=", "_MACHINE_ID=",
    ]

    /// The records by the store's writers since then, in order, with each reminder once.
    func said(since begin: Instant, for store: String, by writers: [Author]) -> [JournalEntry] {
        var newest: [String: JournalEntry] = [:]
        for source in sources {
            _ = JournalReader(source).forEachEntry(having: "AFTERCARE_REMINDER_ID", keeping: Self.tellingFields) { entry in
                guard let id = entry["AFTERCARE_REMINDER_ID"], entry["AFTERCARE_STORE"] == store, writers.contains(Author(of: entry)),
                    let at = entry.cursor.realtimeSeconds, at >= begin.seconds, (newest[id]?.cursor.realtimeSeconds ?? .min) < at
                else { return }
                newest[id] = entry
            }
        }
        return newest.values.sorted { ($0.cursor.realtimeMicroseconds ?? 0) < ($1.cursor.realtimeMicroseconds ?? 0) }
    }
}

extension SinceBackup {
    /// - Parameters:
    ///   - records: of reminders that were said since.
    ///   - known: those of their patients that the store knows.
    init(takenAt: Instant, records: [JournalEntry], known: [PatientDetails]) {
        let treatments = Dictionary(known.map { ($0.patient.id.rawValue, Set($0.treatments.map(\.id.rawValue))) }) { first, _ in first }
        var missing: [[String]: Int] = [:]
        for record in records {
            guard let patient = record["AFTERCARE_PATIENT"] else { continue }
            guard let known = treatments[patient] else {
                missing[[patient], default: 0] += 1
                continue
            }
            for treatment in record.fields.filter({ $0.name == "AFTERCARE_TREATMENT" }).map(\.value) where !known.contains(treatment) {
                missing[[patient, treatment], default: 0] += 1
            }
        }
        self.init(
            takenAt: takenAt, said: records.count,
            missing: missing.sorted { $0.key.lexicographicallyPrecedes($1.key) }
                .map { Missing(patient: $0.key[0], treatment: $0.key.dropFirst().first, reminders: $0.value) },
            corrections: records.filter { $0["AFTERCARE_ROLE"] == Role.correction.rawValue }.compactMap { record in
                guard let patient = record["AFTERCARE_PATIENT"], let at = record.cursor.realtimeSeconds else { return nil }
                return Correction(patient: patient, at: Instant(seconds: at), text: record["MESSAGE"] ?? "")
            })
    }
}
