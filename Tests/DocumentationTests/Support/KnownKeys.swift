import Aftercare
import AftercareConfig

/// The keys that the readers of our files take, told by themselves: of a key that is near to none they say
/// which they know.
enum KnownKeys {
    /// A key that nothing is near to.
    private static let unknown = "qqqqqqqqqqqqqqqqqqqqqqqqqq"

    /// By the group, as the pages name it.
    static func all() throws -> [String: Set<String>] {
        var known: [String: Set<String>] = [:]
        for (group, text) in settings {
            known[group] = try keys(in: text, DaemonSettings.read(SourceText(name: group, text: text)).diagnostics)
        }
        for (group, text) in protocols {
            known[group] = try keys(in: text, CareProtocol.read(SourceText(name: group, text: text)).diagnostics)
        }
        for (group, text) in clinics {
            known[group] = try keys(in: text, ClinicRequest.read(SourceText(name: group, text: text)).diagnostics)
        }
        known["placeholders"] = Set(Placeholder.allCases.map { "{\($0.rawValue)}" })
        return known
    }

    /// Files that hold the unknown key in one group.
    private static let settings = [
        "settings": "\(unknown): 1", "clinic": "clinic: { \(unknown): 1 }", "messages": "clinic: { messages: { \(unknown): 1 } }",
        "store": "store: { \(unknown): 1 }", "viewers": "viewers: { \(unknown): 1 }",
    ]
    private static let clinics = [
        "clinic file": "\(unknown): 1", "patient": "patients: { a: { \(unknown): 1 } }", "plan": "plans: { a: { \(unknown): 1 } }",
        "treatment": "treatments: { a: { \(unknown): 1 } }", "product": "treatments: { a: { product: { \(unknown): 1 } } }",
    ]
    private static let protocols = [
        "protocol": "\(unknown): 1",
        "signed-off": "signed-off: { \(unknown): 1 }",
        "sentences": "sentences: { fr: { \(unknown): 1 } }",
        "instruction": "instructions: { a: { \(unknown): 1 } }",
        "window": "instructions: { a: { window: { \(unknown): 1 } } }",
        "until": "instructions: { a: { window: { until: { \(unknown): 1 } } } }",
        "remind": "instructions: { a: { remind: { \(unknown): 1 } } }",
        "moment": "instructions: { a: { remind: [{ \(unknown): 1 }] } }",
        "nag": "instructions: { a: { nag: { \(unknown): 1 } } }",
        "text": "instructions: { a: { kind: compress, text: { en: { \(unknown): 1 } } } }",
        "modality text": "instructions: { a: { kind: compress, text: { en: { warm: { \(unknown): 1 } } } } }",
    ]

    private static func keys(in text: String, _ diagnostics: [Diagnostic]) throws -> Set<String> {
        for diagnostic in diagnostics {
            guard let told = diagnostic.message.firstMatch(of: /unknown key '(q+)'.*; known are (.*)/) else { continue }
            return Set(told.output.2.split(separator: ", ").map(String.init))
        }
        throw NotTold(text: text)
    }

    struct NotTold: Error { let text: String }
}
