import Aftercare
import AftercareConfig
import ArgumentParser

struct PreviewVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Show what would be said to a patient, and when. Nothing is changed.",
        usage: """
            aftercarectl preview <patient> [--from <time>] [--for <length>]
            aftercarectl preview <patient> --start <time> [--every <length> --times <number>] …
            aftercarectl preview --file <file> [--start <time>] …
            """,
        discussion: """
            Of a patient: what is scheduled; with '--start' also a treatment, or a series, that is not scheduled yet. \
            Of a protocol file, which need not be installed, for a patient made up for it: no service is asked.

            Times are on the patient's own clock ('2026-12-01 10:00'), with an offset (2026-12-01T10:00:00Z), or \
            counted from now (now, now+2h). It is taken for granted that everything is delivered at once, and that \
            nobody answers.

            What is said at one moment is one message. Below stands how many messages the patient gets, how many parts \
            they are as SMS, and the most at a moment and on a day; what is above the limits of the clinic \
            ('clinic.messages' in aftercared.yaml) is a warning.

            EXAMPLES:
              aftercarectl preview P-0003 --for 3d
              aftercarectl preview P-0003 --start '2026-12-01 10:00' --every 2w --times 4
              aftercarectl preview -f knee.yaml --compress cold --quiet-hours 21:00-08:00
            """)

    @Argument(help: "The patient.") var patient: String?
    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp("A protocol file, instead of a patient.", valueName: "file"), completion: .file(extensions: ["yaml"]))
    var file: String?

    @Option(help: ArgumentHelp("From when on (default: now).", valueName: "time")) var from: String?
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("How far, like 3d (default: until nothing more is to come).", valueName: "length"))
    var lasting: String?

    @Option(
        help: ArgumentHelp(
            "When a treatment starts that is not scheduled yet (of a file, by default: next Monday at 10:00).",
            valueName: "time"))
    var start: String?
    @Option(help: ArgumentHelp("How long that treatment takes, like 45min (default: as usual for the protocol).", valueName: "length"))
    var duration: String?
    @Option(help: "The plan of that treatment (default: the patient's only active one).") var plan: String?
    @Option(help: "How the product is given (default: the protocol's only route; of a file, its first).") var route: Route?
    @Option(help: "Where on the body.") var site: String?
    @Option(help: ArgumentHelp("Of a series: how far its sessions lie apart, like 2w.", valueName: "length")) var every: String?
    @Option(help: ArgumentHelp("Of a series: how many sessions it has, up to 60.", valueName: "number")) var times: Int?

    @Option(help: "Of a file: the patient's time zone, like Europe/Berlin (default: this machine's).") var zone: String?
    @Option(help: "Of a file: the patient's language, like de (default: the protocol's).") var language: String?
    @Option(help: ArgumentHelp("Of a file: the patient's quiet hours, like 21:00-08:00 (default: none).", valueName: "hours"))
    var quietHours: String?
    @Option(help: "Of a file: warm, cold or none; there is no default where the protocol asks.") var compress: CompressChoice?

    @Flag(help: "Only the picture.") var picture = false
    @Flag(help: "Only the list.") var list = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (patient == nil) != (file == nil) else {
            throw ValidationError(
                patient == nil
                    ? "say whose preview it is to be: a patient, or a protocol file with '-f'"
                    : "say a patient or a protocol file, not both")
        }
        func refuse(_ options: [(String, Any?)], _ why: String) throws {
            for (option, value) in options where value != nil { throw ValidationError("'\(option)' \(why)") }
        }
        if file != nil {
            try refuse([("--from", from)], "is for a patient; a file is shown from the beginning, and '--start' moves it")
            try refuse([("--plan", plan)], "is for a patient; a file has no plans")
        } else {
            try refuse(
                [("--zone", zone), ("--language", language), ("--quiet-hours", quietHours), ("--compress", compress)],
                "is for a file; a patient has that already")
        }
        if file == nil, start == nil {
            try refuse(
                [
                    ("--duration", duration), ("--plan", plan), ("--route", route), ("--site", site), ("--every", every),
                    ("--times", times),
                ],
                "belongs to a treatment that is not scheduled yet; say its '--start'")
        }
    }

    func run() async throws {
        if let file { try await show(previewed(file)) } else { try await showPatient() }
    }

    // MARK: A patient

    private func showPatient() async throws {
        let body: Preview = try await Service.talk(global) { service in
            try await service.post(
                "preview", request(for: patient ?? "", startingAt: start), options: PreviewSample.options,
                clockOf: .patient(patient ?? ""))
        }
        try await show(body)
    }

    private func request(for patient: String, startingAt start: String?) -> PreviewRequest {
        let treatment = start.map {
            TreatmentRequest(
                patient: patient, plan: plan, route: route?.rawValue, start: $0, duration: duration, site: site, every: every,
                times: times)
        }
        return PreviewRequest(patient: patient, treatment: treatment, from: from, lasting: lasting)
    }

    // MARK: A file

    private func previewed(_ file: String) throws -> Preview {
        let source: SourceText
        do throws(Diagnostic) { source = try .reading(file, .careProtocol) } catch {
            throw FileRefusal(diagnostics: [error], summary: "1 error; nothing can be shown")
        }
        let parsed = CareProtocol.read(source, today: CivilDate(latestOnEarth: .current))
        guard let careProtocol = parsed.value else {
            let errors = parsed.diagnostics.count { $0.severity == .error }
            throw FileRefusal(diagnostics: parsed.diagnostics, summary: "\(errors.counted("error")); nothing can be shown")
        }
        for diagnostic in parsed.diagnostics { try global.output.say(diagnostic.description) }
        let zones = Zones.ofThisMachine()
        let sample = PreviewSample(
            careProtocol: careProtocol, zones: zones, zone: zone, language: language, quietHours: quietHours,
            compress: compress?.rawValue)
        let start = start ?? sample.usualStart(now: .current)
        return try sample.preview(request(for: PreviewSample.patient, startingAt: start), now: .current)
    }

    // MARK: Both

    private func show(_ body: Preview) async throws {
        let output = global.output
        try await output.show(body) { canvas in
            PreviewSheet(
                body: body, zone: Zones.ofThisMachine()[body.zone], showsPicture: picture || !list, showsList: list || !picture
            ).lines(on: canvas).joined(separator: "\n")
        }
        if body.isCut, let last = body.entries.last {
            let clock = StaffTimeFormat(zone: Zones.ofThisMachine()[body.zone], now: .current)
            try output.say(
                "note: these are the first \(body.entries.count.counted("reminder")), until \(clock.dated(last.at)) "
                    + "(\(clock.zone.name)); there are more after that")
        }
    }
}
