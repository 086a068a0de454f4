import Testing

@testable import Aftercare

/// The times of one session, stated in Kathmandu, whose clocks are 5 hours 45 minutes ahead of UTC all year.
@Suite struct `The times in a request` {
    /// 21 March, 01:45, in Kathmandu; in UTC it is still the 20th.
    private let now = at("2026-03-20T20:00:00Z")
    /// 25 March, 16:45 to 17:30, in Kathmandu.
    private let booked = treatment("T-7", start: "2026-03-25T11:00:00Z", end: "2026-03-25T11:45:00Z")

    private func read(
        _ request: TreatmentRequest, usual: Span? = nil, existing: Treatment? = nil, resetsLength: Bool = false,
        others: [Treatment] = []
    ) throws -> (times: TreatmentRequest.Times?, problems: [Problem]) {
        var problems = Problems()
        let kathmandu = try zone("Asia/Kathmandu")
        let times = request.times(
            usual: usual, existing: existing, resetsLength: resetsLength, others: others, zone: kathmandu, now: now, problems: &problems)
        #expect((times == nil) == !problems.list.isEmpty)
        return (times, problems.list)
    }

    private func told(_ request: TreatmentRequest, existing: Treatment? = nil, others: [Treatment] = []) throws -> [String] {
        try read(request, existing: existing, others: others).problems.map(\.line)
    }

    @Test(
        arguments: [
            (nil, "start: missing: say when it starts, like '2026-03-22 09:00'"),
            ("2026-03-25 16:45", "duration: missing: say how long it takes, like 45min"),
            (
                "soon",
                "start: malformed: 'soon' is not a time, like '2026-03-22 09:00' on the patient's clock, 2026-03-22T03:15:00Z, or now-40min"
            ),
            ("2026-03-25", "start: malformed: '2026-03-25' lacks the time of day; say it too, like '2026-03-25 09:00'"),
            ("now+5m", "start: malformed: '5m' is not clear: write min for minutes or mo for months"),
            ("2200-01-01T20:00:00Z", "start: out-of-range: 2200-01-02 lies outside the years 1970 to 2199; check the year"),
        ] as [(String?, String)])
    func `that are missing or none are asked for, with what to say on the patient's clock`(start: String?, problem: String) throws {
        #expect(try told(TreatmentRequest(patient: "P-1", start: start)) == [problem])
    }

    /// All of it begins on 25 March, 16:45.
    @Test(
        arguments: [
            ("2026-03-25 16:44:59", nil, "end: ends-before-start"), ("2026-03-25 16:45", nil, "end: ends-before-start"),
            ("2026-03-25 16:45:01", nil, nil), ("2026-03-27 16:45", nil, nil), ("2026-03-27 16:45:01", nil, "end: out-of-range"),
            (nil, "0min", "duration: ends-before-start"), (nil, "1s", nil), (nil, "48h", nil), (nil, "2d", nil),
            (nil, "48h 1s", "duration: out-of-range"), ("2026-03-25 17:00", "15min", "duration: contradiction"),
        ] as [(String?, String?, String?)])
    func `end after they begin, and within two days`(end: String?, duration: String?, problem: String?) throws {
        let request = TreatmentRequest(patient: "P-1", start: "2026-03-25 16:45", duration: duration, end: end)
        #expect(try read(request).problems.map { "\($0.path): \($0.code.rawValue)" } == (problem.map { [$0] } ?? []))
    }

    @Test func `that contradict each other are told on the patient's clock`() throws {
        let start = "2026-03-25 16:45"
        #expect(
            try told(TreatmentRequest(patient: "P-1", start: start, end: "2026-03-25 16:00")) == [
                "end: ends-before-start: it would end at 2026-03-25 16:00, not after its start at 2026-03-25 16:45; check both times"
            ])
        #expect(
            try told(TreatmentRequest(patient: "P-1", start: start, duration: "3d"))
                == ["duration: out-of-range: it would last longer than two days; check both times"])
        #expect(
            try told(TreatmentRequest(patient: "P-1", start: start, duration: "1h", end: "2026-03-25 18:00"))
                == ["duration: contradiction: say 'end' or 'duration', not both"])
        let real = TreatmentRequest(
            patient: "P-1", start: "2026-03-21 00:30", duration: "45min", started: "2026-03-21 01:00", ended: "2026-03-21 00:50")
        #expect(
            try told(real) == [
                "ended: ends-before-start: it would end at 2026-03-21 00:50, not after its start at 2026-03-21 01:00; check both times"
            ])
    }

    @Test(arguments: ["started", "ended"]) func `that are real may lie a minute ahead, and no more`(path: String) throws {
        func problems(_ text: String) throws -> [String] {
            var request = TreatmentRequest(patient: "P-1", start: "2026-03-21 01:00", duration: "45min")
            if path == "started" { request.started = text } else { request.ended = text }
            return try told(request)
        }
        #expect(try problems("2026-03-20T20:01:00Z") == [])
        #expect(
            try problems("2026-03-20T20:01:01Z")
                == ["\(path): out-of-range: 2026-03-21 01:46 lies in the future; say it when it has happened"])
    }

    @Test func `with an end alone end after the planned start`() throws {
        func problems(_ ended: String, existing: Treatment? = nil) throws -> [String] {
            let start = existing == nil ? "2026-03-21 00:45" : nil
            return try told(TreatmentRequest(patient: "P-1", start: start, duration: "45min", ended: ended), existing: existing)
        }
        #expect(try problems("2026-03-21 00:45:01") == [])
        #expect(
            try problems("2026-03-21 00:45") == [
                "ended: ends-before-start: it is booked for 2026-03-21 00:45, and would have ended before, at 2026-03-21 00:45; if it took "
                    + "place earlier than planned, say when it began too ('--started')"
            ])
        #expect(
            try problems("now", existing: booked) == [
                "ended: ends-before-start: 'T-7' is booked for 2026-03-25 16:45, and would have ended before, at 2026-03-21 01:45; if it "
                    + "took place earlier than planned, say when it began too ('--started')"
            ])
    }

    @Test func `with a beginning alone began within two days before the planned end`() throws {
        func problems(_ start: String, ended: String? = nil) throws -> [String] {
            try told(TreatmentRequest(patient: "P-1", start: start, duration: "45min", started: "now", ended: ended))
        }
        #expect(try problems("2026-03-23 01:00") == [])
        #expect(
            try problems("2026-03-23 01:00:01") == [
                "started: out-of-range: it is booked for 2026-03-23 01:00, and would have begun days before, at 2026-03-21 01:45; if it "
                    + "took place earlier than planned, move it first"
            ])
        // Where the end is known as well, nobody took one session for another.
        #expect(try problems("2026-03-25 01:00", ended: "2026-03-20T20:00:30Z") == [])
    }

    @Test func `that look like another session's name that one`() throws {
        let meant = treatment("T-2", start: "2026-03-20T19:00:00Z", end: "2026-03-20T19:45:00Z")
        let hint = "; did you mean 'T-2', of 2026-03-21 00:45? If not, and it took place earlier than planned, "
        let ended = try told(TreatmentRequest(patient: "P-1", ended: "now"), existing: booked, others: [meant])
        #expect(ended.count == 1 && ended.allSatisfy { $0.hasSuffix("\(hint)say when it began too ('--started')") })
        let started = try told(TreatmentRequest(patient: "P-1", started: "now"), existing: booked, others: [meant])
        #expect(started.count == 1 && started.allSatisfy { $0.hasSuffix("\(hint)move it first") })
    }

    @Test(arguments: [
        (TreatmentRequest(patient: "P-1"), false, "2026-03-25T11:00:00Z 2026-03-25T11:45:00Z"),
        (TreatmentRequest(patient: "P-1"), true, "2026-03-25T11:00:00Z 2026-03-25T12:30:00Z"),
        (TreatmentRequest(patient: "P-1", start: "2026-03-26 10:00"), false, "2026-03-26T04:15:00Z 2026-03-26T05:00:00Z"),
        (TreatmentRequest(patient: "P-1", start: "2026-03-26 10:00"), true, "2026-03-26T04:15:00Z 2026-03-26T05:45:00Z"),
        (TreatmentRequest(patient: "P-1", duration: "30min"), false, "2026-03-25T11:00:00Z 2026-03-25T11:30:00Z"),
        (TreatmentRequest(patient: "P-1", end: "2026-03-25 18:00"), false, "2026-03-25T11:00:00Z 2026-03-25T12:15:00Z"),
        (
            TreatmentRequest(patient: "P-1", start: "2026-03-26 10:00", end: "2026-03-26 11:10"), false,
            "2026-03-26T04:15:00Z 2026-03-26T05:25:00Z"
        ),
    ])
    func `that are left out stay as they were, the length too`(request: TreatmentRequest, resetsLength: Bool, planned: String) throws {
        let times = try #require(try read(request, usual: span("90min"), existing: booked, resetsLength: resetsLength).times)
        #expect("\(times.start) \(times.end)" == planned)
        #expect(times.actualStart == nil && times.actualEnd == nil)
    }

    @Test(
        arguments: [
            (nil, nil, "18:05:00Z 18:50:00Z"), ("2026-03-20T18:10:00Z", nil, "18:10:00Z 18:50:00Z"),
            (nil, "2026-03-20T18:55:00Z", "18:05:00Z 18:55:00Z"), ("2026-03-20T18:20:00Z", "2026-03-20T19:00:00Z", "18:20:00Z 19:00:00Z"),
        ] as [(String?, String?, String)])
    func `that are real and left out stay as they were`(started: String?, ended: String?, real: String) throws {
        var done = treatment("T-7", start: "2026-03-20T18:00:00Z", end: "2026-03-20T18:45:00Z", status: .completed)
        done.actualStart = at("2026-03-20T18:05:00Z")
        done.actualEnd = at("2026-03-20T18:50:00Z")
        let times = try #require(try read(TreatmentRequest(patient: "P-1", started: started, ended: ended), existing: done).times)
        let start = try #require(times.actualStart)
        let end = try #require(times.actualEnd)
        #expect("\(start.text.suffix(9)) \(end.text.suffix(9))" == real)
        #expect(times.start == done.plannedStart && times.end == done.plannedEnd)
    }
}
