import Foundation
import Testing

@testable import Aftercare

/// Of a patient in Kathmandu, at a clinic in Tokyo that speaks German. The sample treatment ends on Monday, 2 March, at
/// 09:00 UTC, which is 14:45 for the patient.
@Suite struct `The status of a patient` {
    private let end = at("2026-03-02T09:00:00Z")
    private let hour: Int64 = 3_600
    private let day: Int64 = 86_400

    private func sample(
        _ instructions: Instruction..., treatments: [Treatment] = [treatment()], in place: Zone? = nil
    ) throws -> CareRecord {
        let care = careProtocol().with(instructions)
        let kathmandu = try zone("Asia/Kathmandu")
        return record(care, zone: place ?? kathmandu, clinic: clinic(language: .german)).with(treatments: treatments)
    }

    private let dryLabelled = noAlcohol.with(label: Translations([.english: "no alcohol", .german: "kein Alkohol"]))

    // MARK: Upcoming reminders

    @Test func `shows each reminder as it will be said, under the clinic's name for it`() throws {
        let schedule = Schedule(try sample(dryLabelled))
        let list = UpcomingReminder.list(of: schedule, after: end - 1, through: end + day, limit: 5)
        #expect(list.map(\.due) == [end, end + 12 * hour, end + day])
        #expect(
            list.map(\.message) == ["No alcohol until Tuesday 14:45.", "12 hours to go, until Tuesday 14:45.", "It is over."])
        #expect(list.map(\.label) == Array(repeating: "kein Alkohol", count: 3))
        let occurrences = schedule.upcoming(after: end - 1, through: end + day, limit: 5)
        #expect(list.map(\.id) == occurrences.map { OccurrenceID($0.key, store: sampleStore) })
        #expect(list.map(\.deadline) == occurrences.map(\.deadline))
        let first = try #require(list.first)
        #expect(first.patient == id("P-1") && first.treatment == id("T-1") && first.instruction == id("no-alcohol"))
        #expect(first.deadline > first.due)
    }

    @Test func `shows what comes after now, up to an end and a number`() throws {
        let schedule = Schedule(try sample(noAlcohol))
        func dues(after now: Instant, through last: Instant, limit: Int = 5) -> [Int64] {
            UpcomingReminder.list(of: schedule, after: now, through: last, limit: limit).map { ($0.due - end) / hour }
        }
        #expect(dues(after: end - 1, through: end + 12 * hour) == [0, 12])
        #expect(dues(after: end, through: end + 12 * hour) == [12])
        #expect(dues(after: end - 1, through: end + 12 * hour - 1) == [0])
        #expect(dues(after: end - 1, through: end + day, limit: 1) == [0])
        #expect(dues(after: end - 1, through: end + day, limit: 2) == [0, 12])
    }

    @Test func `reaches a week ahead, and no more than ten reminders`() throws {
        #expect(PatientStatus.reach == 7 * day)
        let daily = Schedule(try sample(compress(for: "480h", every: "24h")))
        func days(_ now: Instant) -> [Int64] { PatientStatus(of: daily, at: now).upcoming.map { ($0.due - end) / day } }
        #expect(days(end) == [1, 2, 3, 4, 5, 6, 7])
        #expect(days(end - 1) == [0, 1, 2, 3, 4, 5, 6])
        let often = Schedule(try sample(compress(for: "480h", every: "2h")))
        #expect(PatientStatus(of: often, at: end).upcoming.map { ($0.due - end) / hour } == [2, 4, 6, 8, 10, 12, 14, 16, 18, 20])
    }

    // MARK: Windows

    @Test func `shows what holds, and when the next word on it comes within a week`() throws {
        let long = instruction(
            "rest", window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("480h"))), .moments([.start, .end])
        ).with(label: Translations([.english: "rest", .german: "Ruhe"]))
        let schedule = Schedule(try sample(long))
        let closes = end + 480 * hour
        func windows(at now: Instant) -> [WindowInForce] { PatientStatus(inWindowOf: schedule, at: now).windows }
        #expect(windows(at: end - 1) == [])
        #expect(
            windows(at: end) == [
                WindowInForce(
                    treatment: id("T-1"), plan: id("PL-1"), instruction: id("rest"), kind: .abstain, label: "Ruhe", opens: end,
                    closes: closes, until: closes, next: nil, isMuted: false)
            ])
        #expect(windows(at: closes - 7 * day - 1).map(\.next) == [nil])
        #expect(windows(at: closes - 7 * day).map(\.next) == [closes])
        #expect(windows(at: closes - 1).map(\.next) == [closes])
        #expect(windows(at: closes) == [])
    }

    @Test func `shows until when something holds together with other sessions, and what a reaction mutes`() throws {
        let second = treatment("T-2", start: "2026-03-02T10:00:00Z", end: "2026-03-02T11:00:00Z")
        let reaction = Reaction(
            id: id("R-1"), patient: id("P-1"), treatment: id("T-2"), signs: [.swelling], reportedAt: end + 2 * hour, clearedAt: nil)
        let both = try sample(dryLabelled, compress(), treatments: [treatment(), second]).with(reactions: [reaction])
        let windows = PatientStatus(inWindowOf: Schedule(both), at: end + 3 * hour).windows
        let drawn = windows.map {
            "\($0.treatment) \($0.label) \($0.kind) \(($0.closes - end) / hour) \(($0.until - end) / hour)\($0.isMuted ? " muted" : "")"
        }
        #expect(
            drawn.sorted() == [
                "T-1 ice compress 24 26", "T-1 kein Alkohol abstain 24 26", "T-2 ice compress 26 26 muted",
                "T-2 kein Alkohol abstain 26 26",
            ])
    }

    // MARK: All of it

    @Test func `has all plans but those entered in error, and the tasks that it is given`() throws {
        let care = careProtocol(noAlcohol)
        let plans = Plan.Status.allCases.map { plan("PL-\($0.rawValue)", of: care, status: $0) }
        let base = try sample(noAlcohol).with(assignedPlans: plans.map { AssignedPlan(plan: $0, careProtocol: care) })
        let task = StaffTask(kind: .unconfirmed, patient: id("P-1"), treatment: id("T-1"), since: end)
        let status = PatientStatus(of: Schedule(base), at: end, needsPerson: [task])
        #expect(status.plans == plans.filter { $0.status != .enteredInError })
        #expect(status.needsPerson == [task])
        #expect(status.patient == base.patient && status.now == end)
        let short = PatientStatus(inWindowOf: Schedule(base), at: end)
        #expect(short.plans == nil && short.nextSession == nil && short.silences == nil)
        #expect(short.needsPerson == [] && short.upcoming == [])
    }

    @Test func `shows nothing of the clock where the patient's zone is unknown`() throws {
        let schedule = Schedule(try sample(noAlcohol, in: Zone(standingInFor: "US/Pacific")))
        let status = PatientStatus(of: schedule, at: end)
        #expect(status.windows == [] && status.upcoming == [])
        #expect(status.plans?.count == 1 && status.silences == [])
        let known = PatientStatus(of: Schedule(try sample(noAlcohol)), at: end)
        #expect(known.windows.count == 1 && known.upcoming.count == 2)
        #expect(known.plans?.count == 1 && known.silences == [])
    }
}

@Suite struct `The next session` {
    private let noon = at("2026-03-02T12:00:00Z")

    private func session(
        _ name: String, from start: Int64, to end: Int64, _ status: Treatment.Status = .booked, series: String? = nil
    ) -> Treatment {
        Treatment(
            id: id(name), patient: id("P-1"), plan: id("PL-1"), route: .intramuscular, site: nil, product: nil, status: status,
            plannedStart: noon + start * 3_600, plannedEnd: noon + end * 3_600, series: series.map { id($0) })
    }

    private func next(of sessions: Treatment..., at now: Instant? = nil) -> String? {
        let known = record(careProtocol(noAlcohol)).with(treatments: sessions)
        return NextSession(of: known, at: now ?? noon).map { next in
            let place = next.number.flatMap { number in next.count.map { " \(number)/\($0)" } }
            return "\(next.treatment.id)\(place ?? "")"
        }
    }

    @Test func `is the one that is under way, until its last second`() {
        let (first, second) = (session("T-9", from: -1, to: 1), session("T-1", from: 2, to: 3))
        #expect(next(of: second, first) == "T-9")
        #expect(next(of: second, first, at: noon + 3_599) == "T-9")
        #expect(next(of: second, first, at: noon + 3_600) == "T-1")
        #expect(next(of: second, first, at: noon + 3 * 3_600) == nil)
    }

    @Test(arguments: Treatment.Status.allCases) func `is booked or under way`(status: Treatment.Status) {
        let isNext = status == .booked || status == .inProgress
        #expect(next(of: session("T-2", from: 1, to: 2, status)) == (isNext ? "T-2" : nil))
    }

    @Test func `is the one of two at one time whose name comes first`() {
        #expect(next(of: session("T-2", from: 1, to: 2), session("T-1", from: 1, to: 3)) == "T-1")
    }

    @Test func `has its place among all of its series but those entered in error`() {
        let sessions = [
            session("T-5", from: 48, to: 49, series: "T-3"), session("T-8", from: -72, to: -71, .enteredInError, series: "T-3"),
            session("T-7", from: -48, to: -47, .cancelled, series: "T-3"), session("T-3", from: -24, to: -23, .completed, series: "T-3"),
            session("T-4", from: 24, to: 25, series: "T-3"), session("T-1", from: 26, to: 27, series: "T-1"),
        ]
        let next = NextSession(of: record(careProtocol(noAlcohol)).with(treatments: sessions), at: noon)
        #expect(next?.treatment.id == id("T-4"))
        #expect(next?.number == 3 && next?.count == 4)
    }
}
