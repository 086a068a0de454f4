import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Foundation
import Logging
import Systemd

/// What receipts cost: the real engine with a store on disk, into the journal of this machine, with and without
/// looking whether the records are there.
enum Receipts {
    private static let patients = 500
    private static let rounds = 3

    static func show() async throws {
        let table = Table(widths: (48, 12))
        print("\na burst of reminders into the journal\n\n" + table.row("", "reminders/s", "ratio"))
        guard JournalSocket().isPresent else {
            print("there is no journald here: run '.build/release/bench' where there is one, as root")
            return
        }
        var rates: [Proof: [Double]] = [:]
        for _ in 0..<rounds {
            for proof in Proof.allCases { rates[proof, default: []].append(try await drain(proof)) }
        }
        let medians = rates.mapValues { $0.sorted()[rounds / 2] }
        for proof in Proof.allCases {
            guard let rate = medians[proof], let bare = medians[.none] else { continue }
            print(table.row(proof.rawValue, .figure(rate), .figure(rate / bare)))
        }
    }

    /// - Returns: reminders a second.
    private static func drain(_ proof: Proof) async throws -> Double {
        let directory = FileManager.default.temporaryDirectory.appending(path: "aftercare-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let store = try Store(directory: directory.path)
        let time = VirtualTime(Sample.start)
        let engine = Engine(
            store: store,
            environment: EngineEnvironment(
                clock: time, alarm: time, outlet: .journal(LocalJournal(proof)), zone: Sample.zone(named:),
                clinic: Sample.clinic, bootID: nil, logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }))
        _ = try await engine.load([try Sample.careProtocol()])
        await engine.start()
        _ = try await engine.apply(.apply(Sample.crowd(patients), isTrial: false), by: .service)
        let begin = ContinuousClock.now
        time.move(to: Sample.start + 3600)
        await engine.idle()
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let said = try await engine.ledger(since: nil, after: nil, limit: 1, uid: 0).highest
        await engine.stop()
        try store.close()
        return Double(said) / seconds
    }
}

/// How far a record is followed.
enum Proof: String, CaseIterable {
    case none = "sent, and believed"
    case seen = "sent and read back"
    case settled = "sent, read back and on disk: a receipt"
}

/// The journal of this machine.
private final class LocalJournal: Journal {
    private let proof: Proof
    // Of the delivery queue alone.
    nonisolated(unsafe) private let reader = JournalReader()
    private let uid = getuid()

    init(_ proof: Proof) { self.proof = proof }

    func send(_ record: OutgoingRecord) throws {
        try JournalSocket().send(try JournalRecord(record.fields.map { JournalField($0.name, $0.value) }))
    }

    func find(_ field: String, _ values: [String]) -> [String: RecordLookup] {
        if proof == .none { return Dictionary(values.map { ($0, .found(cursor: "")) }) { first, _ in first } }
        return reader.find(field: field, values: values, uid: uid).mapValues { answer in
            switch answer {
            case .found(let cursor, _): .found(cursor: cursor.text)
            case .absent: .absent
            case .unknown(let error): .unknown(reason: "\(error)")
            }
        }
    }

    func sync() throws -> Durability {
        if proof == .settled { _ = try reader.syncToDisk() }
        return .onDisk
    }

    func author() throws -> Author { Author(machine: try MachineID.current(), uid: uid) }
    func author(of receipts: [Receipt]) -> Author? { nil }
    func epochs(of store: String, by writers: [Author]) -> [Writer] { [] }
    var hasOthers: Bool { false }
    func find(_ field: String, _ values: [String], by author: Author) -> [String: RecordLookup] { find(field, values) }
    func doubt(about author: Author, receipts: [Receipt]) -> String? { nil }
    func unknownRecords(of store: String, unknown: UnknownNumbers, by writers: [Author]) -> UnknownRecords { .told([]) }
    func rotatedAway(of cursors: [String]) -> Set<String> { [] }
    func newestRecord(ofStoresOtherThan store: String, before instant: Instant) -> Instant? { nil }
    func hasSuppressed() -> Bool { false }
}
