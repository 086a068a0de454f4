import Aftercare
import AftercareAPI

/// What a person must see to, each with what to run: reactions first, then whose clock nobody knows, then what nobody answered, then what
/// nobody confirmed.
struct ConcernList {
    let concerns: [ConcernBody]
    let showsPatients: Bool
    /// The clock of whoever reads it.
    let clock: Clockface
    let commands: ServiceCommands

    /// Beside each other, or the commands below where the terminal is too narrow: neither is ever cut.
    func lines(on canvas: Canvas) -> [String] {
        let sorted = ConcernBody.Kind.allCases.flatMap { kind in concerns.filter { $0.kind == kind } }
        var table = Table(columns: [.init(), .init(), .init()], indent: 2)
        table.rows = sorted.map { concern in
            [
                .init(showsPatients ? concern.patient.rawValue : "", .strong),
                .init(words(concern), concern.kind == .reaction || concern.kind == .zone ? .bad : .plain), .init(command(concern), .faint),
            ]
        }
        let plain = table.lines(on: .plain)
        guard let width = canvas.width, plain.contains(where: { $0.count > width }) else {
            return table.lines(on: Canvas(width: nil, isColored: canvas.isColored))
        }
        return sorted.flatMap { concern in
            let patient = showsPatients ? concern.patient.rawValue : ""
            let first = patient.isEmpty ? 2 : patient.count + 4
            var lines = Paragraph.lines(words(concern), indent: 4, first: first, width: width)
            lines[0] = "  \(patient.isEmpty ? "" : "\(canvas.painted(patient, .strong))  ")\(lines[0])"
            return lines + ["    \(canvas.painted(command(concern), .faint))"]
        }
    }

    /// What to run to see to it.
    private func command(_ concern: ConcernBody) -> String { concern.verb.map { "\(commands.aftercarectl) \($0)" } ?? "" }

    private func words(_ concern: ConcernBody) -> String {
        let since = clock.brief(concern.since)
        switch concern.kind {
        case .reaction:
            return "\(concern.name): \(concern.signs?.words ?? "a reaction"), reported \(since), not cleared"
        case .unanswered:
            let label = concern.label ?? concern.instruction?.rawValue ?? "a reminder"
            return concern.declinedAt.map { "\(label): said no \(clock.brief($0))" } ?? "\(label): no answer since \(since)"
        case .unconfirmed:
            return "\(concern.treatment?.rawValue ?? "a treatment"): did it take place? asked \(since)"
        case .zone:
            return "nothing is said: the time zone '\(concern.zone ?? "")' is unknown since \(since)"
        }
    }
}

extension ConcernBody {
    fileprivate var name: String { reaction?.rawValue ?? treatment?.rawValue ?? patient.rawValue }

    /// What to tell the program to see to it.
    fileprivate var verb: String? {
        switch kind {
        case .reaction: reaction.map { "reaction show \($0)" }
        case .unanswered: reminder.map { "acknowledge \($0.short)" }
        case .unconfirmed: treatment.map { "treatment complete \($0) --as-planned" }
        case .zone: "patient change \(patient) --zone ZONE"
        }
    }
}
