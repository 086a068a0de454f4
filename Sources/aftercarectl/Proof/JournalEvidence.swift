import Aftercare
import Foundation
import Systemd

/// What an audit takes from the journal.
struct JournalEvidence {
    let source: JournalSource
    /// Verifies seals; nil: nobody gave one.
    let key: [UInt8]?

    /// The fields that an audit, and a seal, are about.
    private static let fields = ["AFTERCARE_", "MESSAGE", "PRIORITY", "SYSLOG_IDENTIFIER", "_UID="]

    /// Gives `audit` every record that bears a reminder's id, one in memory at a time.
    ///
    /// - Returns: what could not be read.
    func read(into audit: inout Audit) -> [JournalError] {
        JournalReader(source).forEachEntry(having: "AFTERCARE_REMINDER_ID", keeping: Self.fields) { entry in
            audit.take(Audit.Record(entry, key: key))
        }
    }

    /// What the files span that are left, of the kind that the records of `uid` go to.
    ///
    /// - Returns: also what could not be read.
    func reach(of uid: UInt32) -> (reach: JournalReach, unread: [JournalError]) {
        let (extents, unread) = JournalReader(source).extents()
        // journald keeps a file of its own for each person who logs in; services have none.
        let own = extents.filter { $0.owner == uid }
        let files = own.isEmpty ? extents.filter { $0.owner == nil } : own
        return (JournalReach(files.compactMap(JournalReach.File.init)), unread)
    }
}

extension JournalReach.File {
    fileprivate init?(_ extent: JournalExtent) {
        guard let count = RecordPlace.count(hex: extent.seqnumID) else { return nil }
        self.init(count: count, first: extent.first, last: extent.last, oldest: Instant(microseconds: extent.oldest))
    }
}

extension Instant {
    fileprivate init(microseconds: UInt64) { self.init(seconds: Int64(microseconds / 1_000_000)) }
}

extension Audit.Record {
    /// - Parameter key: nil: its seal is not looked at.
    init(_ entry: JournalEntry, key: [UInt8]?) {
        let fields = entry.fields.map { (name: $0.name, value: $0.value) }
        self.init(entry, seal: key.map { RecordSeal.check(fields: fields, key: $0) } ?? .unchecked)
    }

    init(_ entry: JournalEntry, seal: Audit.Seal) {
        self.init(
            id: entry["AFTERCARE_REMINDER_ID"].flatMap { try? OccurrenceID(spoken: $0) },
            store: entry["AFTERCARE_STORE"].flatMap { UUID(uuidString: $0) },
            sequence: entry["AFTERCARE_SEQ"].flatMap { Int64($0) }, attempt: entry["AFTERCARE_ATTEMPT"].flatMap { Int($0) } ?? 1,
            redelivery: entry["AFTERCARE_REDELIVERY"].flatMap { Audit.Redelivery(rawValue: $0) },
            uid: entry["_UID"].flatMap { UInt32($0) }, at: Instant(microseconds: entry.cursor.realtime ?? 0),
            mark: entry.cursor.content.hashValue, seal: seal)
    }
}
