import Aftercare
import AftercareAPI
import Foundation
import Systemd

/// What an audit reads from the journal.
struct JournalEvidence {
    let source: JournalSource
    /// Where records of other machines may be.
    let others: [JournalSource]
    /// Whether this is where the service itself looks: a machine that is absent is then missing.
    let isWhole: Bool
    /// The key that verifies seals; nil when none was given.
    let key: [UInt8]?

    /// The fields that an audit and a seal cover.
    private static let fields = ["AFTERCARE_", "MESSAGE", "PRIORITY", "SYSLOG_IDENTIFIER", "_UID=", "_MACHINE_ID=", "_SYSTEMD_UNIT="]

    init(source: JournalSource, others: [JournalSource] = [], isWhole: Bool = true, key: [UInt8]?) {
        self.source = source
        self.others = others
        self.isWhole = isWhole
        self.key = key
    }

    /// The evidence from where a service itself looks.
    ///
    /// - Parameters:
    ///   - machine: the machine that the service says it runs on.
    ///   - namespace: nil when there is none, so that its records are in the machine's journal or in its user's.
    ///   - given: further places that may hold records of other machines.
    init(of machine: MachineBody, namespace: String?, isUsers: Bool, given: [JournalSource] = [], key: [UInt8]? = nil) {
        self.init(
            source: JournalSource(namespace: namespace, user: isUsers ? machine.uid : nil),
            others: JournalSource.ofOtherMachines(namespace: namespace) + (machine.journals ?? []).map(JournalSource.tree) + given, key: key
        )
    }

    var sources: [JournalSource] { [source] + others }

    /// Whether the journal belongs to the service alone.
    var isOursAlone: Bool { if case .namespace = source { true } else { false } }

    /// Records written after this moment should still be there.
    ///
    /// journald removes whole files, by the time of their first record. If no file spans more than half the configured
    /// retention, the other half is kept for certain.
    func keptSince(_ now: Instant) -> Instant {
        guard case .namespace(let name) = source, let settings = try? JournaldSettings.read(namespace: name),
            settings.maxRetentionMicroseconds > 0
        else { return now - Audit.expectedRetention }
        return now - min(Audit.expectedRetention, Int64(settings.maxRetentionMicroseconds / 2_000_000))
    }

    /// Passes to `audit` every record with a reminder's id, and any other record that looks like ours but comes from a
    /// user other than `uid`. Holds one record in memory at a time.
    ///
    /// - Parameter writers: the store's writers; their other records are their own business.
    /// - Returns: what could not be read.
    func read(into audit: inout Audit, uid: UInt32, writers: [Author]) -> [JournalError] {
        var unread: [JournalError] = []
        for source in sources {
            unread += JournalReader(source).forEachEntry(having: "AFTERCARE_REMINDER_ID", keeping: Self.fields) { entry in
                audit.take(Audit.Record(entry, key: key))
            }
        }
        // In a journal that the whole machine shares, others write what they like, and a lot of it.
        switch source {
        case .local, .user, .tree, .machine: return unread
        case .namespace, .directory: break
        }
        let missed = JournalReader(source).forEachEntry(notOf: uid, keeping: Self.fields) { entry in
            // Records with a reminder's id were passed on above.
            guard entry["AFTERCARE_REMINDER_ID"] == nil, entry.looksLikeOurs else { return }
            let record = Audit.Record(entry, key: nil)
            if !writers.contains(record.author) { audit.take(record) }
        }
        return unread + missed.filter { !unread.contains($0) }
    }

    /// The extent of the remaining journal files of the kind that records of `uid` go to.
    ///
    /// - Returns: also what could not be read.
    func reach(of uid: UInt32) -> (reach: JournalReach, unread: [JournalError]) {
        var (files, unread): ([JournalExtent], [JournalError]) = ([], [])
        for source in sources {
            let (extents, missed) = JournalReader(source).extents()
            unread += missed
            files += extents.containing(recordsOf: uid)
        }
        return (JournalReach(files.compactMap(JournalReach.File.init)), unread)
    }

    /// The machines among `machines` whose own journals are here.
    func present(of machines: [String]) -> Set<String> {
        Set(machines.filter { machine in sources.contains { JournalReader($0).hasOwnFiles(of: machine) } })
    }
}

extension JournalEntry {
    /// Whether a query for our records would match it, if the query did not check the sender.
    fileprivate var looksLikeOurs: Bool {
        fields.contains { $0.name.hasPrefix("AFTERCARE_") || $0.name == "SYSLOG_IDENTIFIER" && $0.value == "aftercare" }
    }
}

extension JournalReach.File {
    fileprivate init?(_ extent: JournalExtent) {
        guard let count = RecordPlace.count(hex: extent.seqnumID) else { return nil }
        self.init(count: count, first: extent.first, last: extent.last, oldest: Instant(microseconds: extent.oldestMicroseconds))
    }
}

extension Instant {
    fileprivate init(microseconds: UInt64) { self.init(seconds: Int64(microseconds / 1_000_000)) }
}

extension Audit.Record {
    /// - Parameter key: nil to leave the seal unchecked.
    init(_ entry: JournalEntry, key: [UInt8]?) {
        let fields = entry.fields.map { (name: $0.name, value: $0.value) }
        self.init(entry, seal: key.map { RecordSeal.check(fields: fields, key: $0) } ?? .unchecked)
    }

    init(_ entry: JournalEntry, seal: Audit.Seal) {
        self.init(
            reminders: Item.list(of: entry), store: entry["AFTERCARE_STORE"].flatMap { UUID(uuidString: $0) },
            sequence: entry["AFTERCARE_SEQ"].flatMap { Int64($0) }, author: Author(of: entry),
            isFromUnit: CollectedAudit.Unit(entry) == .system, epoch: entry["AFTERCARE_EPOCH"].flatMap { Int($0) },
            at: Instant(microseconds: entry.cursor.realtimeMicroseconds ?? 0), mark: entry.cursor.content.hashValue, seal: seal)
    }
}

extension Audit.Record.Item {
    /// The reminders of a record: one, or those that the record lists. None where an id cannot be read, or where the
    /// list does not have each id of the record once.
    fileprivate static func list(of entry: JournalEntry) -> [Self] {
        let ids = entry.values(of: "AFTERCARE_REMINDER_ID").map { try? OccurrenceID(text: $0) }
        guard let text = entry[MessageItem.field] else {
            guard let first = ids.first, let id = first else { return [] }
            let redelivery = entry["AFTERCARE_REDELIVERY"].flatMap { Redelivery(rawValue: $0) }
            return [Self(id: id, attempt: entry["AFTERCARE_ATTEMPT"].flatMap { Int($0) } ?? 1, redelivery: redelivery)]
        }
        guard let items = try? MessageItem.list(from: text), !items.isEmpty else { return [] }
        let listed: Set<OccurrenceID?> = Set(items.map { $0.reminder })
        guard listed == Set(ids), listed.count == items.count else { return [] }
        return items.map { Self(id: $0.reminder, attempt: $0.attempt, redelivery: $0.redelivery) }
    }
}
