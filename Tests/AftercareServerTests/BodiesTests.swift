import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import AftercareEngine
@testable import AftercareServer

/// What the engine tells, as it goes over the socket: nothing of it is lost on the way.
@Suite struct `What is told` {
    private static let now = Instant(seconds: 1_800_000_000)
    private static let zone = UnknownZone(name: "Mars/Olympus", since: now - 60, reason: "its file is missing", patients: 2, isClinics: true)

    private static func id<Entity>(_ text: String) -> ID<Entity> {
        guard let id = ID<Entity>(text) else { preconditionFailure("not a name: \(text)") }
        return id
    }

    private static func staffTask(_ kind: StaffTask.Kind) -> StaffTask {
        StaffTask(patient: id("P-1"), treatment: nil, since: now, kind: kind)
    }

    private let status = Status(
        now: now, startedAt: now - 3600, journal: .ok, storeTrouble: "it is read-only", storeTroubleSince: now - 30,
        storeLoss: "its files are gone", complaints: ["the engine's"], nextDue: nil, patientsInWindow: 0, staffTasks: [], counts: [:],
        inWindow: [], upcoming: [], unknownZones: [zone],
        withheld: [Withheld(writer: Writer(epoch: 1, author: Author(machine: "m", uid: 7), since: now), reminders: 2, reason: "it is gone")],
        writer: Writer(epoch: 2, author: Author(machine: "n", uid: 8), since: now))

    @Test func `of everybody is all that is to be mended, and what a program looks for besides`() {
        let complaints = Complaints(["set 'contact'"], notReloaded: ["line 3 is wrong"], storageLow: "1 MiB is free")
        let body = StatusBody(status, version: "test", complaints: complaints)
        #expect(
            body.complaints == ["the engine's", Self.zone.complaint, "line 3 is wrong", "set 'contact'", "1 MiB is free"])
        #expect(body.notReloaded == ["line 3 is wrong"] && body.storageLow == "1 MiB is free")
        #expect(body.storeTrouble == "it is read-only" && body.storeTroubleSince == Self.now - 30 && body.storeLoss == "its files are gone")
        #expect(
            body.unknownZones == [
                UnknownZone(name: "Mars/Olympus", since: Self.now - 60, reason: "its file is missing", patients: 2, isClinics: true)
            ])
        #expect(body.epoch == 2 && body.withheld?.map(\.machine) == ["m"] && body.withheld?.map(\.reminders) == [2])
        #expect(body.withheld?.first?.epoch == 1 && body.withheld?.first?.text.contains("it is gone") == true)
        #expect(StatusBody(status, version: "test", complaints: []).notReloaded == nil)
    }

    @Test func `of what a person must see to is whose it is, and since when`() {
        let unanswered = StaffTask.Kind.unanswered(
            OccurrenceID(uuid: UUID()), Self.id("ice"), label: "ice", declinedAt: Self.now - 5)
        #expect(StaffTaskBody(Self.staffTask(unanswered)).declinedAt == Self.now - 5)
        let zone = StaffTaskBody(Self.staffTask(.zoneUnknown("Mars/Olympus")))
        #expect(zone.kind == .zone && zone.zone == "Mars/Olympus" && zone.since == Self.now)
    }

    @Test func `of a patient is the next session with its number, and why little is said`() {
        let patient = Patient(id: Self.id("P-1"), zone: "UTC", language: .english, quietHours: nil, history: History(.active), name: nil)
        let treatment = Treatment(
            id: Self.id("T-2"), patient: Self.id("P-1"), plan: Self.id("PL-1"), route: .topical, site: nil, product: nil, status: .booked,
            plannedStart: Self.now, plannedEnd: Self.now + 60)
        let body = PatientStatusBody(
            PatientStatus(
                patient: patient, now: Self.now, staffTasks: [], windows: [], upcoming: [], plans: [],
                nextSession: NextSession(treatment: treatment, number: 2, count: 4), silences: [Suppression(cause: .noPlan)]))
        #expect(body.nextSession?.number == 2 && body.nextSession?.count == 4)
        #expect(body.silences == [Suppression(cause: .noPlan)])
    }

    @Test func `of an upgrade is from where to where, and what should be known of it`() throws {
        let (older, newer) = (ProtocolReference(id: Self.id("knee"), version: 1), ProtocolReference(id: Self.id("knee"), version: 2))
        var outcome = Outcome()
        outcome.notes = ["it is a draft"]
        outcome.drafts = [newer]
        outcome.upgrades = [Upgrade(from: older, to: newer, plans: [Self.id("PL-1")], differences: [])]
        let body = OutcomeBody(outcome, store: UUID())
        #expect(body.upgrades?.map(\.from) == [older] && body.upgrades?.map(\.to) == [newer])
        #expect(body.drafts == [newer] && body.notes == ["it is a draft"])
        let nothing = OutcomeBody(Outcome(), store: UUID())
        #expect(nothing.upgrades == nil && nothing.drafts == nil && nothing.notes == nil)
    }
}
