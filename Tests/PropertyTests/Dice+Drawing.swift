import Aftercare

// Random instructions, protocols and quiet hours, all of them such as `check` admits.

extension Dice {
    mutating func quietHours() -> QuietHours? {
        switch roll(1...10) {
        case 1...2: return nil
        case 3...6: return QuietHours(from: Samples.time(21 * 60), to: Samples.time(8 * 60))
        case 7: return QuietHours(from: Samples.time(150), to: Samples.time(120))
        default:
            let from = roll(0...95) * 15
            return QuietHours(from: Samples.time(from), to: Samples.time((from + roll(1...90) * 15) % 1440))
        }
    }

    mutating func careProtocol() -> CareProtocol {
        var instructions: [Instruction] = []
        for index in 1...roll(2...4) { instructions.append(instruction(named: "i\(index)")) }
        return Self.careProtocol(instructions, version: 1, confirms: chance(20) ? chance(60) : nil)
    }

    /// The next version: some instructions other in their times and words, some gone, some new.
    mutating func version(after old: CareProtocol) -> CareProtocol {
        var instructions: [Instruction] = []
        for instruction in old.instructions where chance(85) {
            instructions.append(
                chance(50) ? instruction : change(of: instruction).applied(to: instruction, language: .english) ?? instruction)
        }
        if chance(30) || instructions.isEmpty { instructions.append(instruction(named: "n\(old.version)")) }
        let next = Self.careProtocol(instructions, version: old.version + 1, confirms: old.confirms)
        return next.problems().isEmpty ? next : version(after: old)
    }

    private static func careProtocol(_ instructions: [Instruction], version: Int, confirms: Bool?) -> CareProtocol {
        CareProtocol(
            id: Samples.name("protocol"), version: version, title: Translations([.english: "A protocol"]),
            language: .english, routes: [.intravenous], usualDuration: .hours(1), signOff: SignOff(by: "x", on: "2026-01-01"),
            confirms: confirms, sources: ["s": "a source"], instructions: instructions)
    }

    /// One that `check` finds nothing wrong with.
    mutating func instruction(named name: String) -> Instruction {
        for _ in 1...200 {
            let drawn = anyInstruction(named: name)
            if Self.careProtocol([drawn], version: 1, confirms: nil).problems().isEmpty { return drawn }
        }
        fatalError("200 instructions in a row that 'check' refuses; draw more sensible ones")
    }

    private mutating func anyInstruction(named name: String) -> Instruction {
        let kind = pick(Instruction.Kind.allCases + [.abstain, .abstain, .restrict])
        var cadence = cadence()
        var window = windowRule()
        if chance(4) {
            cadence = .every(Span(months: 1), count: chance(30) ? 2 : nil)
            window = WindowRule(opens: window.opens, closes: .lasting(Span(months: 3)))
        }
        let isCompress = kind == .compress
        return Instruction(
            id: Samples.name(name), kind: kind,
            subject: kind.subjectKey == nil || kind == .monitor && chance(50) ? nil : pick(["alcohol", "sport"]),
            modality: isCompress ? pick([.warm, .cold, .planDecides]) : nil, window: window, cadence: cadence,
            session: isCompress ? .minutes(15) : nil,
            usefulFor: chance(35) ? pick([.minutes(20), .hours(1), .hours(5), .days(1), Span(days: 14)]) : nil,
            quiet: pick([.defer, .defer, .defer, .advance, .skip, .override]),
            apart: chance(15) ? chance(80) : nil,
            nag: chance(20) ? Nag(every: pick([.minutes(5), .minutes(30), .hours(2), .days(1)]), times: roll(1...3)) : nil,
            text: Translations([.english: wording()]), label: Translations([.english: name]),
            citations: [Citation(value: nil, source: "s")])
    }

    private mutating func wording() -> Wording {
        let phrases = Phrases(
            start: pick(["Begin, until {until}.", "Begin.", "{left} to go."]),
            during: pick(["Still {left}, until {until}.", "Go on.", "Next {next}."]),
            end: pick(["It is over.", "Over since {until}."]))
        return Wording(phrases: phrases, byModality: [.warm: phrases, .cold: phrases])
    }

    private mutating func anchor(_ edge: Anchor.Edge) -> Anchor {
        let offset: Span = pick([.zero, .zero, .minutes(30), .hours(5), .hours(24), .days(1), .days(3)])
        return Anchor(edge: edge, offset: offset, at: chance(25) ? localTime() : nil)
    }

    private mutating func localTime() -> LocalTime {
        Samples.time(pick([0, 60, 120, 125, 150, 180, 8 * 60, 9 * 60, 12 * 60, 21 * 60, 23 * 60 + 30, 23 * 60 + 59]))
    }

    private mutating func windowRule() -> WindowRule {
        let opens = anchor(pick([.beforeStart, .afterStart, .afterEnd, .afterEnd, .afterEnd, .beforeEnd]))
        if chance(20) { return WindowRule(opens: opens, closes: .at(anchor(pick(Anchor.Edge.allCases)))) }
        let span: Span = pick([
            .hours(1), .hours(8), .hours(24), .hours(24), .hours(36), .hours(72), .days(1), .days(3), .days(3),
            Span(days: 2, seconds: 7200), Span(days: 14), Span(months: 1),
        ])
        return WindowRule(opens: opens, closes: .lasting(span))
    }

    private mutating func cadence() -> Cadence {
        switch roll(1...10) {
        case 1...4:
            var moments: [Cadence.Moment] = chance(85) ? [.start] : []
            for _ in 0..<roll(0...2) {
                moments.append(
                    .after(pick([.minutes(10), .hours(6), .hours(12), .days(1), .days(2)]), at: chance(40) ? localTime() : nil))
            }
            if chance(70) { moments.append(.end) }
            return .moments(moments.isEmpty ? [.end] : moments)
        case 5...7:
            return .every(
                pick([.hours(3), .hours(5), .hours(12), .hours(24), .days(1), Span(days: 1, seconds: 3600), .days(7)]),
                count: chance(40) ? roll(1...12) : nil)
        default:
            var times: Set<LocalTime> = [localTime()]
            for _ in 0..<roll(0...2) { times.insert(localTime()) }
            return .daily(shuffled(times.sorted()), count: chance(30) ? roll(1...5) : nil)
        }
    }

    /// What a plan may change of one instruction: some of its values.
    mutating func change(of instruction: Instruction) -> InstructionChange {
        let other = self.instruction(named: instruction.id.rawValue)
        var change = InstructionChange(id: instruction.id)
        if chance(60) { change.window = other.window }
        if chance(40) { change.cadence = other.cadence }
        if chance(30) { change.quiet = other.quiet }
        if chance(20) { change.usefulFor = other.usefulFor }
        if chance(15) { change.nag = other.nag }
        if chance(30) { change.text = other.text }
        return change
    }
}
