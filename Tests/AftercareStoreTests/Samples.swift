import Aftercare
import AftercareStore
import Foundation

// Minimal valid values; a test changes what matters to it.

func id<Entity>(_ text: String) -> ID<Entity> {
    guard let id = ID<Entity>(text) else { preconditionFailure("not a name: \(text)") }
    return id
}

func at(_ seconds: Int64) -> Instant { Instant(seconds: seconds) }

/// - Parameter person: the patient's own name.
func patient(
    _ name: String = "P-1", zone: String = "UTC", history: History<Patient.Status> = History(.active), person: String? = nil
) -> Patient {
    Patient(id: id(name), zone: zone, language: .english, quietHours: nil, history: history, name: person)
}

func plan(
    _ name: String = "PL-1", of patient: String = "P-1", following careProtocol: CareProtocol = careProtocol(),
    status: Plan.Status = .active, changes: [InstructionChange] = []
) -> Plan {
    Plan(
        id: id(name), patient: id(patient), careProtocol: careProtocol.reference, history: History(status), modalities: [:],
        switchedOff: [], changes: changes)
}

func treatment(
    _ name: String = "T-1", of patient: String = "P-1", plan: String = "PL-1", status: Treatment.Status = .booked,
    start: Int64 = 0, series: String? = nil
) -> Treatment {
    Treatment(
        id: id(name), patient: id(patient), plan: id(plan), route: .intramuscular, site: nil, product: nil, status: status,
        plannedStart: at(start), plannedEnd: at(start + 3600), series: series.map { id($0) })
}

func careProtocol(_ name: String = "sample", version: Int = 1, title: String = "Sample") -> CareProtocol {
    CareProtocol(
        id: id(name), version: version, title: Translations([.english: title]), language: .english,
        routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: [:],
        instructions: [
            Instruction(
                id: id("no-alcohol"), kind: .abstain, subject: "alcohol", modality: nil,
                window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .at(Anchor(edge: .afterEnd, offset: .days(1)))),
                cadence: .moments([.start]), session: nil, usefulFor: nil, quiet: .defer,
                text: Translations([.english: Wording(phrases: Phrases(start: "No alcohol until {until}."))]),
                label: Translations([.english: "no alcohol"]), citations: [])
        ])
}

func occurrence(
    of treatment: String = "T-1", place: Int = 0, role: Role = .reminder, ordinal: Int = 0, due: Int64? = nil,
    replaces: OccurrenceKey? = nil
) -> Occurrence {
    let window = Window(
        treatment: id(treatment), timingRevision: 1, plan: id("PL-1"),
        careProtocol: ProtocolReference(id: id("sample"), version: 1), instruction: id("no-alcohol"), kind: .abstain,
        opens: at(0), closes: at(86_400))
    return Occurrence(
        window: window, place: place, phase: .start, role: role, ordinal: ordinal, instant: at(Int64(place)),
        due: at(due ?? Int64(place)), deadline: at(86_400), replaces: replaces)
}

extension Store {
    /// A reminder of this store as it is once it has been sent.
    func reminder(
        _ occurrence: Occurrence = occurrence(), state: ReminderState = .sending, sequence: Int64? = 1, line: Int = 0, attempt: Int = 1,
        payload: Payload? = Payload(text: "m", language: .english), claim: Claim = Claim()
    ) -> Reminder {
        Reminder(
            id: OccurrenceID(occurrence.key, store: id), patient: AftercareStoreTests.id("P-1"), occurrence: occurrence,
            state: state, sequence: sequence, line: line, attempt: attempt, reason: nil, payload: payload, claim: claim, decidedAt: at(1),
            emittedAt: nil, cursor: nil)
    }

    /// Stores the sample protocol, patient, plan and treatment.
    func takeInSamples() throws {
        try write { tx in
            _ = try tx.offer(careProtocol())
            try tx.save(patient())
            try tx.save(plan())
            try tx.save(treatment())
        }
    }
}
