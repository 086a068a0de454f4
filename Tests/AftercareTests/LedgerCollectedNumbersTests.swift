import Foundation
import Testing

@testable import Aftercare

/// Which numbers of a clinic are missing, borne by two, or sent twice, from its collected records alone.
@Suite struct `The numbers of a clinic in collected journals` {
    private func drawn(_ records: CollectedRecords) throws -> [String] {
        try records.clinic().findings.map { finding in
            let numbers = finding.examples.compactMap { example in
                example.sequence.map { " \($0)\(example.through.map { "-\($0)" } ?? "")" }
            }
            return "\(finding.code.rawValue) \(finding.count):\(numbers.joined())"
        }
    }

    /// Each reminder under its own number, a second apart.
    private func records(_ numbers: UInt8..., since: Int64? = nil) -> CollectedRecords {
        var records = CollectedRecords(since: since)
        for (index, number) in numbers.enumerated() { records.add(number, sequence: Int64(number), at: UInt64(index)) }
        return records
    }

    // MARK: Since a time

    @Test func `begin above the highest that came before a time, in whatever order it came`() throws {
        for before: [UInt8] in [[1, 3], [3, 1]] {
            var records = CollectedRecords(since: 2)
            for (index, number) in (before + [4, 5]).enumerated() { records.add(number, sequence: Int64(number), at: UInt64(index)) }
            let clinic = try records.clinic()
            #expect(clinic.first == 4 && clinic.last == 5 && clinic.records == 2)
            #expect(clinic.verdict == .proven)
        }
    }

    @Test func `begin above the highest of all who count`() throws {
        var records = CollectedRecords(since: 5)
        records.add(3, sequence: 3, by: "A7", at: 1)
        records.add(1, sequence: 1, by: "B7", at: 2)
        records.add(4, sequence: 4, by: "B7", at: 5)
        records.add(5, sequence: 5, by: "A7", at: 6)
        #expect(try records.clinic().first == 4)
        #expect(try records.clinic().verdict == .proven)
    }

    @Test func `leave out what is sent again of what came before`() throws {
        var records = records(2, 3, since: 2)
        records.add(3, sequence: 3, at: 2, attempt: 2, redelivery: .uncertain)
        records.add(4, sequence: 4, at: 3)
        let clinic = try records.clinic()
        #expect(clinic.first == 4 && clinic.records == 1 && clinic.verdict == .proven)
        #expect(clinic.redelivered == AuditReport.Redelivered())
    }

    @Test func `have nothing to do with what could not be read before`() throws {
        var records = CollectedRecords(since: 2)
        records.add(1, sequence: nil, at: 1)
        #expect(records.clinics() == [])
        records.add(7, sequence: 7, at: 2)
        let clinic = try records.clinic()
        #expect(clinic.first == 7 && clinic.verdict == .proven)
    }

    // MARK: Numbers that nobody assigns

    @Test func `are those that a service assigns, from one on`() throws {
        var records = records(1)
        #expect(try drawn(records) == [])
        records.add(2, sequence: 0, at: 2)
        records.add(3, sequence: -1, at: 3)
        records.add(4, sequence: Int64.max, at: 4)
        #expect(try drawn(records) == ["unreadable 3:"])
        #expect(try records.clinic().last == 1)
    }

    @Test func `are those of records, and a record that cannot be read is one, whatever it is of`() throws {
        var records = records(1)
        records.add(message: [], sequence: 2, at: 2)
        records.add(message: [3, 4, 5], sequence: nil, at: 3)
        #expect(try drawn(records) == ["unreadable 2:"])
        records.add(message: [3, 4, 5], sequence: 2, at: 4)
        let clinic = try records.clinic()
        #expect(clinic.last == 2 && clinic.records == 2 && clinic.reminders == 4)
    }

    // MARK: Missing

    @Test func `are missing in the order of numbers, of which the first few are named`() throws {
        #expect(try drawn(records(13, 11, 9, 7, 5, 3, 1)) == ["gap 6: 2 4 6 8 10"])
        #expect(try drawn(records(1, 4, 9)) == ["gap 6: 2-3 5-8"])
    }

    @Test func `may be free behind the latest barrier, in whatever order barriers come`() throws {
        for barriers: [UInt64] in [[90, 10], [10, 90]] {
            var records = CollectedRecords()
            for at in barriers { records.addBarrier(by: "A7", at: at) }
            records.add(1, sequence: 1, at: 50)
            records.add(3, sequence: 3, at: 51)
            #expect(try drawn(records) == ["perhaps-free 1: 2"])
        }
    }

    @Test func `are not free below what was written after the barrier`() throws {
        var records = CollectedRecords()
        records.addBarrier(by: "A7", at: 60)
        for (number, at) in [(5, 61), (1, 50), (3, 51)] as [(UInt8, UInt64)] { records.add(number, sequence: Int64(number), at: at) }
        #expect(try drawn(records) == ["gap 2: 2 4"])
        records.add(7, sequence: 7, at: 52)
        #expect(try drawn(records) == ["gap 2: 2 4", "perhaps-free 1: 6"])
    }

    @Test(
        arguments: [
            // attempt of reminder 3, its mark and number; what is missing below it
            (2, .uncertain, 4, ["perhaps-free 1: 3"]),
            (3, .uncertain, 5, ["perhaps-free 2: 3-4"]),
            (3, .uncertain, 6, ["gap 3: 3-5"]),
            (1, .uncertain, 4, ["gap 1: 3"]),
            // What is proven not to be there gave its number back.
            (2, .proven, 4, ["gap 1: 3"]),
            (2, nil, 4, ["gap 1: 3"]),
        ] as [(Int, Redelivery?, Int64, [String])])
    func `are never assigned again where damage hid whether they had been`(
        attempt: Int, redelivery: Redelivery?, sequence: Int64, missing: [String]
    ) throws {
        var records = records(1, 2)
        records.add(3, sequence: sequence, at: 10, attempt: attempt, redelivery: redelivery)
        #expect(try drawn(records) == missing)
        #expect(try records.clinic().redelivered.once == (attempt > 1 ? 1 : 0))
        #expect(try records.clinic().redelivered.marked == 0)
    }

    @Test func `may stay unassigned for one reminder though another has records too many`() throws {
        var records = records(1, 2)
        records.add(2, sequence: 2, at: 10)
        records.add(2, sequence: 2, at: 11, attempt: 2, redelivery: .uncertain)
        records.add(3, sequence: 4, at: 12, attempt: 2, redelivery: .uncertain)
        #expect(try drawn(records) == ["twice 1: 2", "perhaps-free 1: 3"])
    }

    @Test func `may each have been one of another message where damage hid what several reminders bore`() throws {
        for (sequence, missing) in [(5, ["perhaps-free 2: 3-4"]), (6, ["gap 3: 3-5"])] as [(Int64, [String])] {
            var records = records(1, 2)
            records.add(message: [3, 4], sequence: sequence, at: 10, attempt: 2, redelivery: .uncertain)
            #expect(try drawn(records) == missing)
        }
    }

    // MARK: Sent twice

    @Test func `of what was sent twice are those of the first attempts, in order`() throws {
        var records = CollectedRecords()
        // The later reminder has the lower numbers, and each second attempt the one below its first.
        records.add(1, sequence: 4, at: 1)
        records.add(1, sequence: 3, at: 2, attempt: 2)
        records.add(2, sequence: 2, at: 3)
        records.add(2, sequence: 1, at: 4, attempt: 2, redelivery: .proven)
        #expect(try drawn(records) == ["twice 2: 2 4"])
        let finding = try #require(try records.clinic().findings.first)
        #expect(finding.examples.map(\.reminder) == [CollectedRecords.reminder(2), CollectedRecords.reminder(1)])
    }

    @Test func `of what was sent twice as one attempt are the lower ones, in whatever order they came`() throws {
        for numbers: [Int64] in [[1, 2], [2, 1]] {
            var records = CollectedRecords()
            for number in numbers { records.add(1, sequence: number, at: 1) }
            #expect(try drawn(records) == ["twice 1: 1"])
        }
    }

    @Test func `count once what is there twice and marked, in whatever order it came`() throws {
        for isReversed in [false, true] {
            var records = records(1)
            for attempt in isReversed ? [2, 1] : [1, 2] {
                records.add(2, sequence: 2, at: 5, attempt: attempt, redelivery: attempt > 1 ? .uncertain : nil)
            }
            let clinic = try records.clinic()
            #expect(clinic.verdict == .proven && clinic.records == 3)
            #expect(clinic.redelivered.marked == 1 && clinic.redelivered.once == 0)
        }
    }

    // MARK: Two machines

    @Test func `are shared by two machines unless one had finished when the other began`() throws {
        for (start, isShared) in [(19, true), (20, true), (21, false)] as [(UInt64, Bool)] {
            var records = CollectedRecords()
            records.add(1, sequence: 1, by: "A7", at: 10)
            records.add(2, sequence: 2, by: "A7", at: 20)
            records.add(3, sequence: 2, by: "B8", at: start)
            records.add(4, sequence: 3, by: "B8", at: 30)
            #expect(try drawn(records) == (isShared ? ["shared-number 1: 2"] : []), "\(start)")
        }
    }

    @Test func `are shared by two messages unless one is of all the reminders`() throws {
        func isShared(_ messages: [UInt8]...) throws -> Bool {
            var records = CollectedRecords()
            for (index, message) in messages.enumerated() {
                records.add(
                    message: message, sequence: 1, at: UInt64(index), attempt: index + 1, redelivery: index > 0 ? .uncertain : nil)
            }
            let clinic = try records.clinic()
            #expect(clinic.records == messages.count && clinic.reminders == messages.joined().count)
            #expect(clinic.findings.allSatisfy { $0.code == .sharedNumber && $0.count == 1 })
            return !clinic.findings.isEmpty
        }
        #expect(try !isShared([1, 2, 3]))
        for part in [[[1], [1, 2]], [[1, 2], [1]], [[1, 2], [1, 2]]] as [[[UInt8]]] { #expect(try !isShared(part[0], part[1])) }
        #expect(try !isShared([1], [1, 2, 3], [2, 3]))
        for other in [[[1], [2]], [[1, 2], [3]], [[1], [2, 3]], [[1, 2], [2, 3]]] as [[[UInt8]]] {
            #expect(try isShared(other[0], other[1]))
        }
        #expect(try isShared([1, 2], [1, 3], [2, 3]))
    }

    @Test func `come from two machines at once where their epochs overlap`() throws {
        func clinic(uids: Set<UInt32> = []) throws -> CollectedReport.Clinic {
            var records = CollectedRecords(uids: uids)
            records.add(1, sequence: 1, by: "A7", at: 10, epoch: 1)
            records.add(2, sequence: 2, by: "B8", at: 20, epoch: 2)
            records.add(3, sequence: 3, by: "A7", at: 30, epoch: 1)
            return try records.clinic()
        }
        let split = SplitBrain(
            machine: "A", epoch: 1, until: Instant(seconds: 30), other: "B", otherEpoch: 2, since: Instant(seconds: 20))
        #expect(try clinic().splitBrains == [split])
        #expect(try clinic().findings == [CollectedReport.Finding(code: .splitBrain, count: 1)])
        #expect(try clinic().verdict == .refuted)
        // What others claim of later epochs counts for nothing.
        #expect(try clinic(uids: [7]).splitBrains == [])
    }

    // MARK: Seals

    @Test(
        arguments: [
            (.unchecked, false, []),
            (.good, true, []),
            (.wrong, true, ["broken-seal 1: 2"]),
            (.missing, true, ["unsealed 1: 2"]),
        ] as [(Audit.Seal, Bool, [String])])
    func `are sealed or not`(seal: Audit.Seal, isChecked: Bool, findings: [String]) throws {
        var records = records(1)
        records.add(2, sequence: 2, at: 5, seal: seal)
        #expect(try drawn(records) == findings)
        #expect(try records.clinic().isSealChecked == isChecked)
        // A message has one seal.
        var messages = self.records(1)
        messages.add(message: [4, 2, 3], sequence: 2, at: 5, seal: seal)
        #expect(try drawn(messages) == findings)
        let named = try messages.clinic().findings.flatMap(\.examples).compactMap(\.reminder)
        #expect(named == findings.map { _ in CollectedRecords.reminder(2) })
    }
}
