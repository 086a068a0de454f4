import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

/// The shipped protocols, for patients who sleep from 21:00 to 08:00.
@Suite("The shipped protocols at night")
struct ShippedQuietHoursTests {
    private let library = ProtocolLibrary.load(directories: ["\(shippedConfig)/protocols"])
    private let now = Instant(seconds: 1_795_282_200)

    @Test("wakes nobody for a compress, and leaves nothing else out in the quiet hours, whenever a session ends")
    func quiet() throws {
        let zone = try #require(try ZoneDatabase(directory: "/usr/share/zoneinfo").zone(named: "Europe/Berlin"))
        for careProtocol in library.protocols {
            for ended in stride(from: 0, to: 86_400, by: 1800).map({ now + $0 }) {
                // given: a plan with cold compresses, and a session of half an hour
                let record = try #require(self.record(of: careProtocol, ended: ended, in: zone))

                // when
                let occurrences = Schedule(record).timeline(over: ended...ended + 300 * 86_400).occurrences

                // then
                let hushed = occurrences.filter { $0.exclusion != nil }.map(\.window.kind)
                #expect(hushed.allSatisfy { $0 == .compress }, "\(careProtocol.id) \(ended)")
                let emergency = occurrences.filter { $0.window.instruction.rawValue == "emergency-signs" }
                #expect(emergency.map(\.due) == [ended, ended + 1800], "\(careProtocol.id) \(ended)")
                let compresses = occurrences.filter { $0.window.kind == .compress && $0.exclusion == nil }.map { zone.local($0.due).time }
                #expect(compresses.allSatisfy { (8...20).contains($0.hour) }, "\(careProtocol.id) \(ended)")
            }
        }
    }

    @Test("tells of signs that cannot wait for the day before the night, where there is time for it")
    func sameDay() throws {
        for careProtocol in library.protocols {
            let instruction = try #require(careProtocol.instructions.first { $0.id.rawValue == "same-day-signs" })
            #expect(instruction.quiet == .advance)
        }
    }

    /// A patient with quiet hours from 21:00 to 08:00 after one session.
    private func record(of careProtocol: CareProtocol, ended: Instant, in zone: Zone) -> CareRecord? {
        guard let patient = PatientID("P"), let plan = PlanID("PL"), let treatment = TreatmentID("T"),
            let night = LocalTime(hour: 21, minute: 0), let morning = LocalTime(hour: 8, minute: 0)
        else { return nil }
        let choices = careProtocol.modalityChoices.map { ($0, Modality.cold) }
        return CareRecord(
            store: UUID(),
            patient: Patient(
                id: patient, zone: zone.name, language: .english, quietHours: QuietHours(from: night, to: morning),
                history: History(.active), name: nil),
            zone: zone, clinic: DaemonSettings.byDefault().clinic,
            assignedPlans: [
                AssignedPlan(
                    plan: Plan(
                        id: plan, patient: patient, careProtocol: careProtocol.reference, history: History(.active),
                        modalities: Dictionary(uniqueKeysWithValues: choices), switchedOff: []),
                    careProtocol: careProtocol)
            ],
            treatments: [
                Treatment(
                    id: treatment, patient: patient, plan: plan, route: careProtocol.routes[0], site: nil, product: nil,
                    status: .booked, plannedStart: ended - 1800, plannedEnd: ended, actualStart: nil, actualEnd: nil,
                    timesKnownAt: ended - 86_400)
            ])
    }
}
