import AftercareStore
import Foundation
import Testing

@testable import Aftercare

/// The zones of patients, and what happens to the patients while a zone is unknown.
@Suite struct `A zone` {
    private let store: Store

    /// In each of two zones: a patient of each status with an evaluation pending, and two active ones, one with no
    /// evaluation pending and one whose evaluation is earlier.
    init() throws {
        store = try Store(inMemory: UUID())
        try store.write { tx in
            for (letter, zone, next) in [("K", "Asia/Kathmandu", 900), ("B", "Europe/Berlin", 800)] as [(String, String, Int64)] {
                func enter(_ name: String, _ status: Patient.Status, next: Int64?) throws {
                    let new = patient("\(letter)-\(name)", zone: zone, history: History(status))
                    try tx.save(new)
                    let result = EvaluationResult(
                        decisions: [], next: nil, nextDue: next.map { at($0 + 7) }, inWindowUntil: next.map { at($0 + 70) }, over: [])
                    try tx.setNextEvaluation(of: new.id, result, next: next.map(at))
                }
                for status in Patient.Status.allCases.reversed() { try enter(status.rawValue, status, next: next) }
                try enter("idle", .active, next: nil)
                try enter("near", .active, next: next - 500)
            }
        }
    }

    @Test func `is waited for by its active patients for whom something is planned`() throws {
        func waiting(_ zones: [String], limit: Int = 10) throws -> [String] {
            try store.read { try $0.patientsWaiting(in: zones, limit: limit).map(\.id.rawValue) }
        }
        #expect(try waiting(["Europe/Berlin", "Asia/Kathmandu"]) == ["B-active", "B-near", "K-active", "K-near"])
        #expect(try waiting(["Europe/Berlin", "Asia/Kathmandu"], limit: 3) == ["B-active", "B-near", "K-active"])
        #expect(try waiting(["Asia/Kathmandu", "UTC"]) == ["K-active", "K-near"])
        #expect(try waiting(["UTC"]) == [])
        #expect(try store.read { try $0.countPatientsWaiting(in: "Europe/Berlin") } == 2)
        #expect(try store.read { try $0.countPatientsWaiting(in: "UTC") } == 0)
    }

    @Test func `that is not known has nothing due and nobody in a window, and is asked for again in time`() throws {
        try store.write { tx in
            let everybody = Patient.Status.allCases.count + 1
            #expect(try tx.countInWindow(at: at(0)) == 2 * everybody)
            try tx.postponeEvaluations(ofZone: "Europe/Berlin", to: at(600))
            #expect(try tx.patientsDue(by: at(599), limit: 50).map(\.rawValue) == ["B-near", "K-near"])
            #expect(try tx.patientsDue(by: at(600), limit: 50).count == everybody + 1)
            #expect(try tx.patientsDue(by: at(9999), limit: 50).count == 2 * everybody)
            #expect(try tx.nextDue() == at(407))
            #expect(try tx.countInWindow(at: at(0)) == everybody)
            #expect(try tx.patientsInWindow(at: at(0), limit: 50).allSatisfy { $0.rawValue.hasPrefix("K-") })
        }
    }

    @Test func `has its patients in a window until that closes, and not at that instant`() throws {
        try store.write { tx in
            try tx.save(patient("Z-1", zone: "Asia/Tokyo"))
            let others = try tx.countInWindow(at: at(100_000))
            try tx.setNextEvaluation(
                of: id("Z-1"), EvaluationResult(decisions: [], next: at(9), nextDue: nil, inWindowUntil: at(200_000), over: []), next: at(9)
            )
            #expect(try tx.countInWindow(at: at(199_999)) == others + 1)
            #expect(try tx.countInWindow(at: at(200_000)) == 0)
            #expect(try tx.patientsInWindow(at: at(199_999), limit: 50).map(\.rawValue) == ["Z-1"])
            #expect(try tx.patientsInWindow(at: at(200_000), limit: 50) == [])
        }
    }

    @Test func `whose rules have changed has its patients looked at by then, and nobody else`() throws {
        try store.write { tx in
            let planned = Patient.Status.allCases.count + 1
            let moved = try tx.advanceEvaluations(ofZone: "Asia/Kathmandu", to: at(350))
            #expect(moved == planned)
            #expect(try tx.patientsDue(by: at(349), limit: 50).map(\.rawValue) == ["B-near"])
            #expect(try tx.patientsDue(by: at(350), limit: 50).count == 1 + planned)
            #expect(try tx.advanceEvaluations(to: at(1)) == 2 * planned)
            #expect(try tx.patientsDue(by: at(1), limit: 50).count == 2 * planned)
        }
    }

    /// Later patients may be scheduled by other rules, and that must be noticed.
    @Test func `is noted by the rules of its first patients, until it is looked at`() throws {
        let (first, later) = (
            Zone(name: "Europe/Berlin", transitions: [], offsets: [3600]), Zone(name: "Europe/Berlin", transitions: [], offsets: [7200])
        )
        try store.write { tx in
            func noted() throws -> [String?] { try tx.zones().map(\.fingerprint) }
            #expect(try tx.zones().map(\.name) == ["Asia/Kathmandu", "Europe/Berlin"])
            #expect(try noted() == [nil, nil])
            try tx.noteFingerprint(of: first)
            try tx.noteFingerprint(of: later)
            #expect(try noted() == [nil, first.fingerprint] && first.fingerprint != later.fingerprint)
            try tx.setFingerprint(later.fingerprint, ofZone: "Europe/Berlin")
            #expect(try noted() == [nil, later.fingerprint])
        }
    }

    @Test func `is unknown since when it was said to be, until it is not`() throws {
        try store.write { tx in
            #expect(try tx.unknownZones() == [:])
            for unknown in [["Europe/Berlin": at(9), "Asia/Kathmandu": at(5)], ["Asia/Kathmandu": at(7)], [:]] {
                try tx.setUnknownZones(unknown)
                #expect(try tx.unknownZones() == unknown)
            }
        }
    }
}
