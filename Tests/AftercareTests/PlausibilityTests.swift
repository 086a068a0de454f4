import Testing

@testable import Aftercare

/// What looks like a slip of the hand.
@Suite struct `A session that looks like a slip` {
    private let now = at("2026-03-20T12:00:00Z")
    private let other = treatment("T-2", start: "2026-03-25T08:00:00Z", end: "2026-03-25T09:00:00Z")

    private func problems(
        _ start: Instant, _ end: Instant, isReal: Bool = false, of name: String = "T-1", isMeant: Bool = false,
        in place: String = "Asia/Tokyo",
        at now: Instant? = nil
    ) throws -> [Problem] {
        var problems = Problems()
        let cancelled = treatment("T-3", start: "2026-03-26T08:00:00Z", end: "2026-03-26T09:00:00Z", status: .cancelled)
        Plausibility(others: [other, cancelled], zone: try zone(place), now: now ?? self.now, isMeant: isMeant)
            .check(start: start, end: end, isReal: isReal, of: id(name), &problems)
        return problems.list
    }

    private static let (hour, day): (Int64, Int64) = (3600, 86_400)

    /// Seconds from now to its start and its end, and whether somebody said that it was so.
    @Test(arguments: [
        (366 * day, 366 * day + hour, false, true), (366 * day + 1, 366 * day + hour, false, false),
        // A session that is only now booked may have ended a day ago, and have begun before.
        (-26 * hour, -24 * hour, false, true), (-26 * hour, -24 * hour - 1, false, false), (-26 * hour, -25 * hour, true, true),
        (-366 * day, -366 * day + hour, true, true), (-366 * day - 1, -366 * day + hour, true, false),
    ])
    func `is asked about beyond a year, or where it was a day before it was booked`(
        start: Int64, end: Int64, isReal: Bool, isBelieved: Bool
    ) throws {
        let found = try problems(now + start, now + end, isReal: isReal)
        #expect(found.isEmpty == isBelieved)
        #expect(found.allSatisfy { $0.code == .implausible && $0.path == "start" && $0.message.hasSuffix("say it again with '--force'") })
        #expect(try problems(now + start, now + end, isReal: isReal, isMeant: true) == [])
    }

    @Test func `is asked about where it is completed with such times, too`() throws {
        func codes(force: Bool?) throws -> [Problem.Code] {
            var problems = Problems()
            var request = CompletionRequest(started: "2025-01-20T08:00:00Z", ended: "2025-01-20T09:00:00Z")
            request.force = force
            let booked = treatment("T-1", start: "2026-03-20T08:00:00Z", end: "2026-03-20T09:00:00Z")
            let completed = request.admit(booked, zone: try zone("Asia/Tokyo"), now: now, problems: &problems)
            #expect((completed == nil) == !problems.list.isEmpty)
            return problems.list.map(\.code)
        }
        #expect(try codes(force: nil) == [.implausible])
        #expect(try codes(force: true) == [])
    }

    @Test func `tells the day on the patient's clock, how far that is, and what was probably meant`() throws {
        let ahead = try problems(at("2027-03-25T16:00:00Z"), at("2027-03-25T17:00:00Z"))
        #expect(
            ahead.map(\.message) == [
                "2027-03-26 01:00 is 371 days away (did you mean 2026-03-26 01:00?); if it is meant, say it again with '--force'"
            ])
        let past = try problems(at("2025-03-25T16:00:00Z"), at("2025-03-25T17:00:00Z"))
        #expect(
            past.map(\.message) == [
                "2025-03-26 01:00 lies 359 days in the past (did you mean 2026-03-26 01:00?); if it took place, say when it began and "
                    + "ended ('--started', '--ended'); if it is meant, say it again with '--force'"
            ])
        // The same day of this year is over.
        #expect(try problems(at("2027-03-24T01:00:00Z"), at("2027-03-24T02:00:00Z"))[0].message.contains("did you mean 2026-03-24 10:00?"))
        #expect(try problems(at("2025-03-19T01:00:00Z"), at("2025-03-19T02:00:00Z"))[0].message.contains("did you mean 2027-03-19 10:00?"))
        // On the last evening of a year that is over elsewhere, there is still some of it.
        let evening = try problems(
            at("2030-01-01T09:00:00Z"), at("2030-01-01T10:00:00Z"), in: "Pacific/Honolulu", at: at("2027-01-01T01:00:00Z"))
        #expect(evening.first?.message.hasPrefix("2029-12-31 23:00 is 1096 days away (did you mean 2026-12-31 23:00?)") == true)
        // A few days ago nobody mistook the year.
        #expect(try !problems(now - 40 * Self.day, now - 40 * Self.day + 60)[0].message.contains("did you mean"))
    }

    @Test(arguments: [
        ("2026-03-25T07:00:00Z", "2026-03-25T08:00:00Z", true), ("2026-03-25T07:00:00Z", "2026-03-25T08:00:01Z", false),
        ("2026-03-25T09:00:00Z", "2026-03-25T10:00:00Z", true), ("2026-03-25T08:59:59Z", "2026-03-25T10:00:00Z", false),
        ("2026-03-25T08:10:00Z", "2026-03-25T08:20:00Z", false), ("2026-03-25T07:00:00Z", "2026-03-25T10:00:00Z", false),
        // What is cancelled takes no time.
        ("2026-03-26T08:00:00Z", "2026-03-26T09:00:00Z", true),
    ])
    func `overlaps with another of the patient, and not with itself`(start: String, end: String, isApart: Bool) throws {
        let found = try problems(at(start), at(end))
        #expect(found.isEmpty == isApart)
        for problem in found {
            #expect(
                problem.message.hasPrefix(
                    "it would overlap with 'T-2' of the same patient, 2026-03-25 17:00 to 18:00; choose another time, or move 'T-2' first;")
            )
        }
        #expect(try problems(at(start), at(end), of: "T-2") == [])
    }
}
