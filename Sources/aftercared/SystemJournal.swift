import AftercareEngine
import Glibc
import Synchronization
import Systemd

/// The machine's journal, as the engine needs it.
final class SystemJournal: Journal {
    private let socket = JournalSocket()
    /// Of the delivery queue alone; the lock only says so to the compiler.
    private let reader: Mutex<JournalReader>
    private let uid = getuid()

    /// - Parameter namespace: the one that the unit logs to; nil: the machine's own journal.
    init(namespace: String?) {
        reader = Mutex(JournalReader(namespace.map(JournalSource.namespace) ?? .local))
    }

    func send(_ record: Record) throws {
        try socket.send(try JournalRecord(record.fields.map { JournalField($0.name, $0.value) }))
    }

    func find(_ field: String, _ values: [String]) -> [String: Sighting] {
        reader.withLock { $0.find(field: field, values: values, uid: uid) }.mapValues { answer in
            switch answer {
            case .found(let cursor, _): .found(cursor: cursor.text)
            case .absent: .absent
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
}
