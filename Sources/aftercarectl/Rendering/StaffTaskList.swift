import Aftercare
import AftercareAPI

/// The tasks for staff, each with the command for it: reactions first, then patients whose time zone is unknown, then
/// unanswered reminders, then unconfirmed sessions.
struct StaffTaskList {
    let staffTasks: [StaffTask]
    let showsPatients: Bool
    /// The reader's clock.
    let clock: StaffTimeFormat
    let commands: ServiceCommands

    /// Tasks and commands side by side, or the commands below if the terminal is too narrow: neither is ever cut.
    func lines(on canvas: Canvas) -> [String] {
        let sorted = StaffTask.Kind.allCases.flatMap { kind in staffTasks.filter { $0.kind == kind } }
        var table = Table(columns: [.init(), .init(), .init()], indent: 2)
        table.rows = sorted.map { staffTask in
            [
                .init(showsPatients ? staffTask.patient.rawValue : "", .strong),
                .init(words(staffTask), staffTask.kind == .reaction || staffTask.kind == .zone ? .bad : .plain),
                .init(command(staffTask), .faint),
            ]
        }
        let plain = table.lines(on: .plain)
        guard let width = canvas.width, plain.contains(where: { $0.count > width }) else {
            return table.lines(on: Canvas(width: nil, isColored: canvas.isColored))
        }
        return sorted.flatMap { staffTask in
            let patient = showsPatients ? staffTask.patient.rawValue : ""
            let first = patient.isEmpty ? 2 : patient.count + 4
            var lines = Paragraph.lines(words(staffTask), indent: 4, first: first, width: width)
            lines[0] = "  \(patient.isEmpty ? "" : "\(canvas.painted(patient, .strong))  ")\(lines[0])"
            return lines + ["    \(canvas.painted(command(staffTask), .faint))"]
        }
    }

    /// The command for the task.
    private func command(_ staffTask: StaffTask) -> String { staffTask.verb.map { "\(commands.aftercarectl) \($0)" } ?? "" }

    private func words(_ staffTask: StaffTask) -> String {
        let since = clock.brief(staffTask.since)
        switch staffTask.kind {
        case .reaction:
            return "\(staffTask.name): \(staffTask.signs?.words ?? "a reaction"), reported \(since), not cleared"
        case .unanswered:
            let label = staffTask.label ?? staffTask.instruction?.rawValue ?? "a reminder"
            return staffTask.declinedAt.map { "\(label): said no \(clock.brief($0))" } ?? "\(label): no answer since \(since)"
        case .unconfirmed:
            return "\(staffTask.treatment?.rawValue ?? "a treatment"): did it take place? asked \(since)"
        case .zone:
            return "nothing is said: the time zone '\(staffTask.zone ?? "")' is unknown since \(since)"
        }
    }
}

extension StaffTask {
    fileprivate var name: String { reaction?.rawValue ?? treatment?.rawValue ?? patient.rawValue }

    /// The verb of aftercarectl for the task.
    fileprivate var verb: String? {
        switch kind {
        case .reaction: reaction.map { "reaction show \($0)" }
        case .unanswered: reminder.map { "acknowledge \($0.short)" }
        case .unconfirmed: treatment.map { "treatment complete \($0) --as-planned" }
        case .zone: "patient change \(patient) --zone ZONE"
        }
    }
}
