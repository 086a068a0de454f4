import Testing

@testable import Aftercare

@Suite struct `Another text of a protocol` {
    private let old = protocolText()

    @Test func `tells the same where only its signature, its title and its sources are others`() {
        let other = protocolText(
            title: "Another", signOff: SignOff(by: "Dr. Ada Example", on: "2026-11-21"),
            sources: ["sheet": "Another title", "book": "One more"], citations: [Citation(value: "window", source: "book")])
        #expect(other != old)
        #expect(other.differences(from: old) == [])
        #expect(other.tellsTheSame(as: old))
    }

    @Test func `does not stand in for it where a source is gone that plans may cite`() {
        #expect(!protocolText(sources: [:]).tellsTheSame(as: old))
    }

    @Test func `does not stand in for another version`() {
        #expect(!careProtocol(noAlcohol, version: 2).tellsTheSame(as: careProtocol(noAlcohol)))
    }

    @Test func `differs in what was added, removed and changed, each by its key`() {
        let before = careProtocol(noAlcohol, compress())
        let after = careProtocol(
            instruction("check", text: "Come."),
            instruction("no-alcohol", quiet: .skip, phrases: Phrases(start: "No.", during: "No.", end: "Over.")))
        #expect(after.differences(from: before).map(\.description) == ["'check' is new", "'no-alcohol': quiet, text", "'ice' is gone"])
        #expect(before.differences(from: before) == [])
    }

    /// `no-alcohol`, otherwise in one thing.
    private func other(in key: Instruction.Key) -> Instruction {
        func value<Value>(_ own: Instruction.Key, _ new: Value, _ old: Value) -> Value { key == own ? new : old }
        return Instruction(
            id: noAlcohol.id, kind: value(.kind, .restrict, noAlcohol.kind), subject: value(.subject, "coffee", noAlcohol.subject),
            modality: value(.modality, .warm, noAlcohol.modality),
            window: value(.window, WindowRule(opens: day.opens, closes: .lasting(.hours(25))), noAlcohol.window),
            cadence: value(.cadence, .moments([.start]), noAlcohol.cadence), session: value(.session, .hours(1), noAlcohol.session),
            usefulFor: value(.usefulFor, .hours(1), noAlcohol.usefulFor), quiet: value(.quiet, .skip, noAlcohol.quiet),
            apart: value(.apart, true, noAlcohol.apart), nag: value(.nag, Nag(every: .hours(1), times: 1), noAlcohol.nag),
            text: value(.text, Translations([.german: Wording(phrases: dry)]), noAlcohol.text),
            label: value(.label, Translations([.english: "dry"]), noAlcohol.label),
            citations: value(.citations, [Citation(value: nil, source: "sheet")], noAlcohol.citations))
    }

    @Test(arguments: Instruction.Key.allCases) func `differs in the one key of an instruction that is other`(key: Instruction.Key) {
        #expect(Instruction.Key.allCases.filter { other(in: key).differs(from: noAlcohol, in: $0) } == [key])
        let told = careProtocol(other(in: key)).differences(from: careProtocol(noAlcohol)).map(\.description)
        #expect(told == (key == .citations ? [] : ["'no-alcohol': \(key.rawValue)"]))
    }

    @Test func `tells the same where one says what another leaves out, that nothing is said apart`() {
        func sample(_ apart: Bool?) -> CareProtocol {
            let change = InstructionChange(id: noAlcohol.id, apart: apart)
            return careProtocol(change.applied(to: noAlcohol, language: .english) ?? noAlcohol)
        }
        #expect(sample(false).differences(from: sample(nil)) == [] && sample(nil).tellsTheSame(as: sample(false)))
        #expect(sample(true).differences(from: sample(false)).map(\.description) == ["'no-alcohol': apart"])
    }

    @Test func `differs where the order is another in which things are told`() {
        let before = careProtocol(noAlcohol, compress())
        #expect(careProtocol(compress(), noAlcohol).differences(from: before).map(\.description) == ["instructions (their order)"])
    }

    /// What is added to a protocol some day must be weighed here too.
    @Test func `is compared in everything that a protocol holds`() {
        let told = ["language", "routes", "usualDuration", "confirms", "sentences", "terms", "instructions"]
        let toldToNobody = ["id", "version", "title", "signOff", "sources"]
        #expect(Set(Mirror(reflecting: old).children.compactMap(\.label)) == Set(told + toldToNobody))
        let instruction = Mirror(reflecting: noAlcohol).children.compactMap(\.label)
        #expect(instruction.filter { $0 != "id" } == Instruction.Key.allCases.map { "\($0)" })
    }

    @Test(arguments: [
        ("language", protocolText(language: .german)), ("routes", protocolText(routes: [.topical])),
        ("duration", protocolText(duration: span("1h"))), ("confirm", protocolText(confirms: true)),
        ("terms", protocolText(terms: ["beer": ["beer"]])),
    ])
    func `differs as a whole`(key: String, other: CareProtocol) {
        #expect(other.differences(from: old) == [ProtocolDifference(instruction: nil, change: .changed, keys: [key])])
    }
}

private func protocolText(
    title: String = "Sample", language: Language = .english, routes: [Route] = [.intramuscular], duration: Span? = nil,
    signOff: SignOff? = nil, confirms: Bool? = nil, sources: [String: String] = ["sheet": "A sheet"],
    terms: [String: [String]]? = nil, citations: [Citation] = []
) -> CareProtocol {
    CareProtocol(
        id: id("sample"), version: 1, title: Translations([.english: title]), language: language, routes: routes,
        usualDuration: duration, signOff: signOff, confirms: confirms, sources: sources, terms: terms,
        instructions: [
            Instruction(
                id: id("no-alcohol"), kind: .abstain, subject: "alcohol", modality: nil, window: day,
                cadence: .moments([.start]), session: nil, usefulFor: nil, quiet: .defer,
                text: Translations([.english: Wording(phrases: dry)]), label: Translations([:]), citations: citations)
        ])
}
