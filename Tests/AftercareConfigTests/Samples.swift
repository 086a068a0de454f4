import Foundation

@testable import Aftercare
@testable import AftercareConfig

/// A protocol without mistakes; each test breaks it in its own way.
let knee = """
    protocol: knee
    version: 1
    title: { en: Knee, de: Knie }
    routes: [intra-articular]
    signed-off: { by: "Dr. Ada Example", on: 2026-11-21 }
    sources: { sheet: A sheet }
    instructions:
      no-alcohol:
        kind: abstain
        from: alcohol
        window: { after: end, for: 24h }
        remind: [start, 12h, end]
        source: sheet
        text:
          en: { start: "No alcohol until {until}.", during: "{left} to go.", end: "It is over." }
          de: { start: "Kein Alkohol bis {until}.", during: "Noch {left}.", end: "Es ist vorbei." }
      ice:
        kind: compress
        modality: plan-decides
        window: { after: end, for: 48h }
        remind: { every: 3h }
        session: 15min
        source: { window: sheet, session: sheet }
        text:
          en: { cold: "Cold, {session}.", warm: "Warm, {session}." }
          de: { cold: "Kalt, {session}.", warm: "Warm, {session}." }

    """

/// The same in French instead of German, with the sentences that the service lacks in French.
let french = knee.replacingOccurrences(of: "      de: {", with: "      fr: {")
    .replacingOccurrences(
        of: "sources: { sheet: A sheet }\n",
        with: """
            sources: { sheet: A sheet }
            sentences:
              fr:
                correction: "Rectification : {sentence}"
                later: "Non, du {from} au {until} : {label}."
                withdrawn: "Cela ne vaut plus : {label}."
                sessions: "Pour vos séances : {sessions}."
                unmonitored: pas à toute heure
                warm: "{label} (chaud)"
                cold: "{label} (froid)"
                together: "Jusqu'à {until} : {labels}."
                sender: "{clinic} : {text}"

            """)

extension String {
    /// Replaces one passage, which must occur.
    func spoilt(_ passage: String, _ replacement: String) throws -> String {
        guard contains(passage) else { throw Missing(passage: passage) }
        return replacingOccurrences(of: passage, with: replacement)
    }

    private struct Missing: Error { let passage: String }
}

func readProtocol(_ text: String) -> Parsed<CareProtocol> {
    CareProtocol.read(SourceText(name: "knee.yaml", text: text))
}

extension Parsed {
    /// `11:14: error: …`, without the source lines.
    var headlines: [String] {
        diagnostics.map { diagnostic in
            let place = diagnostic.position.map { "\($0.line):\($0.column): " } ?? ""
            return "\(place)\(diagnostic.severity.rawValue): \(diagnostic.message)"
        }
    }

    /// As people see them.
    var report: String { diagnostics.map(\.description).joined(separator: "\n") }
}

/// The files shipped with the product.
let shippedConfig = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Config").path

/// A directory that is removed after the test.
final class Scratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "aftercare-config-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, Data(text.utf8))
    }

    @discardableResult
    func write(_ name: String, _ data: Data) throws -> String {
        let url = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url, options: .atomic)
        return url.path
    }
}
