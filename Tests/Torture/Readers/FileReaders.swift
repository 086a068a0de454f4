import Aftercare
import AftercareConfig
import Foundation

/// What reads a whole file: protocols, settings, clinics, changes of a plan.
struct FileReaders {
    /// Sound files, to be spoilt.
    private let seeds: [String]
    private let world: SmallWorld

    /// - Parameter folder: of the files that are shipped.
    init(folder: URL, world: SmallWorld) throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted()
        seeds = try names.map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) } + [Self.change, Self.settings]
        self.world = world
    }

    /// The next file: one that is spoilt, or one that is made of what files are made of.
    func file(_ scraps: inout Scraps) -> String {
        scraps.chance(3) ? built(&scraps) : spoilt(scraps.pick(seeds), &scraps)
    }

    /// Lets every reader have it, and lives by what was taken.
    func read(_ text: String) {
        // As it comes from a disk.
        guard let source = try? SourceText(name: "f.yaml", bytes: Array(text.utf8)) else { return }
        let careProtocol = CareProtocol.read(source, today: CivilDate(year: 2026, month: 11, day: 21))
        let settings = DaemonSettings.read(source)
        let clinic = ClinicRequest.read(source)
        let change = PlanChangeRequest.read(source)
        for diagnostics in [careProtocol.diagnostics, settings.diagnostics, clinic.diagnostics, change.diagnostics] {
            for diagnostic in diagnostics.prefix(20) { _ = diagnostic.description }
        }
        if let careProtocol = careProtocol.value { world.live(by: careProtocol) }
        if let draft = clinic.draft { world.weigh(draft) }
        if let draft = change.draft { world.weigh(draft) }
    }

    // MARK: Spoiling

    private func spoilt(_ text: String, _ scraps: inout Scraps) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // The samples are commented out.
        if scraps.chance(2) { lines = lines.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 } }
        for _ in 0...scraps.number(0...3) where !lines.isEmpty {
            let place = scraps.number(0...lines.count - 1)
            switch scraps.number(0...6) {
            case 0: lines.remove(at: place)
            case 1: lines.insert(lines[scraps.number(0...lines.count - 1)], at: place)
            case 2: lines[place] = scraps.spoilt(lines[place])
            case 3: lines[place] = "  " + lines[place]
            case 4: lines[place] = String(lines[place].drop { $0 == " " })
            default:
                // A value is exchanged.
                guard let colon = lines[place].lastIndex(of: ":") else { continue }
                lines[place] = "\(lines[place][...colon]) \(value(&scraps))"
            }
        }
        return lines.joined(separator: "\n")
    }

    // MARK: Building

    private func value(_ scraps: inout Scraps) -> String {
        let word = scraps.word()
        switch scraps.number(0...7) {
        case 0...3: return word
        case 4: return "\"\(word.replacingOccurrences(of: "\\", with: "").replacingOccurrences(of: "\"", with: ""))\""
        case 5: return "[\(word), \(scraps.word())]"
        case 6: return "{ \(scraps.pick(Self.keys)): \(word), \(scraps.pick(Self.keys)): \(scraps.word()) }"
        default: return "{ \(scraps.pick(Self.keys)): { \(scraps.pick(Self.keys)): \(word) } }"
        }
    }

    /// A protocol in which most is right, so that what is not is weighed with the rest.
    private func built(_ scraps: inout Scraps) -> String {
        func or(_ sound: String, _ scraps: inout Scraps) -> String { scraps.chance(8) ? value(&scraps) : sound }
        func span(_ scraps: inout Scraps) -> String {
            scraps.chance(6) ? scraps.word() : "\(scraps.number(1...90))\(scraps.pick(["min", "h", "d", "w", "mo"]))"
        }
        var text = """
            protocol: \(or("built", &scraps))
            version: \(or("1", &scraps))
            title: \(or("{ en: Built }", &scraps))
            language: \(or("en", &scraps))
            routes: \(or("[intra-articular, topical]", &scraps))
            duration: \(or("45min", &scraps))
            sources: \(or("{ s: A sheet }", &scraps))
            instructions:

            """
        for index in 0...scraps.number(0...3) {
            let edge = scraps.pick(["after: end", "after: start", "before: start", "before: end"])
            let closes =
                scraps.chance(3) ? "until: { \(scraps.pick(["after", "before"])): end, offset: \(span(&scraps)) }" : "for: \(span(&scraps))"
            let offset = scraps.chance(2) ? "" : ", offset: \(span(&scraps))"
            let at = scraps.chance(3) ? ", at: \"\(scraps.number(0...23)):\(scraps.pick(["00", "30", "59"]))\"" : ""
            let remind = [
                "[start, \(span(&scraps)), end]", "{ every: \(span(&scraps)) }", "{ every: \(span(&scraps)), count: \(scraps.numeral()) }",
                "{ daily: [\"09:00\", \"2\(scraps.number(0...3)):30\"] }", "[{ after: \(span(&scraps)), at: \"08:15\" }, end]",
            ]
            text += """
                  i\(index):
                    kind: \(or(scraps.pick(["abstain", "advise", "monitor", "compress", "followUp"]), &scraps))
                    from: \(or("alcohol", &scraps))
                    modality: \(scraps.pick(["cold", "warm", "plan-decides"]))
                    window: { \(edge)\(offset)\(at), \(closes) }
                    remind: \(or(scraps.pick(remind), &scraps))
                    quiet: \(or(scraps.pick(["defer", "advance", "skip", "override"]), &scraps))
                    apart: \(or(scraps.pick(["true", "false"]), &scraps))
                    nag: { every: \(span(&scraps)), times: \(scraps.chance(3) ? scraps.numeral() : "3") }
                    session: \(or("15min", &scraps))
                    useful: \(span(&scraps))
                    source: s
                    text: { en: { start: "A {until}.", during: "B {left}.", end: "C.", cold: "Cold.", warm: "Warm." } }

                """
        }
        return text.split(separator: "\n").filter { _ in !scraps.chance(25) }.joined(separator: "\n") + "\n"
    }

    private static let keys = [
        "protocol", "version", "title", "language", "routes", "duration", "signed-off", "by", "on", "sources", "sentences", "terms",
        "instructions", "kind",
        "window", "after", "before", "for", "until", "offset", "at", "remind", "every", "daily", "count", "nag", "times", "text", "en",
        "de", "start", "end", "patients", "plans",
        "treatments", "patient", "zone", "quiet-hours", "product", "clinic", "contact", "store", "keep-free", "changes",
        "apart", "together", "sender", "messages", "moment", "day", "sign-messages", "a b", "", "*a",
        "&a x", "? x", "<<",
    ]

    private static let change = """
        instructions:
          ice: { remind: { every: 4h, count: 3 }, session: 10min, quiet: skip }
          own:
            kind: advise
            window: { after: end, for: 2d }
            remind: { daily: ["09:00"] }
            text: { en: "Rest until {until}.", de: { start: "Ruhe bis {until}.", during: "Noch {left}." } }

        """

    private static let settings = """
        clinic: { name: The clinic, contact: "030 1234", contact-monitored: yes, zone: Europe/Berlin, language: de, quiet-hours: "21:00-08:00", sign-messages: true, messages: { moment: 2, day: 4 } }
        store: { keep-free: 64M }
        log-level: debug

        """
}
