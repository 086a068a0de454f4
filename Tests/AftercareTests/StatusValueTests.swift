import Foundation
import Testing

@testable import Aftercare

/// What goes over the socket and comes out of it: keys are promised to programs, and what is nothing has none.
@Suite struct `What the service answers` {
    private let now = at("2026-03-02T09:00:00Z")

    private func keys(_ value: some Encodable) throws -> Set<String> {
        let object = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(value))
        return Set(try #require(object as? [String: Any]).keys)
    }

    private func back<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
    }

    @Test func `about everybody leaves out what there is nothing of`() throws {
        let status = ServiceStatus(now: now, since: now - 3600, journal: .ok)
        #expect(
            try keys(status) == [
                "complaints", "counts", "inWindow", "journal", "needsPerson", "now", "patientsInWindow", "since", "upcoming", "version",
            ])
        #expect(try back(status) == status)
    }

    @Test func `about everybody comes back as it went`() throws {
        var status = ServiceStatus(now: now, since: now - 3600, journal: .failing(reason: "it is full", since: now - 60, retryAt: now + 5))
        status.counts = [.settled: 12, .sending: 1]
        status.unknownZones = [
            UnknownZone(name: "Mars/Olympus", since: now - 60, reason: "its file is missing", patients: 2, isClinics: true)
        ]
        status.withheld = [Withheld(machine: "m", epoch: 1, reminders: 2, text: "2 reminders are held back")]
        status.notReloaded = ["line 3 is wrong"]
        #expect(try back(status) == status)
        #expect(try keys(status).isSuperset(of: ["unknownZones", "withheld", "notReloaded"]))
        #expect(status.withoutReceipt == 1)
    }

    @Test func `about a command has what should be known of it, or no word`() throws {
        let knee: ProtocolReference = try ProtocolReference(text: "knee@1")
        var outcome = Outcome(plans: [Outcome.Change(plan(of: careProtocol(noAlcohol)), was: nil)])
        #expect(try keys(outcome) == ["patients", "plans", "treatments", "reactions", "responses"])
        #expect(try keys(try #require(outcome.plans.first)) == ["change", "value"] && outcome.plans.map(\.kind) == [.created])
        outcome.notes = ["it is a draft"]
        outcome.drafts = [knee]
        outcome.upgrades = [Upgrade(from: knee, to: try ProtocolReference(text: "knee@2"), plans: [id("PL-1")], differences: [])]
        #expect(try keys(outcome).isSuperset(of: ["notes", "drafts", "upgrades"]))
        #expect(try back(outcome) == outcome)
    }

    @Test func `names the states of reminders in words`() throws {
        var status = ServiceStatus(now: now, since: now, journal: .none)
        status.counts = [.settled: 12]
        let text = String(decoding: try JSONEncoder().encode(status), as: UTF8.self)
        #expect(text.contains(#""counts":{"settled":12}"#), "\(text)")
    }

    @Test func `about a zone calls it so`() throws {
        let zone = UnknownZone(name: "Mars/Olympus", since: now, reason: "its file is missing", patients: 2)
        #expect(try keys(zone) == ["zone", "since", "reason", "patients", "isClinics"])
    }

    @Test func `about a patient has the next session with its number, and why little is said`() throws {
        let sessions = ["T-1", "T-2"].map { name in
            Treatment(
                id: id(name), patient: id("P-1"), plan: id("PL-1"), route: .intramuscular, site: nil, product: nil, status: .booked,
                plannedStart: now, plannedEnd: now + 3600, series: id("T-1"))
        }
        let record = CareRecord(
            store: sampleStore, patient: patient(), zone: .utc, clinic: sampleClinic, assignedPlans: [], treatments: sessions)
        let status = PatientStatus(of: Schedule(record), at: now - 86_400)
        #expect(status.nextSession?.treatment == sessions[0] && status.nextSession?.number == 1 && status.nextSession?.count == 2)
        #expect(status.silences == [Suppression(cause: .noPlan)] && status.plans == [])
        #expect(try back(status) == status)
    }
}
