import Foundation
import Testing

@testable import Aftercare

/// What a collector has, record by record.
struct CollectedRecords {
    private(set) var audit: CollectedAudit
    private var marks = 0

    init(uids: Set<UInt32> = [], since: Int64? = nil) {
        audit = CollectedAudit(uids: uids, since: since.map(Instant.init(seconds:)))
    }

    static func reminder(_ number: UInt8) -> OccurrenceID {
        OccurrenceID(uuid: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number)))
    }

    private func origin(_ author: String, host: String, sender: String, unit: CollectedAudit.Unit?, at: UInt64) -> CollectedAudit.Origin {
        CollectedAudit.Origin(
            author: Author(drawn: author), host: host, sender: sender, unit: unit,
            moment: CollectedAudit.Moment(place: nil, microseconds: at * 1_000_000))
    }

    mutating func addBarrier(by author: String, at: UInt64) {
        audit.takeBarrier(from: origin(author, host: "", sender: "", unit: .system, at: at))
    }

    /// - Parameter sequence: nil: it cannot be read.
    mutating func add(
        _ reminder: UInt8, sequence: Int64?, of store: UUID = sampleStore, by author: String = "A7", host: String = "host",
        sender: String = "sender", unit: CollectedAudit.Unit? = .system, at: UInt64, attempt: Int = 1, redelivery: Redelivery? = nil,
        epoch: Int? = nil, seal: Audit.Seal = .unchecked
    ) {
        marks += 1
        let record = Audit.Record(
            id: Self.reminder(reminder), store: store, sequence: sequence, attempt: attempt, redelivery: redelivery,
            author: Author(drawn: author), epoch: epoch, at: Instant(seconds: Int64(at)), mark: marks, seal: seal)
        audit.take(record, from: origin(author, host: host, sender: sender, unit: unit, at: at))
    }

    /// A record of several reminders.
    mutating func add(
        message reminders: [UInt8], sequence: Int64?, by author: String = "A7", at: UInt64, attempt: Int = 1, redelivery: Redelivery? = nil,
        seal: Audit.Seal = .unchecked
    ) {
        marks += 1
        let items = reminders.map { Audit.Record.Item(id: Self.reminder($0), attempt: attempt, redelivery: redelivery) }
        let record = Audit.Record(
            reminders: items, store: sampleStore, sequence: sequence, author: Author(drawn: author), at: Instant(seconds: Int64(at)),
            mark: marks, seal: seal)
        audit.take(record, from: origin(author, host: "host", sender: "sender", unit: .system, at: at))
    }

    func clinics() -> [CollectedReport.Clinic] { audit.report(unread: []).clinics }

    func clinic() throws -> CollectedReport.Clinic { try #require(clinics().first) }
}

@Suite struct `A collected record` {
    @Test(
        arguments: [
            ("aftercared.service", nil, .system),
            ("aftercared@north.service", nil, .system),
            (nil, "aftercared.service", .user),
            ("user@1000.service", "aftercared@north.service", .user),
            ("aftercared.service", "aftercared.service", .system),
            ("aftercared@north.socket", nil, nil),
            ("aftercared.socket", nil, nil),
            ("aftercared-copy.service", nil, nil),
            ("my-aftercared@north.service", nil, nil),
            ("cron.service", "cron.service", nil),
            (nil, nil, nil),
        ] as [(String?, String?, CollectedAudit.Unit?)])
    func `is of the unit that journald saw`(system: String?, user: String?, unit: CollectedAudit.Unit?) {
        #expect(CollectedAudit.Unit(system: system, user: user) == unit)
    }

    @Test func `is later only where the clock says so, and the collector's own count where it can`() {
        let (file, other) = (UUID(), UUID())
        func moment(_ microseconds: UInt64, _ count: UUID? = nil, _ number: UInt64 = 0) -> CollectedAudit.Moment {
            CollectedAudit.Moment(place: count.map { RecordPlace(count: $0, number: number) }, microseconds: microseconds)
        }
        let known = moment(5, file, 5)
        #expect(moment(6, file, 6).isAfter(known))
        #expect(!moment(5, file, 6).isAfter(known) && !moment(4, file, 6).isAfter(known))
        #expect(!moment(6, file, 5).isAfter(known) && !moment(6, file, 4).isAfter(known))
        // Places in different files have no order.
        #expect(moment(6, other, 4).isAfter(known))
        #expect(moment(6).isAfter(known) && !moment(5).isAfter(known))
        #expect(moment(6, file, 4).isAfter(moment(5)))
    }

    @Test func `has the second in which it was written`() {
        #expect(CollectedAudit.Moment(place: nil, microseconds: 1_999_999).instant == Instant(seconds: 1))
        #expect(CollectedAudit.Moment(place: nil, microseconds: 2_000_000).instant == Instant(seconds: 2))
    }
}

@Suite struct `Those whose collected records count` {
    private func add(_ reminder: UInt8, by author: String, vouched: String, to records: inout CollectedRecords) {
        records.add(
            reminder, sequence: Int64(reminder), by: author, unit: vouched == "system" ? .system : vouched == "user" ? .user : nil,
            at: UInt64(reminder), seal: vouched == "seal" ? .good : .unchecked)
    }

    @Test(
        arguments: [
            ("system", "user", [8]), ("user", "system", [7]),
            ("user", "seal", [8]), ("seal", "user", [7]),
            ("seal", "none", [8]), ("none", "seal", [7]),
            ("system", "none", [8]), ("seal", "system", [7]),
            ("system", "system", []), ("user", "user", []), ("seal", "seal", []), ("none", "none", []),
        ] as [(String, String, [UInt32])])
    func `are on one machine those with the strongest voucher`(one: String, other: String, forgers: [UInt32]) throws {
        var records = CollectedRecords()
        add(1, by: "A7", vouched: one, to: &records)
        add(2, by: "A8", vouched: other, to: &records)
        let clinic = try records.clinic()
        #expect(clinic.forged.users == forgers)
        #expect(clinic.machines.flatMap(\.users) == [7, 8].filter { !forgers.contains($0) })
        #expect(clinic.records == 2 - forgers.count && clinic.forged.records == forgers.count)
        #expect(clinic.findings.map(\.code).contains(.unvouched) == (one == "none" && other == "none"))
    }

    @Test func `are judged on each machine by itself`() throws {
        var records = CollectedRecords()
        add(1, by: "A7", vouched: "seal", to: &records)
        add(2, by: "B8", vouched: "system", to: &records)
        #expect(try records.clinic().verdict == .proven)
        add(3, by: "C9", vouched: "none", to: &records)
        #expect(try records.clinic().forged.users == [9])
        #expect(try records.clinic().machines.map(\.id) == ["A", "B"])
    }

    @Test func `keep their voucher for what they write without one`() throws {
        for order in [["system", "none"], ["none", "system"]] {
            var records = CollectedRecords()
            for (index, vouched) in order.enumerated() { add(UInt8(index + 1), by: "A7", vouched: vouched, to: &records) }
            let clinic = try records.clinic()
            #expect(clinic.verdict == .proven && clinic.records == 2)
        }
    }

    @Test func `are those who are named, whatever vouches for others`() throws {
        var records = CollectedRecords(uids: [7])
        add(1, by: "A7", vouched: "none", to: &records)
        add(2, by: "A8", vouched: "system", to: &records)
        add(3, by: "A", vouched: "system", to: &records)
        let clinic = try records.clinic()
        #expect(clinic.records == 1 && clinic.verdict == .doubtful)
        #expect(clinic.forged.records == 2 && clinic.forged.users == [8])
        #expect(clinic.findings == [CollectedReport.Finding(code: .forged, count: 2)])
    }

    @Test func `are counted by their records, and so are the others`() throws {
        var records = CollectedRecords(uids: [7])
        records.add(message: [1, 2, 3], sequence: 1, by: "A7", at: 1)
        records.add(message: [4, 5], sequence: 2, by: "A8", at: 2)
        records.add(message: [6], sequence: 3, by: "A8", at: 3)
        // What cannot be read is neither.
        records.add(message: [], sequence: 4, by: "A9", at: 4)
        let clinic = try records.clinic()
        #expect(clinic.records == 1 && clinic.reminders == 3)
        #expect(clinic.forged.records == 2 && clinic.forged.users == [8])
    }
}

@Suite struct `A clinic in collected journals` {
    @Test func `has its machine by the name that it had last, and everybody who wrote there`() throws {
        var records = CollectedRecords()
        records.add(1, sequence: 1, by: "A9", host: "old", sender: "b", at: 5)
        records.add(2, sequence: 2, by: "A7", host: "new", sender: "a", at: 10)
        records.add(3, sequence: 3, by: "A9", host: "older", sender: "b", at: 3)
        let clinic = try records.clinic()
        #expect(
            clinic.machines == [
                CollectedReport.Machine(
                    id: "A", host: "new", senders: ["a", "b"], users: [7, 9], records: 3, oldest: Instant(seconds: 3),
                    newest: Instant(seconds: 10))
            ])
        #expect(clinic.oldest == Instant(seconds: 3) && clinic.newest == Instant(seconds: 10))
        records.add(4, sequence: 4, by: "A7", host: "renamed", sender: "a", at: 10)
        #expect(try records.clinic().host == "renamed")
    }

    @Test func `lists its machines from the first to the last`() throws {
        var records = CollectedRecords()
        records.add(4, sequence: 4, by: "A7", host: "third", at: 4)
        records.add(3, sequence: 3, by: "C7", host: "second", at: 1)
        records.add(1, sequence: 1, by: "D7", host: "fourth", at: 6)
        records.add(2, sequence: 2, by: "B7", host: "first", at: 1)
        let clinic = try records.clinic()
        #expect(clinic.machines.map(\.id) == ["B", "C", "A", "D"])
        #expect(clinic.machines.map(\.records) == [1, 1, 1, 1])
        #expect(clinic.host == "fourth")
        #expect(clinic.oldest == Instant(seconds: 1) && clinic.newest == Instant(seconds: 6))
    }

    @Test func `comes in the order of names, then of stores`() {
        func store(_ byte: UInt8) -> UUID { UUID(uuid: (byte, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) }
        var records = CollectedRecords()
        #expect(records.audit.isEmpty)
        for (byte, host) in [(3, "south"), (9, "north"), (2, "south"), (1, "west")] as [(UInt8, String)] {
            records.add(1, sequence: 1, of: store(byte), host: host, at: 1)
        }
        #expect(!records.audit.isEmpty)
        #expect(records.clinics().map { "\($0.host) \($0.store.prefix(2))" } == ["north 09", "south 02", "south 03", "west 01"])
    }

    @Test func `is one of which nothing can be read, or nothing counts`() throws {
        var unreadable = CollectedRecords()
        unreadable.add(1, sequence: nil, at: 1)
        #expect(try unreadable.clinic().findings == [CollectedReport.Finding(code: .unreadable, count: 1)])
        var uncounted = CollectedRecords(uids: [8])
        uncounted.add(5, sequence: 5, at: 1)
        #expect(try uncounted.clinic().verdict == .cannotTell)
        for clinic in [try unreadable.clinic(), try uncounted.clinic()] {
            #expect(clinic.first == 1 && clinic.last == 0 && clinic.records == 0 && clinic.reminders == 0 && clinic.copies == 0)
            #expect(clinic.machines == [] && clinic.host == "" && clinic.oldest == nil && clinic.newest == nil)
        }
    }
}
