import Aftercare
import ArgumentParser

struct TreatmentChangeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Change what is known of a treatment, its times apart; what is left out stays.",
        discussion: """
            Another plan is one of the same patient's: reminders that are still to come follow it, and what the patient \
            was told that is now wrong is put right once. Times change by 'aftercarectl treatment move' and \
            'aftercarectl treatment complete'.
            """)

    @Argument(help: "The treatment.", transform: name) var id: TreatmentID
    @Option(help: "Another plan of the patient.") var plan: String?
    @Option(help: "How the product is given.") var route: Route?
    @Option(help: "Where on the body; it never reaches the journal.") var site: String?
    @Option(help: "What is given.") var product: String?
    @Option(help: "Who makes the product.") var manufacturer: String?
    @Option(help: "The product's lot.") var lot: String?
    @Option(
        help: ArgumentHelp(
            "A value that is not known after all; may be repeated. The product goes with its maker and its lot.",
            valueName: "key"))
    var clear: [Key] = []
    @OptionGroup var force: ForceOption
    @OptionGroup var global: GlobalOptions

    enum Key: String, ClearableKey {
        case site, product, manufacturer, lot
    }

    func validate() throws {
        if plan == nil, route == nil, site == nil, product == nil, manufacturer == nil, lot == nil, clear.isEmpty {
            throw ValidationError(
                "say what to change: '--plan', '--route', '--site', '--product', '--manufacturer', '--lot' or '--clear'")
        }
        try clear.notSaid(with: [.site: site, .product: product, .manufacturer: manufacturer, .lot: lot])
    }

    func run() async throws {
        try await Service.talk(global) { service in
            let request = TreatmentChangeRequest(
                plan: plan, route: route?.rawValue, site: site, product: product, manufacturer: manufacturer, lot: lot,
                clear: clear.keys, force: force.word)
            let outcome: Outcome = try await service.post(
                "treatments/\(id)/change", request,
                options: ["plan", "route", "site", "product", "manufacturer", "lot", "clear"],
                clockOf: .treatment(id))
            try await global.show(outcome, from: service)
        }
    }
}
