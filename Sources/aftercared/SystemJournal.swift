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
    private let uid = getuid()
    /// journald's last notice that it dropped records, as far as we have seen.
    private let suppression = Mutex<JournalCursor?>(nil)

    /// systemd/sd-messages.h, `SD_MESSAGE_JOURNAL_DROPPED`: journald writes it with the first record that it lets
    /// through again.
    private static let droppedMessageID = "a596d6fe7bfa4994828e72309e95d61e"
    /// So many records of known numbers in a row, and those before them are known too: more than are ever under
    /// way at once, since nothing new is sent while something older has no receipt.
    private static let convincing = 1_000

    /// - Parameter source: where the records arrive.
    init(_ source: JournalSource) {
        reader = Mutex(JournalReader(source))
        suppression.withLock { $0 = lastSuppression() }
    }

    func send(_ record: Record) throws {
        try socket.send(try JournalRecord(record.fields.map { JournalField($0.name, $0.value) }))
    }

    func find(_ field: String, _ values: [String]) -> [String: Sighting] {
        reader.withLock { $0.find(field: field, values: values, uid: uid) }.mapValues { answer in
            switch answer {
            case .found(let cursor, _): .found(cursor: cursor.text)
            case .absent: .absent
            case .unknown(let error) where error.isPermanent: .undecidable(reason: "\(error)")
            case .unknown(let error): .unknown(reason: "\(error)")
            }
        }
    }

    func sync() throws -> Durability {
        do {
            try reader.withLock { reader throws(JournalError) in _ = try reader.syncToDisk() }
            return .onDisk
        } catch JournalError.inMemoryOnly {
            return .inMemory
        }
    }

    func traces(of store: String, above known: Int64, or free: Set<Int64>) -> Memory {
        var traces: [Trace] = []
        var isOlder = false
        var familiar = 0
        do throws(JournalError) {
            try reader.withLock { reader throws(JournalError) in
                try reader.forEachEntryBackwards(field: Record.storeField, value: store, uid: uid) { entry in
                    let record = Record(entry.fields.map { ($0.name, $0.value) })
                    guard let trace = Trace(record, cursor: entry.cursor.text) else { return true }
                    if trace.sequence > known { isOlder = true }
                    familiar = trace.sequence > known ? 0 : familiar + 1
                    if trace.sequence > known || free.contains(trace.sequence) { traces.append(trace) }
                    return isOlder || familiar < Self.convincing
                }
            }
        } catch {
            guard error.isPermanent else { return .unknown(reason: "\(error)") }
            return .partly(isOlder ? traces : [], reason: "\(error)")
        }
        return .told(isOlder ? traces : [])
    }

    func rotatedAway(of cursors: [String]) -> Set<String> {
        let extents = reader.withLock { $0.extents().extents }
        // Our records go to files of our own where journald splits by user, else to the system's.
        let own = extents.filter { $0.owner == uid }
        let begins = Dictionary((own.isEmpty ? extents.filter { $0.owner == nil } : own).map { ($0.seqnumID, $0.first) }, uniquingKeysWith: min)
        return Set(
            cursors.filter { text in
                let cursor = JournalCursor(text)
                guard let number = cursor.number, let first = cursor.seqnumID.flatMap({ begins[$0] }) else { return false }
                return number < first
            })
    }

    func newestRecord(ofStoresOtherThan store: String, before instant: Instant) -> Instant? {
        reader.withLock { reader in
            reader.newestEntries(ofEach: Record.storeField, uid: uid).filter { $0.key != store }
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
