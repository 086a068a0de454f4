import Testing

@testable import Aftercare

/// How often it asks, and how cold it is; what is refused, and what is worth a warning.
@Suite struct `An instruction that asks again` {
    private func lines(_ every: Span, times: Int, _ cadence: Cadence = .moments([.start]), usefulFor: Span? = nil) -> [String] {
        let text = Wording(phrases: Phrases(start: "a", during: "b", end: "c"))
        let pill = sound("pill", cadence, usefulFor: usefulFor, nag: Nag(every: every, times: times), text: [.english: text])
        let sample = soundProtocol([pill])
        return (sample.problems() + sample.warnings()).map { "\($0.path.dropFirst("instructions.pill.".count)): \($0.code.rawValue)" }
    }

    @Test(arguments: [(0, false), (1, true), (20, true), (21, false), (-1, false)])
    func `asks once to 20 times`(times: Int, isTaken: Bool) {
        #expect(lines(.minutes(5), times: times) == (isTaken ? [] : ["nag.times: out-of-range"]))
    }

    @Test(arguments: [(0, false), (299, false), (300, true)] as [(Int64, Bool)])
    func `leaves five minutes between two questions`(seconds: Int64, isTaken: Bool) {
        #expect(lines(Span(seconds: seconds), times: 1) == (isTaken ? [] : ["nag.every: out-of-range"]))
    }

    private static func times(_ minutes: Int...) -> [LocalTime] {
        minutes.compactMap { LocalTime(hour: $0 / 60, minute: $0 % 60) }
    }

    /// How long a reminder is of use, in minutes: until the next one, if that is certain to follow, or else as long as the
    /// window of a day.
    @Test(
        arguments: [
            (.moments([.start]), 1440), (.moments([.start, .end]), 1440), (.moments([.start, .after(.hours(12), at: nil), .end]), 720),
            (.moments([.after(.hours(12), at: nil), .after(.hours(2), at: nil), .start]), 120),
            (.moments([.start, .after(.hours(9), at: nil), .after(.hours(11), at: nil)]), 120),
            (.moments([.start, .after(.hours(1), at: LocalTime(hour: 9, minute: 0))]), 1440), (.every(.hours(3), count: nil), 180),
            (.every(.hours(3), count: 2), 180), (.every(.hours(3), count: 1), 1440), (.daily(times(540), count: nil), 1440),
            (.daily(times(1140, 540, 630), count: nil), 90), (.daily(times(1140, 540, 630), count: 1), 1440),
        ] as [(Cadence, Int64)])
    func `asks before its reminder is of no more use`(cadence: Cadence, minutes: Int64) {
        #expect(lines(.minutes(minutes), times: 1, cadence) == ["nag.every: contradiction"])
        #expect(lines(Span(seconds: minutes * 60 - 1), times: 1, cadence) == ["nag: contradiction"])
        // After half of that it asks once, and the other half is left for the answer.
        #expect(lines(Span(seconds: minutes * 30 + 1), times: 1, cadence) == ["nag: contradiction"])
        #expect(lines(Span(seconds: minutes * 30), times: 1, cadence) == [])
        #expect(lines(Span(seconds: minutes * 20), times: 2, cadence) == [])
        #expect(lines(Span(seconds: minutes * 20 + 1), times: 2, cadence) == ["nag: contradiction"])
    }

    @Test func `is of use as long as it says`() {
        let often = Cadence.every(.hours(3), count: nil)
        #expect(lines(.hours(4), times: 1, often, usefulFor: .hours(4)) == ["nag.every: contradiction"])
        #expect(lines(.hours(4), times: 1, often, usefulFor: .hours(8)) == [])
        #expect(lines(.hours(1), times: 1, often, usefulFor: .minutes(90)) == ["nag: contradiction"])
    }

    @Test func `says in its warning how often it asks, and for how long it is of use`() {
        let pill = sound("pill", usefulFor: Span(seconds: 5400), nag: Nag(every: .hours(1), times: 1))
        let warning = Problem(
            .contradiction, at: "instructions.pill.nag",
            "'pill' asks again every '1h', once, and its reminder is of use for '1h 30min' only: the staff is told at the end of that, "
                + "before everything was asked and waited for; ask sooner or less often, or say 'useful:' for longer")
        #expect(soundProtocol([pill]).warnings() == [warning])
        let more = sound("pill", usefulFor: Span(seconds: 5400), nag: Nag(every: .hours(1), times: 3))
        #expect(soundProtocol([more]).warnings().map { $0.message.prefix(39) } == ["'pill' asks again every '1h', 3 times, "])
    }
}

@Suite struct `A compress` {
    private func lines(_ modality: Modality, session: Span, _ cadence: Cadence = .moments([.start])) -> [String] {
        let phrases = Phrases(start: "{session}", during: "{session}")
        let ice = sound(
            "ice", kind: .compress, modality: modality, cadence, session: session,
            text: [.english: Wording(phrases: phrases, byModality: [.warm: phrases, .cold: phrases])])
        return soundProtocol([ice]).problems().map { "\($0.line.dropFirst("instructions.ice.".count))" }
    }

    @Test(arguments: Modality.allCases) func `is cold for 20 minutes at the most, and warm as long as it does good`(modality: Modality) {
        let complaint = "session: out-of-range: '20min 1s' of cold is too long; published sheets allow 20 minutes at a time"
        #expect(lines(modality, session: .minutes(20)) == [])
        #expect(
            lines(modality, session: Span(seconds: 1201)) == ([.cold, .planDecides].contains(modality) ? [complaint] : []))
    }

    @Test(
        arguments: [
            (.every(.minutes(25), count: nil), true), (.every(Span(seconds: 1499), count: nil), false),
            (.every(Span(seconds: 1499), count: 1), true), (.moments([.start, .after(.minutes(25), at: nil)]), true),
            (.moments([.start, .after(Span(seconds: 1499), at: nil)]), false), (.moments([.start, .start]), true),
        ] as [(Cadence, Bool)])
    func `lets the skin rest for 10 minutes after cold`(cadence: Cadence, rests: Bool) {
        let complaint =
            "remind: out-of-range: the skin needs 10 minutes between two goes of cold; speak less often, or shorten the session of '15min'"
        #expect(lines(.cold, session: .minutes(15), cadence) == (rests ? [] : [complaint]))
        #expect(lines(.planDecides, session: .minutes(15), cadence) == (rests ? [] : [complaint]))
        #expect(lines(.warm, session: .minutes(15), cadence) == [])
    }
}
