import Aftercare
import AftercareAPI
import ArgumentParser

struct TreatmentEnteredInErrorVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entered-in-error", abstract: "Say that a treatment was entered by mistake, and never was.",
        discussion: """
            What the patient was told of it is put right once, and lists leave it out; the record of who entered it, and \
            when, is kept. A treatment that was called off is cancelled instead.
            """)

    @Argument(help: "The treatment.", transform: name) var id: TreatmentID
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            try await confirmation.ask {
                let subject = try await service.subject(id)
                return Question(
                    consequences: ["\(subject.sentence) It will say nothing any more.", EnteredInError.rest],
                    asked: "Mark as entered in error treatment '\(id)' of \(subject.treatment.patient)?")
            }
            try await global.markAsEnteredInError("treatments/\(id)", by: service)
        }
    }
}

/// The treatment that a question is about.
struct TreatmentSubject {
    let treatment: Treatment
    /// The patient's clock.
    let clock: StaffTimeFormat

    /// `T-0012 is booked, Sun 2026-12-13 10:00–10:45 (Europe/Berlin).`
    var sentence: String {
        "\(treatment.id) is \(treatment.status.rawValue), \(clock.dated(treatment.start, until: treatment.end)) (\(clock.zone.name))."
    }
}

extension Service {
    func subject(_ id: TreatmentID) async throws -> TreatmentSubject {
        let treatment: Treatment = try await get("treatments/\(id)")
        let clocks = try await clocks([treatment.patient], zones: .ofThisMachine(), now: .current)
        return TreatmentSubject(treatment: treatment, clock: clocks[treatment.patient])
    }
}
