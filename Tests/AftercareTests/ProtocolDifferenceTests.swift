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
            instruction("check", text: "Come."), instruction("no-alcohol", quiet: .skip, phrases: Phrases(start: "No.", during: "No.", end: "Over.")))
        #expect(after.differences(from: before).map(\.description) == ["'check' is new", "'no-alcohol': quiet, text", "'ice' is gone"])
        #expect(before.differences(from: before) == [])
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
