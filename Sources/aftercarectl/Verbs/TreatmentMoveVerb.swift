import Aftercare
import AftercareAPI
import ArgumentParser

struct TreatmentMoveVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move a booked treatment, and with it the rest of its series or not.",
        discussion: """
            Reminders follow, and what a patient was told that is now wrong is put right once. Where later sessions of a \
            series are booked, say '--rest' or '--only'; on a terminal you are shown the new times, and asked otherwise.
            """)

    @Argument(help: "The treatment.", transform: name) var id: TreatmentID
    @Option(help: ArgumentHelp("When it is to start.", valueName: "time")) var start: String
    @Option(help: ArgumentHelp("How long it takes, like 45min (default: as long as it was).", valueName: "length"))
    var duration: String?
    @Flag(exclusivity: .exclusive)
    var scope: Scope?
    @OptionGroup var force: ForceOption
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
            try await global.show(try await move(request, by: service), from: service)
        }
    }

    private var request: MoveRequest {
        var request = MoveRequest(start: start, duration: duration, rest: scope.map { $0 == .rest })
        request.force = force.word
        return request
    }

    private func move(_ request: MoveRequest, by service: Service) async throws -> Outcome {
        do {
            return try await service.post(
                "treatments/\(id)/move", request, options: ["start", "duration", "rest"], clockOf: .treatment(id))
        } catch let body as ErrorBody where body.asksForTheRest && Terminal.canAsk {
            let subject = try await service.subject(id)
            let series = try await service.series(of: subject.treatment)
            guard let question = MoveQuestion(request, of: subject.treatment, series: series, clock: subject.clock) else {
                throw body
            }
            return try await move(try question.ask(), by: service)
        }
    }
}

extension ErrorBody {
    /// Whether the only problem is that nothing was given about the rest of the series.
    fileprivate var asksForTheRest: Bool { problems.map(\.code) == [.missing] && problems.map(\.path) == ["--rest"] }
}
