import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

/// Protocols that were once evaluated wrongly, each with the right result. A session takes 45 minutes.
@Suite("A small protocol that was once answered wrongly")
struct TimingCaseTests {
    @Test("asks nothing for months before a session beyond the session's start, nor ends it before")
    func beforeForMonth() throws {
        let told = try told(beforeForMonthFile, at: "2027-08-31 10:00")
        #expect(
            told == [
                "2027-02-28 10:00 No retinol until Tuesday, August 31, 2027, 10:00.",
                "2027-08-31 10:00 That was the last day of leaving retinol.",
            ])
    }

    @Test(
        "is said the evening before where the night hides what comes before a session",
        arguments: ["08:00", "09:00", "11:00"])
    func advanceBefore(start: String) throws {
        let told = try told(advanceBeforeFile, at: "2026-12-10 \(start)", quiet: "21:00-08:00")
        #expect(told == ["2026-12-09 20:45 Please eat little until your treatment at Thursday \(start)."])
    }

    @Test("says nothing twice within a quarter of an hour, whatever the quiet hours", arguments: ["defer", "advance"])
    func minuteApart(policy: String) throws {
        let careProtocol = try #require(readProtocol(minuteApartFile + "\n    quiet: \(policy)").value)
        for from in stride(from: 0, to: 1440, by: 24) {
            for length in stride(from: 24, to: 1440, by: 72) {
                let to = (from + length) % 1440
                guard let begins = LocalTime(hour: from / 60, minute: from % 60),
                    let ends = LocalTime(hour: to / 60, minute: to % 60), let quiet = QuietHours(from: begins, to: ends)
                else { continue }
                let record = try record(careProtocol, at: "2026-12-08 10:00", quiet: quiet)
                let said = saying(record).map(\.at)
                let gaps = zip(said, said.dropFirst()).map { $1 - $0 }
                #expect(gaps.allSatisfy { $0 >= 900 }, "\(quiet): \(said)")
                #expect(!said.isEmpty, "\(quiet)")
            }
        }
    }

    @Test("is said where the neighbours leave room, and only there")
    func minuteApartDrawn() throws {
        #expect(
            try told(minuteApartFile, at: "2026-12-08 10:00", quiet: "00:00-06:00")
                == ["2026-12-09 23:44 x", "2026-12-10 06:00 x"])
        #expect(
            try told(minuteApartFile, at: "2026-12-08 10:00", quiet: "21:00-08:00")
                == ["2026-12-09 20:45 x", "2026-12-10 08:00 x"])
    }

    @Test("tells what is left in whole units, and never more than there is")
    func leftZero() throws {
        let record = try record(try #require(readProtocol(leftZeroFile).value), at: "2026-12-08 10:00")
        func said(_ seconds: Int64) -> [String] {
            // A look so many seconds after the end of the session; within a minute it is punctual.
            Schedule(record).forecast(from: record.treatments[0].end + seconds, through: record.treatments[0].end + seconds)
                .entries.compactMap(\.payload?.text)
        }
        #expect(said(0) == ["No sport for 3 days."])
        #expect(said(59) == ["No sport for 3 days."])
        #expect(said(60) == ["Still no sport: 2 days, 23 hours to go."])
        #expect(said(86_400) == ["Still no sport: 2 days to go."])
        #expect(said(86_401 + 59) == ["Still no sport: 1 day, 23 hours to go."])
    }

    @Test("speaks of the next one that will be said, and of none where none is left")
    func next() throws {
        let told = try told(nextFile, at: "2026-12-08 14:15", quiet: "21:00-08:00")
        #expect(
            told == [
                "2026-12-08 15:00 A next at Tuesday 18:00.", "2026-12-08 18:00 A.", "2026-12-08 20:45 B next at Wednesday 08:00.",
                "2026-12-09 08:00 B next at Wednesday 20:45.", "2026-12-09 20:45 B next at Thursday 08:00.",
                "2026-12-10 08:00 B.",
            ])
    }

    // MARK: What a patient is told

    private func told(_ text: String, at start: String, quiet: String? = nil) throws -> [String] {
        let careProtocol = try #require(readProtocol(text).value)
        let record = try record(careProtocol, at: start, quiet: quiet.map { try QuietHours(text: $0) })
        return saying(record).map { "\(record.zone.local($0.at).date) \(record.zone.local($0.at).time) \($0.text)" }
    }

    private func saying(_ record: CareRecord) -> [(at: Instant, text: String)] {
        let session = record.treatments[0].start
        return Schedule(record).forecast(from: session - 370 * 86_400, through: session + 30 * 86_400).entries
            .compactMap { entry in entry.payload.map { (entry.at, $0.text) } }
    }

    private func record(_ careProtocol: CareProtocol, at start: String, quiet: QuietHours? = nil) throws -> CareRecord {
        let zone = try #require(try ZoneDatabase().zone(named: "Europe/Berlin"))
        let start = zone.instant(of: try LocalDateTime(text: start))
        let patient = try #require(PatientID("P"))
        let plan = try #require(PlanID("PL"))
        return CareRecord(
            store: UUID(),
            patient: Patient(
                id: patient, zone: zone.name, language: .english, quietHours: quiet, history: History(.active), name: nil),
            zone: zone, clinic: DaemonSettings.byDefault().clinic.without(quietHours: true),
            assignedPlans: [
                AssignedPlan(
                    plan: Plan(
                        id: plan, patient: patient, careProtocol: careProtocol.reference, history: History(.active),
                        modalities: [:], switchedOff: []),
                    careProtocol: careProtocol)
            ],
            treatments: [
                Treatment(
                    id: try #require(TreatmentID("T")), patient: patient, plan: plan, route: .topical, site: nil,
                    product: nil, status: .booked, plannedStart: start, plannedEnd: start + 2700)
            ])
    }
}

extension Clinic {
    fileprivate func without(quietHours: Bool) -> Clinic {
        Clinic(
            name: name, contact: contact, isContactMonitored: isContactMonitored, quietHours: nil, zone: zone,
            language: language, confirmsTreatments: confirmsTreatments)
    }
}

private let minuteApartFile = """
    protocol: a-minute-apart
    version: 1
    title: x
    routes: [topical]
    duration: 45min
    sources: { s: s }
    instructions:
      a:
        kind: advise
        window: { after: end, for: 4d }
        remind: [{ after: 1d, at: "23:44" }, { after: 2d, at: "00:14" }, { after: 2d, at: "05:00" }]
        source: s
        text: "x"
    """

private let advanceBeforeFile = """
    protocol: advance-before
    version: 1
    title: x
    routes: [topical]
    duration: 45min
    sources: { sheet: s }
    instructions:
      eat-little:
        kind: advise
        window: { before: start, for: 6h }
        remind: [start]
        quiet: advance
        source: { window: sheet, text: sheet }
        text: "Please eat little until your treatment at {until}."
    """

private let beforeForMonthFile = """
    protocol: before-for-month
    version: 1
    title: x
    routes: [topical]
    duration: 45min
    sources: { s: s }
    instructions:
      no-retinol:
        kind: advise
        window: { before: start, for: 6mo }
        remind: [start, end]
        source: s
        text: { en: { start: "No retinol until {until}.", end: "That was the last day of leaving retinol." } }
    """

private let leftZeroFile = """
    protocol: left-zero
    version: 1
    title: x
    routes: [topical]
    duration: 45min
    sources: { s: s }
    instructions:
      sport:
        kind: restrict
        activity: sport
        window: { after: end, for: 72h }
        remind: [start, { after: 1d, at: "09:00" }, 30min, 24h, end]
        source: s
        text: { en: { start: "No sport for {left}.", during: "Still no sport: {left} to go.", end: "Over." } }
    """

private let nextFile = """
    protocol: next
    version: 1
    title: x
    routes: [topical]
    duration: 45min
    sources: { s: s }
    instructions:
      a:
        kind: compress
        modality: cold
        window: { after: end, for: 12h }
        remind: { every: 3h }
        quiet: skip
        source: s
        text: "A next at {next}."
      b:
        kind: advise
        window: { after: end, for: 2d }
        remind: { daily: ["07:00", "22:00"] }
        source: s
        text: "B next at {next}."
    """
