import Testing

@testable import Aftercare

@Suite struct `A plan's change to an instruction` {
    private static let other = sound(
        "ice", kind: .compress, subject: "knee", modality: .cold,
        window: WindowRule(opens: Anchor(edge: .afterStart), closes: .lasting(.hours(5))),
        .every(.hours(2), count: 3), session: .minutes(10), usefulFor: .hours(1), nag: Nag(every: .minutes(7), times: 2),
        text: [.english: Wording(phrases: Phrases(start: "Ice."))], label: [.english: "ice"],
        citations: [Citation(value: "window", source: "b")])

    private static let base = Instruction(
        id: id("ice"), kind: .advise, subject: "foot", modality: .warm, window: day, cadence: .moments([.end]), session: .minutes(20),
        usefulFor: .hours(4), quiet: .skip, apart: true, nag: Nag(every: .minutes(9), times: 4),
        text: Translations([.german: Wording(phrases: Phrases(end: "Eis."))]), label: Translations([.german: "Eis"]),
        citations: [Citation(value: nil, source: "a")])

    @Test(
        arguments: [
            (InstructionChange(id: id("ice"), kind: .compress), .kind), (InstructionChange(id: id("ice"), subject: "knee"), .subject),
            (InstructionChange(id: id("ice"), modality: .cold), .modality),
            (InstructionChange(id: id("ice"), window: other.window), .window),
            (InstructionChange(id: id("ice"), cadence: other.cadence), .cadence),
            (InstructionChange(id: id("ice"), session: other.session), .session),
            (InstructionChange(id: id("ice"), usefulFor: other.usefulFor), .usefulFor),
            (InstructionChange(id: id("ice"), quiet: .defer), .quiet), (InstructionChange(id: id("ice"), apart: false), .apart),
            (InstructionChange(id: id("ice"), nag: other.nag), .nag), (InstructionChange(id: id("ice"), text: other.text), .text),
            (InstructionChange(id: id("ice"), label: other.label), .label),
            (InstructionChange(id: id("ice"), citations: other.citations), .citations),
        ] as [(InstructionChange, Instruction.Key)])
    func `changes what it states and leaves the rest`(change: InstructionChange, key: Instruction.Key) throws {
        let changed = try #require(change.applied(to: Self.base, language: .english))
        for each in Instruction.Key.allCases {
            #expect(changed.differs(from: Self.base, in: each) == (each == key), "\(each)")
            #expect(changed.differs(from: Self.other, in: each) == (each != key), "\(each)")
        }
    }

    private func own(
        kind: Instruction.Kind? = .advise, window: WindowRule? = day, cadence: Cadence? = .moments([.start]),
        text: Translations<Wording>? = Self.other.text, nag: Nag? = nil
    ) -> Instruction? {
        InstructionChange(id: id("own"), kind: kind, window: window, cadence: cadence, nag: nag, text: text)
            .applied(to: nil, language: .german)
    }

    @Test func `that adds one needs a kind, a window, reminders and a text, and no more`() throws {
        let added = try #require(own())
        #expect(added.id == id("own") && added.quiet == .defer && added.citations == [] && added.nag == nil && added.apart == nil)
        #expect(added.label == Translations([.german: "own"]))
        #expect(added.subject == nil && added.modality == nil && added.session == nil && added.usefulFor == nil)
        #expect([own(kind: nil), own(window: nil), own(cadence: nil), own(text: nil)] == [nil, nil, nil, nil])
    }

    @Test func `asks no more where the protocol asks and it says zero times`() {
        let none = Nag(every: .minutes(5), times: 0)
        let once = Nag(every: .minutes(5), times: 1)
        #expect(InstructionChange(id: id("ice"), nag: none).applied(to: Self.base, language: .english)?.nag == nil)
        #expect(InstructionChange(id: id("ice"), nag: once).applied(to: Self.base, language: .english)?.nag == once)
        #expect(InstructionChange(id: id("ice")).applied(to: Self.base, language: .english)?.nag == Self.base.nag)
        // To be refused by the check, since there is nothing to turn off.
        #expect(own(nag: none)?.nag == none)
    }

    @Test(
        arguments: [
            (nil, nil, nil), (nil, true, true), (nil, false, false), (true, nil, true), (true, false, false), (false, true, true),
        ] as [(Bool?, Bool?, Bool?)])
    func `has a message of its own where the plan says so, else as the protocol has it`(whole: Bool?, own: Bool?, expected: Bool?) {
        let base = InstructionChange(id: id("rest"), apart: whole).applied(to: sound(), language: .english)
        let changed = InstructionChange(id: id("rest"), apart: own).applied(to: base, language: .english)
        #expect(changed?.apart == expected)
    }

    @Test func `stands in the place of what it changes, or at the end`() {
        let sample = soundProtocol([sound("b"), sound("c"), sound("a")], language: .german)
        let text = Self.other.text
        let changes = [
            InstructionChange(id: id("z"), kind: .advise, window: day, cadence: .moments([.end]), text: text),
            InstructionChange(id: id("incomplete"), kind: .advise), InstructionChange(id: id("c"), text: text),
            InstructionChange(id: id("z"), quiet: .skip),
        ]
        let changed = sample.changed(by: plan(of: sample, changes: changes))
        #expect(changed.instructions.map(\.id) == [id("b"), id("c"), id("a"), id("z")])
        #expect(changed.instructions.map { $0.text == text } == [false, true, false, true])
        #expect(changed.instruction(id("z"))?.quiet == .skip && changed.instruction(id("z"))?.label == Translations([.german: "z"]))
        #expect(changed.instructions[0] == sample.instructions[0] && changed.reference == sample.reference)
        #expect(sample.changed(by: plan(of: sample)) == sample)
    }
}

@Suite struct `A plan and its protocol` {
    private let ask = sound("ask", kind: .compress, modality: .planDecides)
    private let cold = sound("cold", kind: .compress, modality: .cold)
    private let never = sound("never", kind: .compress, modality: Modality.none)
    private let rest = sound("rest")

    @Test func `leave open which compresses are warm or cold`() {
        let more = sound("a", kind: .compress, modality: .planDecides)
        #expect(soundProtocol([ask, cold, more, never, rest]).modalityChoices == [id("ask"), id("a")])
        #expect(Modality.choices == [.warm, .cold, .none])
    }

    @Test func `ask for what is neither switched off nor left out`() {
        let sample = soundProtocol([ask, cold, never, rest])
        func asked(_ modalities: [InstructionID: Modality], off: Set<InstructionID> = []) -> [String] {
            let plan = plan(of: sample, modalities: modalities, switchedOff: off)
            return sample.instructions.filter { plan.includes($0) }.map(\.id.rawValue)
        }
        #expect(asked([id("ask"): .warm]) == ["ask", "cold", "rest"])
        #expect(asked([id("ask"): .none]) == ["cold", "rest"])
        // The plan decides only where the protocol leaves it to the plan.
        #expect(asked([id("cold"): .none, id("never"): .warm]) == ["ask", "cold", "rest"])
        #expect(asked([id("ask"): .warm], off: [id("cold"), id("rest")]) == ["ask"])
    }

    @Test func `know the modality of each instruction`() {
        let plan = plan(of: soundProtocol(), modalities: [id("ask"): .warm, id("cold"): .warm, id("rest"): .warm])
        #expect([ask, cold, never, rest].map { plan.modality(of: $0) } == [.warm, .cold, Modality.none, nil])
        #expect(plan.with(modalities: [:]).modality(of: ask) == nil)
    }

    @Test func `differ from another text of the protocol in the sentences of the service`() {
        let own = Sentences(correction: "", later: "", withdrawn: "", sessions: "", unmonitored: "", warm: "", cold: "")
        let other = soundProtocol(sentences: [.english: own])
        #expect(other.differences(from: soundProtocol()).map(\.description) == ["sentences"])
        #expect(!other.tellsTheSame(as: soundProtocol()))
    }

    @Test func `are in the same order where instructions are only added and removed`() {
        let old = soundProtocol([sound("a"), sound("gone"), sound("b")])
        let new = soundProtocol([sound("new"), sound("a"), sound("newer"), sound("b")])
        #expect(new.differences(from: old).map(\.description) == ["'new' is new", "'newer' is new", "'gone' is gone"])
    }

    @Test(
        arguments: [
            ("1", 1), ("10", 10), ("0", nil), ("-1", nil), ("+1", nil), ("01", nil), ("1 ", nil), ("", nil), ("one", nil),
        ] as [(String, Int?)])
    func `are known by a version in digits`(text: String, version: Int?) {
        #expect(ProtocolReference.version(text) == version)
    }

    @Test func `are named with the version`() throws {
        #expect(try ProtocolReference(text: "knee@12") == ProtocolReference(id: id("knee"), version: 12))
        #expect("\(ProtocolReference(id: id("knee"), version: 12))" == "knee@12")
        let refusal = try #require(throws: MalformedText.self) { try ProtocolReference(text: "@1") }
        #expect("\(refusal)" == "'@1' is not a protocol with its version, like exosome-injection@1")
        for text in ["knee", "knee@", "knee@1@", "", "kn ee@1"] {
            #expect(throws: MalformedText.self) { try ProtocolReference(text: text) }
        }
    }
}
