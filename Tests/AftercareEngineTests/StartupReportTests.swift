import Aftercare
import Foundation
import Testing

@testable import AftercareEngine

@Suite struct `The report of a start` {
    private static func report(_ past: StartupReport.Past = .clean, _ fill: (inout StartupReport) -> Void = { _ in }) -> StartupReport {
        var report = StartupReport()
        report.past = past
        fill(&report)
        return report
    }

    private static let crash = "ready after a crash: "

    private static let lines: [(StartupReport, String)] = [
        (report(), "ready: nothing was left to reconcile"),
        (report(.crash) { $0.found = 1 }, crash + "1 reminder had no receipt: it was in the journal"),
        (report(.crash) { $0.found = 2 }, crash + "2 reminders had no receipt: all were in the journal"),
        (
            report(.crash) { $0.absent = 1 },
            crash + "1 reminder had no receipt: 1 was not in the journal and is sent again where still of use"
        ),
        (
            report(.crash) { $0.absent = 2 },
            crash + "2 reminders had no receipt: 2 were not in the journal and are sent again where still of use"
        ),
        (
            report(.crash) { ($0.found, $0.absent) = (1, 1) },
            crash + "2 reminders had no receipt: 1 was in the journal, 1 was not and is sent again where still of use"
        ),
        (
            report(.crash) { $0.uncertain = 1 },
            crash + "1 reminder had no receipt: 1 may be in a damaged file, and is sent again with a mark"
        ),
        (
            report(.crash) { ($0.found, $0.uncertain) = (3, 2) },
            crash + "5 reminders had no receipt: 3 were in the journal, 2 may be in a damaged file, and are sent again with a mark"
        ),
        (
            report(.power) { $0.rechecked = 1 },
            "ready after the machine went down without a clean stop: 1 receipt looked up again: all records are there"
        ),
        (
            report(.power) { ($0.rechecked, $0.lost) = (5, 2) },
            "ready after the machine went down without a clean stop: 5 receipts looked up again: 2 gone and decided anew"
        ),
        (report { $0.adopted = 1 }, "ready: 1 reminder taken over from the journal, since the store is an older copy"),
        (report { $0.missed = 1 }, "ready: 1 missed while it was down"),
        (report { $0.late = 1 }, "ready: 1 that fell due while it was down was said late"),
        (report { $0.late = 2 }, "ready: 2 that fell due while it was down were said late"),
        (report { $0.obstacle = "no answer" }, "ready: the journal fails (no answer), and what is due waits for it"),
        (
            report { ($0.obstacle, $0.waiting) = ("no answer", 2) },
            "ready: the journal fails (no answer), and 2 reminders without a receipt wait for it"
        ),
    ]

    @Test(arguments: lines) func `tells in one line what it found`(report: StartupReport, line: String) {
        #expect(report.line == line)
    }

    @Test func `repeats its figures as fields`() {
        let report = Self.report(.power) {
            ($0.found, $0.absent, $0.uncertain, $0.waiting) = (3, 5, 7, 11)
            ($0.missed, $0.late, $0.rechecked, $0.lost, $0.adopted) = (13, 17, 19, 23, 29)
        }
        let facts = report.facts(version: "4.2").map { "\($0.key.rawValue)=\($0.value)" }.sorted()
        #expect(
            facts == [
                "AFTERCARE_ABSENT=5", "AFTERCARE_AFTER=power", "AFTERCARE_FOUND=3", "AFTERCARE_LATE=17", "AFTERCARE_MISSED=13",
                "AFTERCARE_UNSETTLED=26", "AFTERCARE_VERSION=4.2",
            ])
        #expect(StartupReport.Past.clean.rawValue == "clean" && StartupReport.Past.crash.rawValue == "crash")
    }

    // MARK: Counting

    private let results: [AftercareEngine.Delivery.Result] = [
        .settled(cursor: "c1", .onDisk), .seen(cursor: "c2", reason: "full"), .printed, .unknown(reason: "no answer"),
        .absent, .absent, .undecidable(reason: "damaged"), .undecidable(reason: "damaged"), .undecidable(reason: "damaged"),
    ]

    private var outcomes: AftercareEngine.Delivery.Outcomes {
        AftercareEngine.Delivery.Outcomes(results: Dictionary(results.map { (OccurrenceID(uuid: UUID()), $0) }) { $1 })
    }

    private func figures(of report: StartupReport) -> [Int] {
        [report.found, report.absent, report.uncertain, report.reconciled]
    }

    @Test func `counts what is known of each reminder, until the start is over`() {
        var report = StartupReport()
        report.note(outcomes)
        #expect(figures(of: report) == [1, 2, 3, 6])
        report.note(outcomes)
        #expect(figures(of: report) == [2, 4, 6, 12])
        report.isOver = true
        report.note(outcomes)
        #expect(report.reconciled == 12)
    }

    @Test func `counts receipts batch by batch, until the start is over`() {
        var report = StartupReport()
        report.note(rechecked: 5, lost: 2)
        report.note(rechecked: 7, lost: 1)
        report.isOver = true
        report.note(rechecked: 11, lost: 11)
        #expect(report.rechecked == 12 && report.lost == 3)
    }

    /// Late is what fell due before the service was there, and is sent for the first time.
    @Test(
        arguments: [
            (.sending, 1, -1, "missed 0, late 1"), (.sending, 1, 0, "missed 0, late 0"),
            (.sending, 1, 1, "missed 0, late 0"), (.sending, 2, -1, "missed 0, late 0"), (.missed, 0, -1, "missed 1, late 0"),
            (.missed, 0, 1, "missed 1, late 0"), (.suppressed, 0, -1, "missed 0, late 0"), (.cancelled, 0, -1, "missed 0, late 0"),
            (.settled, 1, -1, "missed 0, late 0"),
        ] as [(ReminderState, Int, Int64, String)])
    func `counts what was missed, and what was late`(state: ReminderState, attempt: Int, dueAfter: Int64, counted: String) throws {
        let startedAt = instant("2026-03-02T09:00:00Z")
        let reminder = try sampleReminder(state: state, attempt: attempt, due: startedAt + dueAfter)
        var report = StartupReport()
        report.note([reminder], startedAt: startedAt)
        #expect("missed \(report.missed), late \(report.late)" == counted)
        report.isOver = true
        report.note([reminder], startedAt: startedAt)
        #expect("missed \(report.missed), late \(report.late)" == counted)
    }
}
