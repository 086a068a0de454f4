import Foundation
import Testing

@testable import Aftercare

@Suite struct `A preview` {
    private let now = at("2026-03-02T09:00:00Z")

    private func window(_ treatment: String, _ instruction: String, opens: Int64, closes: Int64) -> Window {
        Window(
            treatment: id(treatment), timingRevision: 1, plan: id("PL-1"), careProtocol: careProtocol().reference,
            instruction: id(instruction), kind: .compress, opens: now + opens, closes: now + closes)
    }

    private func entry(_ verdict: Decision.Verdict, message: Message? = nil) -> Forecast.Entry {
        let occurrence = Occurrence(
            window: window("T-1", "ice", opens: 0, closes: 90), place: 6, phase: .during, role: .standing, instant: now + 2, due: now + 3,
            deadline: now + 8)
        return Forecast.Entry(at: now + 5, decision: Decision(occurrence: occurrence, verdict: verdict, message: message))
    }

    @Test(
        arguments: [
            (.emit(lateBy: 2), .said, nil, nil),
            (.miss(.superseded), .missed, "superseded", "a newer reminder of the same instruction took its place"),
            (.suppress(.quietSkip), .suppressed, "quiet-skip", "left out in the quiet hours, as the protocol has it"),
            (.cancel(.noShow), .cancelled, "no-show", "the patient did not come to the treatment"),
        ] as [(Decision.Verdict, Preview.Entry.Outcome, String?, String?)])
    func `tells what becomes of a reminder, and why`(
        verdict: Decision.Verdict, outcome: Preview.Entry.Outcome, reason: String?, words: String?
    ) {
        let shown = Preview.Entry(entry(verdict), label: "cold compress")
        #expect(shown.outcome == outcome)
        #expect(shown.reason == reason)
        #expect(shown.reasonWords == words)
        #expect(shown.message == nil && shown.alsoFor == [])
    }

    @Test func `has everything that a reminder has`() {
        let message = Message(text: "Cold, please.", language: .german, alsoFor: [id("T-5"), id("T-4")])
        let shown = Preview.Entry(entry(.emit(lateBy: 2), message: message), label: "cold compress")
        #expect([shown.instant, shown.due, shown.at, shown.deadline].map { $0 - now } == [2, 3, 5, 8])
        #expect(shown.treatment == id("T-1") && shown.instruction == id("ice") && shown.label == "cold compress")
        #expect(shown.kind == .compress && shown.role == .standing && shown.phase == .during)
        #expect(shown.message == "Cold, please." && shown.alsoFor == [id("T-5"), id("T-4")])
    }

    @Test func `names outcomes as programs know them`() {
        #expect(Preview.Entry.Outcome.allCases.map(\.rawValue) == ["said", "missed", "suppressed", "cancelled"])
    }

    @Test func `shows a patient's forecast by the patient's zone and the clinic's language`() throws {
        let ice = compress().with(label: Translations([.english: "cold compress", .german: "Kühlung"]))
        let sessions = [
            treatment("T-2", start: "2026-03-04T08:00:00Z", end: "2026-03-04T09:30:00Z", site: "left knee"), treatment("T-1"),
        ]
        let record = record(careProtocol(ice), zone: try zone("Asia/Kathmandu"), clinic: clinic(language: .german))
            .with(treatments: sessions)
        let forecast = Forecast(
            from: now + 1, through: now + 100,
            windows: [window("T-2", "ice", opens: 4, closes: 70), window("T-1", "other", opens: 6, closes: 80)],
            entries: [entry(.emit(lateBy: 0))], quiet: [now + 20..<now + 30, now + 40..<now + 60], isCut: true)
        let preview = Preview(forecast, of: record)
        #expect(preview.patient == id("P-1") && preview.zone == "Asia/Kathmandu")
        #expect(preview.from == now + 1 && preview.through == now + 100 && preview.isCut)
        #expect(
            preview.treatments == [
                Preview.Session(
                    treatment: id("T-2"), start: at("2026-03-04T08:00:00Z"), end: at("2026-03-04T09:30:00Z"), site: "left knee"),
                Preview.Session(treatment: id("T-1"), start: at("2026-03-02T08:00:00Z"), end: now, site: nil),
            ])
        #expect(preview.windows.map { "\($0.treatment) \($0.instruction) \($0.label)" } == ["T-2 ice Kühlung", "T-1 other other"])
        #expect(preview.windows.map(\.opens) == [now + 4, now + 6] && preview.windows.map(\.closes) == [now + 70, now + 80])
        #expect(preview.windows.allSatisfy { $0.plan == id("PL-1") && $0.kind == .compress })
        #expect(preview.entries.map(\.label) == ["Kühlung"] && preview.entries.map(\.outcome) == [.said])
        #expect(preview.quiet.map { $0.from - now } == [20, 40] && preview.quiet.map { $0.to - now } == [30, 60])
        let whole = Forecast(from: now, through: now, windows: [], entries: [], quiet: [], isCut: false)
        #expect(!Preview(whole, of: record).isCut)
    }

    @Test func `has the site of a session only where persons are not hidden`() throws {
        let session = Preview.Session(treatment: id("T-1"), start: now, end: now + 60, site: "left knee")
        func text(hidden: Bool) throws -> String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            encoder.userInfo[.hidesPersons] = hidden
            return String(decoding: try encoder.encode(session), as: UTF8.self)
        }
        #expect(
            try text(hidden: false)
                == #"{"end":"2026-03-02T09:01:00Z","site":"left knee","start":"2026-03-02T09:00:00Z","treatment":"T-1"}"#)
        #expect(try text(hidden: true) == #"{"end":"2026-03-02T09:01:00Z","start":"2026-03-02T09:00:00Z","treatment":"T-1"}"#)
    }
}
