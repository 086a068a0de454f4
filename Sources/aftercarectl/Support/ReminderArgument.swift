import Aftercare
import ArgumentParser

/// The reminder to answer: given by its id, or as the newest one of an instruction for a patient.
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
        if instruction != nil {
            _ = try name(reminder) as PatientID
        } else if patient == nil {
            _ = try reminderName(reminder)
        }
    }

    /// The patient, if one is named alone; nil when the text is not a patient's name, or is more likely the id of
    /// something else.
    private var patient: PatientID? {
        let isOther =
            ["T-", "PL-", "R-"].contains { reminder.hasPrefix($0) }
            || reminder.allSatisfy { $0 == "-" || $0.isASCII && $0.isHexDigit }
        return isOther ? nil : PatientID(reminder)
    }

    /// - Throws: if the patient got no reminder of that instruction, or no reminder is named.
    func id(from service: Service) async throws -> String {
        guard let instruction else {
            if let patient { throw try await choice(of: patient, from: service) }
            return try reminderName(reminder)
        }
        let said = try await answerable(of: try name(reminder), limit: 1, from: service) { $0.instruction == instruction }
        guard let newest = said.first else {
            throw Failure(
                message: "patient '\(reminder)' got no reminder of '\(instruction)'; see 'aftercarectl reminders \(reminder)'",
                status: .refused)
        }
        return newest.id.text
    }

    /// The patient's reminders that can be answered, to choose from.
    private func choice(of patient: PatientID, from service: Service) async throws -> Failure {
        // Whoever is unknown is told so.
        let _: PatientDetails = try await service.get("patients/\(patient)")
        var names: [InstructionID] = []
        for reminder in try await answerable(of: patient, limit: 500, from: service, where: { _ in true })
        where !names.contains(reminder.instruction) { names.append(reminder.instruction) }
        guard let first = names.first else {
            return Failure(
                message: "patient '\(patient)' got no reminder that can be answered; see 'aftercarectl reminders \(patient)'",
                status: .refused)
        }
        return Failure(
            message: "say which reminder of '\(patient)' is meant: \(names.map(\.rawValue).joined(separator: ", ")); write it "
                + "behind the patient, like '\(patient) \(first)'", status: .usage)
    }

    /// The reminders that can be answered, newest first.
    private func answerable(
        of patient: PatientID, limit: Int, from service: Service, where fits: (ListedReminder) -> Bool
    ) async throws -> [ListedReminder] {
        try await service.list(of: patient, limit: limit) { $0.isAnswerable && fits($0) }.items
    }
}

extension ListedReminder {
    /// Whether it was said, and may be answered.
    fileprivate var isAnswerable: Bool {
        switch role {
        case .reminder, .nag, .snoozed, .standing: state == .settled || state == .seen || state == .sending || state == .printed
        case .correction, .escalation, .confirmation, .reaction: false
        }
    }
}

/// How far an answer goes.
struct AnswerOptions: ParsableArguments {
    @Flag(help: "Answer all that was said in the same message, as far as it can be answered.")
    var message = false
}

extension GlobalOptions {
    /// Answers a reminder, or all of its message, and shows what was recorded.
    func respond(
        to reminder: ReminderArgument, _ answer: ResponseRequest, _ extent: AnswerOptions, options: OptionNames = ["message"]
    ) async throws {
        try await Service.talk(self) { service in
            let id = try await reminder.id(from: service)
            var answer = answer
            if extent.message { answer.message = true }
            try await show(try await service.post("reminders/\(id)/respond", answer, options: options), from: service)
        }
    }
}
