import Aftercare
import AftercareAPI
import ArgumentParser

struct TreatmentMoveVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move a booked treatment, and with it the rest of its series or not.",
        discussion: """
            Reminders follow, and what a patient was told that is now wrong is put right once. Where later sessions of a \
            series are booked, say '--rest' or '--only'; on a terminal you are asked otherwise.
            """)

    @Argument(help: "The treatment.", transform: name) var id: TreatmentID
    @Option(help: ArgumentHelp("When it is to start.", valueName: "time")) var start: String
    @Option(help: ArgumentHelp("How long it takes, like 45min (default: as long as it was).", valueName: "length"))
    var duration: String?
    @Flag(exclusivity: .exclusive)
    var scope: Scope?
    @OptionGroup var global: GlobalOptions

    enum Scope: EnumerableFlag {
        case rest, only

        static func help(for scope: Scope) -> ArgumentHelp? {
            switch scope {
            case .rest: "The later sessions of its series move by as much."
            case .only: "Only this one moves."
            }
        }
    }

    func run() async throws {
        try await Service.talk(global) { service in
            try await global.show(try await move(scope.map { $0 == .rest }, by: service), from: service)
        }
    }

    private func move(_ rest: Bool?, by service: Service) async throws -> OutcomeBody {
        let request = MoveRequest(start: start, duration: duration, rest: rest)
        do {
            return try await service.post("treatments/\(id)/move", request)
        } catch let body as ErrorBody where body.asksForTheRest && Terminal.canAsk {
            let treatment: Treatment = try await service.get("treatments/\(id)")
            let question = MoveQuestion(treatment: treatment, series: try await service.series(of: treatment))
            try Output.standardError.write(question.text)
            guard let line = readLine() else { throw body }
            return try await move(MoveQuestion.isYes(line), by: service)
        }
    }
}

/// Whether the later sessions of a series move too.
struct MoveQuestion {
    let treatment: Treatment
    /// All sessions.
    let series: [Treatment]

    /// `3 later sessions of the series: move them too? [y/N] `
    var text: String {
        let later = series.count { $0.status == .booked && $0.actualStart == nil && $0.plannedStart > treatment.plannedStart }
        return "\(count(later, "later session")) of the series: move \(later == 1 ? "it" : "them") too? [y/N] "
    }

    /// Whether that is a yes; everything else moves the one session alone.
    static func isYes(_ answer: String) -> Bool { ["y", "yes"].contains(answer.filter { $0 != " " }.lowercased()) }
}

extension ErrorBody {
    /// Whether all that is missing is what becomes of the rest of a series.
    fileprivate var asksForTheRest: Bool { problems.map(\.code) == [.missing] && problems.map(\.path) == ["rest"] }
}
