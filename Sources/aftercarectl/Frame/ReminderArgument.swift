import Aftercare
import AftercareAPI
import ArgumentParser

/// The reminder that is answered: by its id, or as the newest that a patient got of an instruction.
struct ReminderArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The reminder: its id, or the first letters of it, 4 or more. Or a patient, with an instruction.",
            valueName: "reminder"))
    var reminder: String

    @Argument(
        help: ArgumentHelp("The newest reminder of this instruction that the patient got.", valueName: "instruction"),
        transform: name)
    var instruction: InstructionID?

    func validate() throws {
        if instruction == nil { _ = try reminderName(reminder) } else { _ = try name(reminder) as PatientID }
    }

    /// - Throws: where the patient got no reminder of that instruction.
    func id(from service: Service) async throws -> String {
        guard let instruction else { return try reminderName(reminder) }
        let said = try await Service.list(limit: 1, where: { $0.instruction == instruction && $0.isAnswerable }) { after, limit in
            let body: RemindersBody = try await service.get(
                "reminders", ["patient": reminder, "after": after, "limit": String(limit)])
            return (body.reminders, body.next)
        }
        guard let newest = said.items.first else {
            throw Failure(
                message: "patient '\(reminder)' got no reminder of '\(instruction)'; see 'aftercarectl reminders \(reminder)'",
                status: .refused)
        }
        return newest.id.spoken
    }
}

extension ReminderBody {
    /// Whether it was said, and may be answered.
    fileprivate var isAnswerable: Bool {
        switch role {
        case .reminder, .nag, .snoozed, .standing: state == .settled || state == .seen || state == .sending || state == .printed
        case .correction, .escalation, .confirmation, .reaction: false
        }
    }
}

extension GlobalOptions {
    /// Answers a reminder, and shows what was recorded.
    func respond(to reminder: ReminderArgument, _ answer: ResponseRequest, options: OptionNames = []) async throws {
        try await Service.talk(self) { service in
            let id = try await reminder.id(from: service)
            try await show(try await service.post("reminders/\(id)/respond", answer, options: options), from: service)
        }
    }
}
