import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Foundation
import Synchronization
import Systemd

/// What a burst costs: the real engine with a store on disk, into the journal of this machine, beside a bare loop that
/// sends the same records and believes that they arrive.
enum Bursts {
    private static let rounds = 3

    /// - Parameter reminders: how many fall due at one instant.
    static func show(_ reminders: Int) async throws -> [Row] {
        let table = Table(widths: (48, 14))
        print("\n\(reminders) reminders at one instant into the journal\n\n" + table.row("", "records/s", "reminders/s", "of the loop"))
        guard JournalSocket().isPresent else {
            print("there is no journald here: run '.build/release/bench' where there is one, as root")
            return []
        }
        var rows: [Row] = []
        for perPatient in [8, 1] {
            var rates: [String: [Double]] = [:]
            for _ in 0..<rounds {
                var sent: [OutgoingRecord] = []
                for proof in Proof.allCases {
                    let journal = LocalJournal(proof)
                    let seconds = try await drain(reminders / perPatient, perPatient: perPatient, into: journal)
                    sent = journal.sent.withLock(\.self)
                    rates[proof.rawValue, default: []].append(Double(sent.count) / seconds)
                }
                rates[loop, default: []].append(Double(sent.count) / (try again(sent)))
            }
            let medians = rates.mapValues { $0.sorted()[rounds / 2] }
            guard let bare = medians[loop] else { continue }
            for name in [loop] + Proof.allCases.map(\.rawValue) {
                guard let rate = medians[name] else { continue }
                let row = Row(name: "\(perPatient) a patient: \(name)", perSecond: rate, ofLoop: rate / bare)
                rows.append(row)
                print(table.row(row.name, .figure(rate), .figure(rate * Double(perPatient)), .figure(row.ofLoop)))
            }
        }
        return rows
    }

    private static let loop = "a bare loop"

    struct Row: Encodable {
        let name: String
        /// Records.
        let perSecond: Double
        let ofLoop: Double
    }

    /// - Returns: the seconds from the instant until everything has its receipt.
    private static func drain(_ patients: Int, perPatient: Int, into journal: LocalJournal) async throws -> Double {
        var seconds = 0.0
        try await Sample.engine(to: .journal(journal), following: try Sample.together(perPatient)) { engine, time in
            for begin in stride(from: 0, to: patients, by: 1000) {
                let crowd = Sample.crowd(begin..<min(begin + 1000, patients), following: "together")
                _ = try await engine.apply(.apply(crowd, isTrial: false), by: .service)
            }
            let begin = ContinuousClock.now
            time.move(to: Sample.start + 3600)
            await engine.idle()
            seconds = (ContinuousClock.now - begin) / .seconds(1)
        }
        return seconds
    }

    /// Sends the records once more, as others with ids of their own, and believes that they arrive.
    ///
    /// - Returns: how many seconds that took.
    private static func again(_ records: [OutgoingRecord]) throws -> Double {
        let socket = JournalSocket()
        let fresh = try records.map { record in
            try JournalRecord(
                record.fields.map { field in
                    let value =
                        switch field.name {
                        case "AFTERCARE_REMINDER_ID": UUID().uuidString.lowercased()
                        case "AFTERCARE_REMINDERS": field.value.replacing("-", with: "_", maxReplacements: 1)
                        default: field.value
                        }
                    return JournalField(field.name, value)
                })
        }
        let begin = ContinuousClock.now
        for record in fresh { try socket.send(record) }
        return (ContinuousClock.now - begin) / .seconds(1)
    }
}

/// How far a record is followed.
enum Proof: String, CaseIterable {
    case none = "sent, and believed"
    case seen = "sent and read back"
    case settled = "with a receipt"
}

/// The journal of this machine.
final class LocalJournal: Journal {
    let sent = Mutex<[OutgoingRecord]>([])
    private let proof: Proof
    private let socket = JournalSocket()
    // Of the delivery queue alone.
    nonisolated(unsafe) private let reader = JournalReader()
    private let uid = getuid()

    init(_ proof: Proof) { self.proof = proof }

    func send(_ record: OutgoingRecord) throws {
        sent.withLock { $0.append(record) }
        try socket.send(try JournalRecord(record.fields.map { JournalField($0.name, $0.value) }))
    }

    func find(_ field: String, _ values: [String]) -> [String: RecordLookup] {
        if proof == .none { return Dictionary(values.map { ($0, .found(cursor: "")) }) { first, _ in first } }
        return reader.find(field: field, values: values, uid: uid).mapValues(Self.lookup)
    }

    func find(_ messages: [MessageKey]) -> [MessageKey: RecordLookup] {
        if proof == .none { return Dictionary(messages.map { ($0, .found(cursor: $0.sequence)) }) { first, _ in first } }
        let answers = reader.find(messages.map { $0.fields.map { JournalField($0.name, $0.value) } }, uid: uid)
        return Dictionary(zip(messages, answers.map(Self.lookup))) { first, _ in first }
    }

    private static func lookup(_ answer: JournalAnswer) -> RecordLookup {
        switch answer {
        case .found(let cursor, _): .found(cursor: cursor.text)
        case .absent: .absent
        case .unknown(let error): .unknown(reason: "\(error)")
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
