import Aftercare
import AftercareAPI
import Foundation
import Systemd

/// What an audit takes from the journal.
struct JournalEvidence {
    let source: JournalSource
    /// Where other machines' records may be.
    let others: [JournalSource]
    /// Whether it is where the service itself looks: then a machine that is not in it is missing.
    let isWhole: Bool
    /// Verifies seals; nil: nobody gave one.
    let key: [UInt8]?

    /// The fields that an audit, and a seal, are about.
    private static let fields = ["AFTERCARE_", "MESSAGE", "PRIORITY", "SYSLOG_IDENTIFIER", "_UID=", "_MACHINE_ID=", "_SYSTEMD_UNIT="]

    init(source: JournalSource, others: [JournalSource] = [], isWhole: Bool = true, key: [UInt8]?) {
        self.source = source
        self.others = others
        self.isWhole = isWhole
        self.key = key
    }

    /// Where a service itself looks.
    ///
    /// - Parameters:
    ///   - machine: the place that it says it runs in.
    ///   - namespace: nil: none, so that its records are in the machine's own journal, or in its user's.
    ///   - given: where others' records may be, too.
    init(of machine: MachineBody, namespace: String?, isUsers: Bool, given: [JournalSource] = [], key: [UInt8]? = nil) {
        self.init(
            source: JournalSource(namespace: namespace, user: isUsers ? machine.uid : nil),
            others: JournalSource.ofOtherMachines(namespace: namespace) + (machine.journals ?? []).map(JournalSource.tree) + given, key: key)
    }

    var sources: [JournalSource] { [source] + others }

    /// Whether the journal is the service's own.
    var isOursAlone: Bool { if case .namespace = source { true } else { false } }

    /// What was written later than this should be there still. journald removes whole files, by the time of their first
    /// record: half of what it is told to keep is what it keeps for sure, if a file is no longer than that.
    func keptSince(_ now: Instant) -> Instant {
        guard case .namespace(let name) = source, let settings = try? JournaldSettings.read(namespace: name),
            settings.maxRetentionMicroseconds > 0
        else { return now - Audit.expectedRetention }
        return now - min(Audit.expectedRetention, Int64(settings.maxRetentionMicroseconds / 2_000_000))
    }

    /// Gives `audit` every record that bears a reminder's id, and whatever else of another user than `uid` looks like
    /// ours, one in memory at a time.
    ///
    /// - Parameter writers: what they say of their own work is theirs.
    /// - Returns: what could not be read.
    func read(into audit: inout Audit, uid: UInt32, writers: [Author]) -> [JournalError] {
        var unread: [JournalError] = []
        for source in sources {
            unread += JournalReader(source).forEachEntry(having: "AFTERCARE_REMINDER_ID", keeping: Self.fields) { entry in
                audit.take(Audit.Record(entry, key: key))
            }
        }
        // In a journal of the whole machine others write what they like, and there is much of it.
        switch source {
        case .local, .user, .tree, .machine: return unread
        case .namespace, .directory: break
        }
        let missed = JournalReader(source).forEachEntry(notOf: uid, keeping: Self.fields) { entry in
            // Those with a reminder's id have been taken.
            guard entry["AFTERCARE_REMINDER_ID"] == nil, entry.looksLikeOurs else { return }
            let record = Audit.Record(entry, key: nil)
            if !writers.contains(record.author) { audit.take(record) }
        }
        return unread + missed.filter { !unread.contains($0) }
    }

    /// What the files span that are left, of the kind that the records of `uid` go to.
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

    /// Those of `machines` whose own journals are here.
    func present(of machines: [String]) -> Set<String> {
        Set(machines.filter { machine in sources.contains { JournalReader($0).hasOwnFiles(of: machine) } })
    }
}

extension JournalEntry {
    /// Whether a query for our records shows it that asks nothing of who sent it.
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
    /// - Parameter key: nil: its seal is not looked at.
    init(_ entry: JournalEntry, key: [UInt8]?) {
        let fields = entry.fields.map { (name: $0.name, value: $0.value) }
        self.init(entry, seal: key.map { RecordSeal.check(fields: fields, key: $0) } ?? .unchecked)
    }

    init(_ entry: JournalEntry, seal: Audit.Seal) {
        self.init(
            id: entry["AFTERCARE_REMINDER_ID"].flatMap { try? OccurrenceID(text: $0) },
            store: entry["AFTERCARE_STORE"].flatMap { UUID(uuidString: $0) },
            sequence: entry["AFTERCARE_SEQ"].flatMap { Int64($0) }, attempt: entry["AFTERCARE_ATTEMPT"].flatMap { Int($0) } ?? 1,
            redelivery: entry["AFTERCARE_REDELIVERY"].flatMap { Redelivery(rawValue: $0) },
            author: Author(of: entry), isFromUnit: CollectedAudit.Unit(entry) == .system,
            epoch: entry["AFTERCARE_EPOCH"].flatMap { Int($0) }, at: Instant(microseconds: entry.cursor.realtimeMicroseconds ?? 0),
            mark: entry.cursor.content.hashValue, seal: seal)
    }
}
