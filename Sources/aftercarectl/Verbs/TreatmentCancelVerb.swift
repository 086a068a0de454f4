import Aftercare
import ArgumentParser

struct TreatmentCancelVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Say that a treatment will not take place, or did not.",
        discussion: "Cancelled by mistake, it is booked again by 'aftercarectl treatment reopen'.")

    @Argument(help: "The treatment.", transform: name) var id: TreatmentID
    @Flag(help: "The patient did not come.") var noShow = false
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            try await confirmation.ask { try await question(of: service) }
            let request = CancellationRequest(noShow: noShow)
            try await global.show(
                try await service.post("treatments/\(id)/cancel", request, options: ["no-show"]), from: service)
        }
    }

    private func question(of service: Service) async throws -> Question {
        let subject = try await service.subject(id)
        let treatment = subject.treatment
        let later = try await service.series(of: treatment).filter {
            $0.id != id && $0.status.isToCome && $0.plannedStart > treatment.plannedStart
        }
        let stay = later.count == 1 ? "stays" : "stay"
        let rest = "\(later.count.counted("later session")) of the series \(stay) booked (\(later.names))."
        return Question(
            consequences: ["\(subject.sentence) It will say nothing any more."] + (later.isEmpty ? [] : [rest]),
            asked: "Cancel treatment '\(id)' of \(treatment.patient)\(noShow ? " as a no-show" : "")?")
    }
}
