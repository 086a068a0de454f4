import Aftercare
import AftercareEngine
import AftercareStore
import Glibc
import Synchronization
import Systemd

/// The machine's journal, as the engine needs it.
final class SystemJournal: Journal {
    private let socket = JournalSocket()
    /// Of the delivery queue alone; the lock only says so to the compiler.
    private let reader: Mutex<JournalReader>
    let uid = getuid()
    /// journald's last notice that it dropped records, as far as we have seen.
    private let suppression = Mutex<JournalCursor?>(nil)

    /// systemd/sd-messages.h, `SD_MESSAGE_JOURNAL_DROPPED`: journald writes it with the first record that it lets
    /// through again.
    private static let droppedMessageID = "a596d6fe7bfa4994828e72309e95d61e"
    /// So many records of known numbers in a row, and those before them are known too: more than are ever under
    /// way at once, since nothing new is sent while something older has no receipt.
    fileprivate static let convincing = 1_000

    let source: JournalSource
    let namespace: String?
    /// Directories in which other machines' journals, or what a collector has of them, may lie.
    let directories: @Sendable () -> [String]
    /// Seals records; nil: none is sealed.
    let key: [UInt8]?

    /// - Parameters:
    ///   - source: where the records arrive.
    ///   - namespace: of the journals of other machines.
    ///   - directories: where else their records may be.
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

    func sync() throws -> Durability {
        do {
            try reader.withLock { reader throws(JournalError) in _ = try reader.syncToDisk() }
            return .onDisk
        } catch JournalError.inMemoryOnly {
            return .inMemory
        }
    }

    func journaledReminders(of store: String, unknown: UnknownNumbers, by writers: [Author]) -> UnknownRecords {
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
            // What of another machine cannot be read is found out, and told, by whoever waits for it.
            _ = try? reader.forEachEntryBackwards(field: OutgoingRecord.storeField, value: store, uid: nil) { entry in
                isOurs(entry, writers) ? search.take(entry) : true
            }
        }
        return damage.map { .partly(search.found, reason: "\($0)") } ?? .told(search.found)
    }

    /// What a store does not know, from new to old.
    private struct Search {
        private let unknown: UnknownNumbers
        private var journaledReminders: [OccurrenceID: JournaledReminder] = [:]
        private var isOlder = false
        var familiar = 0

        init(_ unknown: UnknownNumbers) { self.unknown = unknown }

        var found: [JournaledReminder] { isOlder ? journaledReminders.values.sorted { $0.sequence < $1.sequence } : [] }

        /// - Returns: whether more is wanted.
        mutating func take(_ entry: JournalEntry) -> Bool {
            guard let journaled = JournaledReminder(OutgoingRecord(entry.fields.map { ($0.name, $0.value) }), cursor: entry.cursor.text) else { return true }
            let isNews = unknown.isNews(journaled.sequence, of: journaled.id)
            isOlder = isOlder || isNews
            familiar = isNews ? 0 : familiar + 1
            if isNews || unknown.free.contains(journaled.sequence), journaled.attempt >= journaledReminders[journaled.id]?.attempt ?? 0 { journaledReminders[journaled.id] = journaled }
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
            // Written by journald itself, which is root.
            reader.find(field: "MESSAGE_ID", values: [Self.droppedMessageID], uid: 0)[Self.droppedMessageID]
        }
        guard case .found(let cursor, _) = found else { return nil }
        return cursor
    }
}
