import Aftercare
import Testing

@Suite struct `A text that somebody enters` {
    @Test(arguments: [
        "Keep it dry.", "Zeile 1\nZeile 2", "नमस्ते \u{200D}ज्ञ", "می\u{200C}خواهم", "👩\u{200D}⚕️ fine", "שלום\u{200F}!", "ไทย\u{200B}ภาษา",
    ])
    func `is taken where it can be shown, in any script`(text: String) {
        #expect(TextRule.sentence.complaints(about: text) == [])
    }

    @Test(arguments: [
        ("", "is blank"), (" \n\t", "holds U+0009"), ("\u{200B}\u{3164} ", "is blank"),
        ("\u{1B}[31mRed", "holds U+001B (ESCAPE), which the journal cannot show"), ("Ding\u{7}", "holds U+0007"),
        ("a\u{9B}b", "holds U+009B"), ("One.\r\nTwo.", "holds U+000D"), ("a\u{2028}b", "holds U+2028"),
        ("not \u{202E}knird", "holds U+202E (RIGHT-TO-LEFT OVERRIDE), which cannot be seen"), ("a\u{2066}b", "holds U+2066"),
        ("al\u{AD}cohol", "holds U+00AD"), ("a\u{FEFF}b", "holds U+FEFF"), ("a\u{E0041}b", "holds U+E0041"), ("a\u{E000}b", "holds U+E000"),
        ("a\u{FFFF}b", "holds U+FFFF"),
    ])
    func `is refused where it cannot be shown as it is written`(text: String, complaint: String) {
        #expect(
            TextRule.sentence.complaints(about: text).first?.hasPrefix(complaint) == true, "\(TextRule.sentence.complaints(about: text))")
    }

    @Test func `is refused where it is too long, marks upon letters included`() {
        #expect(TextRule.sentence.complaints(about: String(repeating: "x", count: 1000)) == [])
        #expect(
            TextRule.sentence.complaints(about: String(repeating: "x", count: 1001))
                == ["is 1001 characters long, and 1000 are the most; shorten it"])
        #expect(TextRule.name.complaints(about: "a" + String(repeating: "\u{301}", count: 200)) != [])
        #expect(
            TextRule.contact.complaints(about: String(repeating: "電", count: 150)) == ["takes 450 bytes, and 400 are the most; shorten it"])
    }

    @Test func `is refused with its first three signs that cannot be shown, each once`() {
        let complaints = TextRule.sentence.complaints(about: "\u{7}\u{7}a\u{1B}b\u{9B}c\u{202E}d\u{AD}")
        #expect(complaints.map { $0.prefix(12) } == ["holds U+0007", "holds U+001B", "holds U+009B"])
    }

    @Test func `that is a name has one line`() {
        #expect(TextRule.name.complaints(about: "A\nB").first?.contains("write it on one line") == true)
    }

    @Test func `is quoted in messages without what would steer a terminal`() {
        #expect("\(MalformedText(value: "\u{1B}]0;x\u{7}", expected: "a thing"))" == "'<U+001B>]0;x<U+0007>' is not a thing")
        #expect("\(MalformedText(value: String(repeating: "x", count: 20_000), expected: "a thing"))".count < 200)
        #expect(Problem(.malformed, at: "", "\u{202E}a").message == "<U+202E>a")
    }

    private func found(in request: PatientRequest) -> [String] {
        var problems = Problems()
        _ = request.admit(existing: nil, clinic: sampleClinic, now: at("2026-03-01T00:00:00Z"), hasZone: { _ in true }, problems: &problems)
        return problems.list.map { "\($0.path): \($0.message.prefix(40))" }
    }

    @Test func `is weighed with a patient`() {
        #expect(found(in: PatientRequest(id: "P-1", name: "Ana")) == [])
        #expect(found(in: PatientRequest(id: "P-1", name: " ")) == ["name: the name is blank; write something, or l"])
        #expect(found(in: PatientRequest(id: "P-1", name: String(repeating: "x", count: 20_000))).count == 1)
    }

    @Test func `is weighed with a treatment`() {
        var request = TreatmentRequest(patient: "P-1")
        request.site = "\u{1B}["
        request.product = ""
        request.manufacturer = "\u{202A}"
        request.lot = String(repeating: "9", count: 201)
        var problems = Problems()
        _ = request.admit(
            TreatmentRequest.Context(existing: nil, patient: nil, assignedPlans: [], freshID: id("T-1"), now: at("2026-03-01T00:00:00Z")),
            problems: &problems)
        #expect(Set(problems.list.map(\.path)).isSuperset(of: ["site", "product", "manufacturer", "lot"]))
    }

    @Test func `is weighed with a treatment that is changed`() {
        let request = TreatmentChangeRequest(
            site: "\u{1B}[", product: "", manufacturer: "\u{202A}", lot: String(repeating: "9", count: 201))
        let sample = careProtocol(noAlcohol)
        var problems = Problems()
        _ = request.admit(
            treatment(), assignedPlans: [AssignedPlan(plan: plan(of: sample), careProtocol: sample)], now: at("2026-03-01T00:00:00Z"),
            problems: &problems)
        #expect(problems.list.map(\.path) == ["site", "product", "manufacturer", "lot"])
    }

    /// What came over the socket without words was sent as an empty reminder.
    @Test func `is weighed with what a plan words in its own way`() {
        let protocolOfPlan = careProtocol(noAlcohol)
        func found(_ text: String) -> [String] {
            var change = PlanChangeRequest()
            change.changes = [
                InstructionChange(
                    id: id("no-alcohol"), text: Translations([.english: Wording(phrases: Phrases(start: text, during: text, end: "Over."))])
                )
            ]
            var problems = Problems()
            _ = change.admit(plan(of: protocolOfPlan), careProtocol: protocolOfPlan, now: at("2026-03-01T00:00:00Z"), problems: &problems)
            return problems.list.map(\.path)
        }
        #expect(found("No alcohol.") == [])
        let paths = ["changes.no-alcohol.text.en.start", "changes.no-alcohol.text.en.during"]
        #expect(found("") == paths)
        #expect(found("\u{1B}[2J") == paths)
        #expect(found(String(repeating: "x", count: 1001)) == paths)
    }

    @Test func `that a plan has from before is not weighed again with what is changed now`() {
        let protocolOfPlan = careProtocol(noAlcohol)
        let kept = InstructionChange(
            id: id("no-alcohol"), text: Translations([.english: Wording(phrases: Phrases(start: "\u{1B}", during: "a", end: "b"))]))
        var problems = Problems()
        let changed = PlanChangeRequest(status: "on-hold").admit(
            plan(of: protocolOfPlan, changes: [kept]), careProtocol: protocolOfPlan, now: at("2026-03-01T00:00:00Z"), problems: &problems)
        #expect(problems.list == [] && changed?.changes == [kept])
    }

    @Test func `is weighed wherever a protocol has one`() {
        let bad = "\u{1B}"
        let worded = Instruction(
            id: id("a"), kind: .abstain, subject: bad, modality: nil, window: day, cadence: .moments([.start]), session: nil,
            usefulFor: nil,
            quiet: .defer, nag: nil, text: Translations([.english: Wording(phrases: Phrases(start: "a", during: "b", end: bad))]),
            label: Translations([.english: bad]), citations: [Citation(value: nil, source: "sheet")])
        let paths = CareProtocol(
            id: id("sample"), version: 1, title: Translations([.english: bad]), language: .english, routes: [.intramuscular],
            usualDuration: nil, signOff: SignOff(by: bad, on: "2026-03-01"), sources: ["sheet": bad], instructions: [worded]
        ).problems().map(\.path)
        #expect(
            paths == ["title.en", "signed-off.by", "sources.sheet"] + ["from", "label.en", "text.en.end"].map { "instructions.a.\($0)" })
    }

    @Test func `that fills a record of the journal is refused, whatever is filled in`() {
        func found(_ text: String) -> [String] {
            careProtocol(instruction("a", text: text)).problems().filter { $0.path.contains("text") }.map(\.message)
        }
        #expect(found(String(repeating: "x", count: 1000)) == [])
        #expect(found(String(repeating: "痛", count: 1000) + "") == [])
        // It stands in the frame of a correction, too.
        #expect(found(String(repeating: "😀", count: 998)).first?.contains("the journal shows 4000; shorten it") == true)
        #expect(
            found(String(repeating: "痛", count: 900) + "{contact} {contact} {contact}").first?.contains(
                "the journal shows 4000; shorten it") == true)
    }

    /// A store from before holds longer texts, and more sessions overlap than any sentence can name.
    @Test func `that is too long since long ago is cut to what the journal shows`() throws {
        let long = instruction("a", text: String(repeating: "ö", count: 3000))
        let schedule = Schedule(record(careProtocol(long), treatment()))
        let timeline = schedule.timeline(over: at("2026-03-02T00:00:00Z")...at("2026-03-03T12:00:00Z"))
        let message = try #require(schedule.payload(for: timeline.occurrences[0], now: timeline.occurrences[0].due))
        #expect(message.text.utf8.count <= 4000 && message.text.utf8.count > 3990 && message.text.hasSuffix("…"))
    }
}
