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

    private func entry(_ verdict: Decision.Verdict, payload: Payload? = nil) -> Forecast.Entry {
        let occurrence = Occurrence(
            window: window("T-1", "ice", opens: 0, closes: 90), place: 6, phase: .during, role: .standing, instant: now + 2, due: now + 3,
            deadline: now + 8)
        return Forecast.Entry(at: now + 5, decision: Decision(occurrence: occurrence, verdict: verdict, payload: payload))
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
        let payload = Payload(text: "Cold, please.", language: .german, alsoFor: [id("T-5"), id("T-4")])
        let shown = Preview.Entry(entry(.emit(lateBy: 2), payload: payload), label: "cold compress")
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
            entries: [entry(.emit(lateBy: 0))], messages: [], quiet: [now + 20..<now + 30, now + 40..<now + 60], isCut: true)
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
        let whole = Forecast(from: now, through: now, windows: [], entries: [], messages: [], quiet: [], isCut: false)
        #expect(!Preview(whole, of: record).isCut)
    }

    // MARK: Messages

    ///     clock       09:00  10:00  11:00  12:00 …
    ///     no alcohol  ●                    ●
    ///     pill        ●      nag    nag    staff
    private func previewed() -> Preview {
        let asked = instruction("pill", kind: .advise, .moments([.start]), nag: Nag(every: .hours(1), times: 2), text: "Pill.")
        let dry = instruction("no-alcohol", .moments([.start, .after(span("3h"), at: nil)]), text: "Dry.")
        let sample = record(careProtocol(dry, asked), treatment())
        return Preview(Schedule(sample).forecast(from: now, through: now + 10_800), of: sample)
    }

    @Test func `has what is said at one moment as one message, and what is for the staff by itself`() {
        let preview = previewed()
        let told = preview.messages.map { "\($0.at) \($0.isForStaff) \($0.instructions.map(\.rawValue).joined(separator: ","))" }
        #expect(
            told == [
                "2026-03-02T09:00:00Z false no-alcohol,pill", "2026-03-02T10:00:00Z false pill", "2026-03-02T11:00:00Z false pill",
                "2026-03-02T12:00:00Z true pill", "2026-03-02T12:00:00Z false no-alcohol",
            ])
        #expect(preview.messages.map(\.text).prefix(2) == ["Dry.\nPill.", "Pill."])
    }

    @Test func `says which of its entries a message speaks of`() {
        var preview = previewed()
        for message in preview.messages {
            let entries = message.entries.map { preview.entries[$0] }
            #expect(entries.allSatisfy { $0.at == message.at && $0.outcome == .said })
            #expect(entries.compactMap(\.message).joined(separator: "\n") == message.text)
            #expect(entries.map(\.instruction) == message.instructions)
        }
        #expect(preview.messages.flatMap(\.entries).sorted() == Array(preview.entries.indices))
        // Nothing is said of what is left out.
        preview = Preview(
            Forecast(
                from: now, through: now, windows: [], entries: [entry(.miss(.superseded))], messages: [], quiet: [], isCut: false),
            of: record(careProtocol(compress()), treatment()))
        #expect(preview.entries.count == 1 && preview.messages == [] && preview.load.messages == 0)
    }

    @Test func `counts the messages to the patient, and not those for the staff`() {
        let load = previewed().load
        #expect(load.messages == 4 && load.parts == 4)
        #expect(load.fullestMoment?.at == now && load.fullestMoment?.messages == 1)
        #expect(load.fullestDay?.date.text == "2026-03-02" && load.fullestDay?.messages == 4)
    }

    @Test func `says of a message into how many SMS parts it goes, and how it is encoded`() {
        func told(_ text: String) -> [String] {
            let sample = record(careProtocol(instruction("rest", .moments([.start]), text: text)), treatment())
            let preview = Preview(Schedule(sample).forecast(from: now, through: now), of: sample)
            return preview.messages.map { "\($0.parts) \($0.encoding.rawValue)" }
        }
        #expect(told("Rest.") == ["1 gsm7"])
        #expect(told(String(repeating: "a", count: 161)) == ["2 gsm7"])
        #expect(told("Odihniți-vă.") == ["1 ucs2"])
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
