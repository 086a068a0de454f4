import Testing

@testable import Aftercare

@Suite struct `A text` {
    @Test(
        arguments: [
            ("One. Two.", ["One. ", "Two."]), ("One! Two? Three… Four", ["One! ", "Two? ", "Three… ", "Four"]),
            ("One.\nTwo.", ["One.\n", "Two."]),
            // Before a small letter, and after a single letter or a number, a full stop ends nothing.
            ("Take approx. ten. Then rest.", ["Take approx. ten. ", "Then rest."]),
            ("Kühlen, z. B. Eis. Ja.", ["Kühlen, z. B. Eis. ", "Ja."]), ("Am 3. Tag. Ja.", ["Am 3. Tag. ", "Ja."]),
            ("Am 12. Tag. Ja.", ["Am 12. Tag. ", "Ja."]), ("Vitamin B12. Ja.", ["Vitamin B12. ", "Ja."]),
            ("3.5 mg. Take it.", ["3.5 mg. ", "Take it."]), ("Ruhe. 3 Tage", ["Ruhe. ", "3 Tage"]),
            ("Well (yes) . Next.", ["Well (yes) . ", "Next."]),
            // Other marks do, whatever follows.
            ("Stop! now.", ["Stop! ", "now."]), ("Wait… then go.", ["Wait… ", "then go."]), ("a!b. c", ["a!b. c"]),
            ("(See.) Next.", ["(See.) ", "Next."]), ("\"Stop!\" Go.", ["\"Stop!\" ", "Go."]),
            ("„Halt!“ Los.", ["„Halt!“ ", "Los."]),
            ("好。再来！完", ["好。", "再来！", "完"]), ("...", ["..."]), ("", []), ("No mark", ["No mark"]),
        ] as [(String, [String])])
    func `is cut into its sentences`(text: String, sentences: [String]) {
        #expect(Sentence.all(in: text).map { String($0) } == sentences)
    }

    @Test(arguments: [
        ("cold compress", "Cold compress."), ("Rest!", "Rest!"), ("ähnlich", "Ähnlich."), ("ice (cold)", "Ice (cold)"), ("", ""),
        ("x", "X."),
    ])
    func `becomes a sentence of its own`(text: String, sentence: String) { #expect(text.asSentence == sentence) }

    @Test(
        arguments: [
            ("Cold.", "Cold."), ("Cold. Next {next}. Rest.", "Cold. Rest."), ("Next {next}. Cold.", "Cold."), ("Next {next}.", nil),
            ("{next}", nil), ("Until {until}. Next {next}!", "Until {until}."),
        ] as [(String, String?)])
    func `leaves out what mentions a next reminder`(text: String, rest: String?) { #expect(Placeholder.withoutNext(text) == rest) }
}

/// In Kathmandu, where a day begins at 18:15 UTC. It is Tuesday, 3 March 2026, 01:45 there.
@Suite struct `A time as a patient reads it` {
    private let now = at("2026-03-02T20:00:00Z")

    private func clock(_ language: Language = .english) throws -> PatientTimeFormat {
        PatientTimeFormat(zone: try zone("Asia/Kathmandu"), language: language)
    }

    @Test(arguments: [
        ("2026-03-02T20:00:00Z", "Tuesday 01:45", "Dienstag 01:45"),
        ("2026-03-02T18:14:59Z", "Monday, March 2, 2026, 23:59", "Montag, 2. März 2026, 23:59"),
        ("2026-03-02T18:15:00Z", "Tuesday 00:00", "Dienstag 00:00"), ("2026-03-09T18:14:59Z", "Monday 23:59", "Montag 23:59"),
        ("2026-03-09T18:15:00Z", "Tuesday, March 10, 2026, 00:00", "Dienstag, 10. März 2026, 00:00"),
    ])
    func `is a weekday of the next six days, or a date`(instant: String, english: String, german: String) throws {
        #expect(try clock().moment(at(instant), seenFrom: now) == english)
        #expect(try clock(.german).moment(at(instant), seenFrom: now) == german)
    }

    @Test func `among several is a day, with its time where two fall on one day there`() throws {
        let (evening, night) = (at("2026-03-03T17:00:00Z"), at("2026-03-03T19:00:00Z"))
        #expect(try clock().days([evening, night], seenFrom: now) == "Tuesday and Wednesday")
        #expect(try clock().days([now, evening, night], seenFrom: now) == "Tuesday 01:45, Tuesday 22:45, and Wednesday 00:45")
        #expect(try clock().days([now, now], seenFrom: now) == "Tuesday 01:45")
    }

    @Test func `is listed once`() throws {
        #expect(try clock().list(["a", "b", "a", "c"]) == "a, b, and c")
        #expect(try clock(.german).list(["a", "b", "a", "c"]) == "a, b und c")
    }

    @Test(
        arguments: [
            (0, "0 minutes"), (59, "0 minutes"), (60, "1 minute"), (3599, "59 minutes"), (3600, "1 hour"), (86_399, "23 hours, 59 minutes"),
            (86_400, "1 day"), (90_000, "1 day, 1 hour"), (89_999, "1 day"),
        ] as [(Int64, String)])
    func `that remains is told in two units, rounded down`(seconds: Int64, words: String) throws {
        #expect(try clock().length(of: seconds) == words)
    }
}

@Suite struct `The label of an instruction` {
    private func label(_ modality: Modality?, chosen: Modality? = nil, hasPlan: Bool = true, in language: Language) -> String {
        let base = instruction("ice", kind: .compress, subject: nil, modality: modality)
            .with(label: Translations([.english: "compress", .german: "Kompresse"]))
        let sample = careProtocol(base)
        let plan = plan(of: sample, modalities: chosen.map { [id("ice"): $0] } ?? [:])
        return sample.label(of: base, plan: hasPlan ? plan : nil, language: language)
    }

    @Test func `names the warmth or cold that the plan chose, and nothing that the protocol prescribes`() {
        #expect(label(.planDecides, chosen: .cold, in: .english) == "cold compress")
        #expect(label(.planDecides, chosen: .cold, in: .german) == "Kompresse (kalt)")
        #expect(label(.planDecides, chosen: .warm, in: .english) == "warm compress")
        #expect(label(.planDecides, chosen: Modality.none, in: .english) == "compress")
        #expect(label(.planDecides, in: .english) == "compress")
        #expect(label(.planDecides, chosen: .cold, hasPlan: false, in: .english) == "compress")
        #expect(label(.cold, in: .german) == "Kompresse")
    }

    @Test func `is its name where the protocol gives none`() {
        let sample = careProtocol(instruction("ice"))
        #expect(sample.label(of: instruction("ice"), plan: nil, language: .german) == "ice")
        let record = record(sample, treatment())
        #expect(Schedule(record).instructions.map { record.label(of: $0.window, in: .german) } == ["ice"])
    }
}
