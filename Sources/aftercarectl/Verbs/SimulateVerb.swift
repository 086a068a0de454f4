import Aftercare
import AftercareAPI
import AftercareConfig
import AftercareSimulation
import ArgumentParser

struct SimulateVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Run the real service over a clinic's file, on a clock of its own: months in a moment.",
        discussion: """
            Nothing leaves this program: the store and the journal are kept in memory. 'now' is the moment at which \
            the simulation begins; times without an offset are on the clinic's clock, and in a file on the patient's. \
            A file with errors ends it with \(ExitStatus.fileHasErrors.rawValue).

            Each patient's messages are counted, too, as in 'aftercarectl preview': in all, as SMS parts, and the most at \
            a moment and on a day. What is above the limits of the clinic ('clinic.messages' in its settings) is told.

            EXAMPLES:
              aftercarectl simulate -f clinic.yaml --from 2026-03-02 --for 6mo
              aftercarectl simulate -f clinic.yaml --outage now+1h..now+2d --list
            """)

    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp("A clinic's file, as 'apply' takes it; may be repeated, and holds in that order.", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var files: [String]
    @Option(
        name: .customLong("protocols"),
        help: ArgumentHelp(
            "A directory of protocols; may be repeated: of files with the same name, that of the last counts "
                + "(default: \(ProtocolLibrary.defaultDirectories.joined(separator: ", "))).",
            valueName: "directory"),
        completion: .directory)
    var protocols: [String] = []
    @Option(
        help: ArgumentHelp(
            "The clinic's settings (default: \(DaemonSettings.defaultPath) where there is one, else those of an empty file).",
            valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var settings: String?
    @Option(help: ArgumentHelp("When it begins, like 2026-03-02 or '2026-03-02 08:00'.", valueName: "time"))
    var from = "now"
    @Option(name: .customLong("for"), help: ArgumentHelp("How far it goes, like 30d.", valueName: "length"))
    var lasting = "6mo"
    @Option(
        help: ArgumentHelp(
            "The service is stopped meanwhile, like '2026-03-10 08:00..2026-03-11 20:00'; may be repeated.",
            valueName: "from..until"))
    var outage: [String] = []
    @Option(
        help: ArgumentHelp(
            "The journal shows nothing meanwhile, as when journald is stopped; may be repeated.", valueName: "from..until"))
    var journalOutage: [String] = []
    @Flag(help: "Also list everything that was said, in order.") var list = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let setting = try SimulateSetting(protocols: protocols, settings: settings)
        let course = try SimulationCourse(
            from: from, lasting: lasting, outages: outage, journalOutages: journalOutage, zone: setting.zone, now: .current)
        let output = global.output
        if setting.protocols.isEmpty { try output.say("note: there are no protocols; name their directory with '--protocols'") }
        let files = try files.map(ClinicFile.init)
        let clock = ContinuousClock()
        let start = clock.now
        let simulation = try await Simulation(
            from: course.from, clinic: setting.clinic, careProtocols: setting.protocols, zone: setting.zoneNamed)
        for file in files { try await file.simulated(by: simulation) }
        await course.run(simulation)
        let report = try await simulation.report()
        let took = clock.now - start
        let body = SimulationBody(report, zone: setting.zone, emissions: list ? simulation.emissions : nil, took: took)
        try await output.show(body) { canvas in
            SimulationSheet(body: body, zones: .ofThisMachine()).lines(on: canvas).joined(separator: "\n")
        }
    }
}

extension ClinicFile {
    /// - Throws: `FileRefusal`, as `apply` would.
    func simulated(by simulation: Simulation) async throws {
        _ = try await stated { request in
            do {
                try await simulation.apply(request)
            } catch let refusal as RefusedRequest {
                throw ErrorBody(code: .refused, message: "the file was refused", problems: refusal.problems)
            }
            return Outcome()
        }
    }
}
