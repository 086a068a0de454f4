import Aftercare
import ArgumentParser

struct TreatmentScheduleVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Schedule a treatment, or a series of them.",
        discussion: """
            Times are on the patient's own clock ('2026-11-21 17:30'), with an offset (2026-11-21T17:30:00Z), or \
            counted from now (now, now+2h). The sessions of a series begin at the same time of day on that clock.
            """)

    @Argument(help: "The patient.") var patient: String
    @Option(help: ArgumentHelp("When it is to start.", valueName: "time")) var start: String
    @Option(help: ArgumentHelp("How long it takes, like 45min (default: as usual for the protocol).", valueName: "length"))
    var duration: String?
    @Option(help: ArgumentHelp("When it is to end, instead of '--duration'.", valueName: "time")) var end: String?
    @Option(help: "The treatment's id (default: the service chooses one).") var id: String?
    @Option(help: "The plan (default: the patient's only active one).") var plan: String?
    @Option(help: "How the product is given (default: the protocol's only route).") var route: Route?
    @Option(help: "Where on the body; it never reaches the journal.") var site: String?
    @Option(help: "What is given.") var product: String?
    @Option(help: "Who makes the product.") var manufacturer: String?
    @Option(help: "The product's lot.") var lot: String?
    @Option(help: ArgumentHelp("Of a treatment that is under way, or over: when it really started.", valueName: "time")) var started:
        String?
    @Option(help: ArgumentHelp("Of a treatment that is over: when it really ended.", valueName: "time")) var ended: String?
    @Option(
        help: ArgumentHelp("Of a series: how far its sessions lie apart, like 2w; no less than each of them takes.", valueName: "length"))
    var every: String?
    @Option(help: ArgumentHelp("Of a series: how many sessions it has, up to 60.", valueName: "number")) var times: Int?
    @OptionGroup var force: ForceOption
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if every != nil, times == nil { throw ValidationError("say how many sessions the series has: '--times 4'") }
        if every == nil, times != nil { throw ValidationError("say how far the sessions lie apart: '--every 2w'") }
        if duration != nil, end != nil { throw ValidationError("say '--duration' or '--end', not both") }
        for (option, value) in [("--manufacturer", manufacturer), ("--lot", lot)] where product == nil {
            guard let value else { continue }
            throw ValidationError("'\(option) \(value)' belongs to a product; name it with '--product'")
        }
    }

    private static let options: OptionNames = [
        "start", "duration", "end", "id", "plan", "route", "site", "product", "manufacturer", "lot", "started", "ended",
        "every", "times",
    ]

    func run() async throws {
        try await Service.talk(global) { service in
            var request = TreatmentRequest(
                id: id, patient: patient, plan: plan, route: route?.rawValue, start: start, duration: duration, end: end,
                site: site, product: product, manufacturer: manufacturer, lot: lot, started: started, ended: ended,
                every: every, times: times)
            request.force = force.word
            let outcome: Outcome = try await service.post(
                "treatments", request, options: Self.options, clockOf: .patient(patient))
            try await global.show(outcome, from: service)
        }
    }
}
