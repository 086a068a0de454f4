import Aftercare
import AftercareEngine
import AftercareStore
import Glibc
import Synchronization
import Systemd

/// The machine's journal, in the form that the engine needs.
final class SystemJournal: Journal {
    private let socket = JournalSocket()
    /// Used only on the delivery queue; the lock is there just to satisfy the compiler.
    private let reader: Mutex<JournalReader>
    let uid = getuid()
    /// The cursor of journald's last known notice that it dropped records.
    private let suppression = Mutex<JournalCursor?>(nil)

    /// systemd/sd-messages.h, `SD_MESSAGE_JOURNAL_DROPPED`: journald writes this with the first record that it lets
    /// through again.
    private static let droppedMessageID = "a596d6fe7bfa4994828e72309e95d61e"
    /// After this many consecutive records with known numbers, the older ones are known too. It is more than are ever
    /// in the air at once: two batches.
    fileprivate static let convincing = 2_000

    let source: JournalSource
    let namespace: String?
    /// Directories that may hold other machines' journals, or a collector's copies of them.
    let directories: @Sendable () -> [String]
    /// The key that seals records; nil when they are not sealed.
    let key: [UInt8]?

    /// - Parameters:
    ///   - source: the journal in which the records arrive.
    ///   - namespace: the namespace of other machines' journals.
    ///   - directories: other places that may hold their records.
    init(_ source: JournalSource, namespace: String?, key: [UInt8]?, directories: @escaping @Sendable () -> [String]) {
        self.source = source
        reader = Mutex(JournalReader(source))
        self.namespace = namespace
        self.key = key
        self.directories = directories
        suppression.withLock { $0 = lastSuppression() }
    }

    func send(_ record: OutgoingRecord) throws {
        try socket.send(try JournalRecord(record.fields.map { JournalField($0.name, $0.value) }))
    }

    func find(_ field: String, _ values: [String]) -> [String: RecordLookup] {
        reader.withLock { $0.find(field: field, values: values, uid: uid) }.mapValues(RecordLookup.init)
    }

    func find(_ messages: [MessageKey]) -> [MessageKey: RecordLookup] {
        let wanted = messages.map { $0.fields.map { JournalField($0.name, $0.value) } }
        let answers = reader.withLock { $0.find(wanted, uid: uid) }
        return Dictionary(zip(messages, answers.map(RecordLookup.init))) { first, _ in first }
    }

    func sync() throws -> Durability {
        do {
            try reader.withLock { reader throws(JournalError) in _ = try reader.syncToDisk() }
            return .onDisk
        } catch JournalError.inMemoryOnly {
            return .inMemory
        }
    }

    func unknownRecords(of store: String, unknown: UnknownNumbers, by writers: [Author]) -> UnknownRecords {
        var search = Search(unknown)
        var damage: JournalError?
        do throws(JournalError) {
            try reader.withLock { reader throws(JournalError) in
                try reader.forEachEntryBackwards(field: OutgoingRecord.storeField, value: store, uid: uid) { search.take($0) }
            }
        } catch {
            guard error.isPermanent else { return .unknown(reason: "\(error)") }
            damage = error
        }
        for reader in others {
            search.familiar = 0
            // An unreadable journal of another machine is detected and reported by the step that waits for it.
            _ = try? reader.forEachEntryBackwards(field: OutgoingRecord.storeField, value: store, uid: nil) { entry in
                isOurs(entry, writers) ? search.take(entry) : true
            }
        }
        return damage.map { .partly(search.found, reason: "\($0)") } ?? .told(search.found)
    }

    /// A search for records that the store does not know, from newest to oldest.
    private struct Search {
        private let unknown: UnknownNumbers
        private var journaledReminders: [OccurrenceID: JournaledReminder] = [:]
        private var isOlder = false
        var familiar = 0

        init(_ unknown: UnknownNumbers) { self.unknown = unknown }

        var found: [JournaledReminder] { isOlder ? journaledReminders.values.sorted { $0.sequence < $1.sequence } : [] }

        /// - Returns: whether the search should continue.
        mutating func take(_ entry: JournalEntry) -> Bool {
            let record = OutgoingRecord(entry.fields.map { ($0.name, $0.value) })
            let message = JournaledReminder.list(of: record, cursor: entry.cursor.text)
            guard let sequence = message.first?.sequence else { return true }
            let isNews = message.contains { unknown.isNews(sequence, of: $0.id) }
            isOlder = isOlder || isNews
            familiar = isNews ? 0 : familiar + 1
            // A message is news as a whole: what else it says is not contradicted by it.
            if isNews || unknown.free.contains(sequence) {
                for journaled in message where journaled.attempt >= journaledReminders[journaled.id]?.attempt ?? 0 {
                    journaledReminders[journaled.id] = journaled
                }
            }
            return isOlder || familiar < SystemJournal.convincing
        }
    }

    func rotatedAway(of cursors: [String]) -> Set<String> {
        Set(reader.withLock { $0.rotatedAway(of: cursors.map { JournalCursor($0) }, uid: uid) }.map(\.text))
    }

    func newestRecord(ofStoresOtherThan store: String, before instant: Instant) -> Instant? {
        reader.withLock { reader in
            reader.newestEntries(ofEach: OutgoingRecord.storeField, uid: uid).filter { $0.key != store }
                .compactMap { $0.value.realtimeSeconds.map(Instant.init(seconds:)) }.filter { $0 < instant }.max()
        }
    }

    func hasSuppressed() -> Bool {
        let last = lastSuppression()
        return suppression.withLock { known in
            defer { known = last }
            return last != nil && last != known
        }
    }

    private func lastSuppression() -> JournalCursor? {
        let found = reader.withLock { reader in
            // journald itself, which runs as root, writes these records.
            reader.find(field: "MESSAGE_ID", values: [Self.droppedMessageID], uid: 0)[Self.droppedMessageID]
        }
        guard case .found(let cursor, _) = found else { return nil }
        return cursor
    }
}
