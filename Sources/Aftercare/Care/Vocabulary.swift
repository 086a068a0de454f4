/// The names of substances, activities and nutrients: `alcohol` and `Alkohol` are one term.
///
/// Two instructions that name the same term are about the same thing, whichever protocols they belong to. The built-in
/// terms are those that published aftercare sheets name; a protocol may add its own under `terms:`.
package struct Vocabulary: Hashable, Sendable {
    /// By name, in lower case.
    private let byName: [String: Term]

    /// - Parameter own: a protocol's terms, each with its names in any language.
    package init(adding own: [String: [String]] = [:]) {
        var byName: [String: Term] = [:]
        let added = own.sorted { $0.key < $1.key }.map { Term(id: $0.key.lowercased(), names: $0.value, labels: [:]) }
        for term in Self.builtIn + added {
            for name in [term.id] + term.names where byName[Self.folded(name)] == nil { byName[Self.folded(name)] = term }
        }
        self.byName = byName
    }

    /// The built-in terms alone.
    package static let standard = Vocabulary()

    /// Whether `name` is a term, in any language.
    package func knows(_ name: String) -> Bool { byName[Self.folded(name)] != nil }

    /// The term with this name; for an unknown one the name itself, in lower case.
    package func term(for name: String) -> String { byName[Self.folded(name)]?.id ?? Self.folded(name) }

    /// A short name for avoiding or limiting the term `name`: "no alcohol"; nil when there is none.
    package func label(for name: String, _ kind: Instruction.Kind, in language: Language) -> String? {
        byName[Self.folded(name)]?.labels[kind]?.text(in: language)
    }

    /// The known name closest to `name`; nil when none is near.
    package func nearest(to name: String) -> String? { Spelling.closest(to: name, among: byName.keys.sorted()) }

    private static func folded(_ name: String) -> String {
        name.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }

    private struct Term: Hashable, Sendable {
        let id: String
        /// In any language.
        let names: [String]
        let labels: [Instruction.Kind: Translations<String>]
    }

    private static func term(
        _ id: String, _ names: [String], _ labels: [Instruction.Kind: (english: String, german: String)] = [:]
    ) -> Term {
        Term(id: id, names: names, labels: labels.mapValues { Translations([.english: $0.english, .german: $0.german]) })
    }

    /// Source of the substances, activities and nutrients: "How Exosomes Are Used in Therapy" and published aftercare
    /// sheets.
    private static let builtIn: [Term] = [
        term(
            "alcohol", ["Alkohol", "alcool", "wine", "Wein"],
            [.abstain: ("no alcohol", "kein Alkohol"), .limit: ("little alcohol", "wenig Alkohol")]),
        term(
            "smoking", ["tobacco", "nicotine", "Rauchen", "Tabak", "Nikotin", "tabac", "tabaco"],
            [.abstain: ("no smoking", "nicht rauchen"), .limit: ("little smoking", "wenig rauchen")]),
        term(
            "caffeine", ["coffee", "Kaffee", "Koffein"],
            [.abstain: ("no caffeine", "kein Koffein"), .limit: ("little caffeine", "wenig Koffein")]),
        term("food", ["eating", "Essen", "Nahrung"], [.abstain: ("no food", "nichts essen")]),
        term("tea", ["Tee"], [.abstain: ("no tea", "kein Tee"), .limit: ("little tea", "wenig Tee")]),
        term(
            "painkillers", ["nsaid", "nsaids", "Schmerzmittel", "anti-inflammatories"],
            [.abstain: ("no painkillers without asking", "keine Schmerzmittel ohne Rückfrage")]),
        term("retinol", ["retinoids", "Retinoide"], [.abstain: ("no retinol", "kein Retinol")]),
        term("make-up", ["makeup", "cosmetics", "Kosmetik"], [.abstain: ("no make-up", "kein Make-up")]),
        term(
            "strenuous activity", ["strenuous exercise", "exertion", "Anstrengung", "anstrengende Tätigkeit"],
            [.restrict: ("no strenuous activity", "keine Anstrengung"), .limit: ("little exertion", "wenig Anstrengung")]),
        term("sport", ["sports", "exercise", "Training"], [.restrict: ("no sport", "kein Sport")]),
        term("swimming", ["Schwimmen", "swimming pool", "Schwimmbad"], [.restrict: ("no swimming", "nicht schwimmen")]),
        term("sauna", ["steam bath", "Dampfbad"], [.restrict: ("no sauna", "keine Sauna")]),
        term("bathing", ["baths", "Baden", "Bad"], [.restrict: ("no baths", "nicht baden")]),
        term(
            "sun", ["sunbathing", "sun exposure", "Sonne", "Sonnenbad"],
            [.restrict: ("no sun", "keine Sonne"), .abstain: ("no sun", "keine Sonne")]),
        term("lifting", ["heavy lifting", "schweres Heben", "Heben"], [.restrict: ("no heavy lifting", "nicht schwer heben")]),
        term("driving", ["Autofahren", "Fahren"], [.restrict: ("no driving", "nicht Auto fahren")]),
        term("flying", ["air travel", "Fliegen", "Flugreisen"], [.restrict: ("no flying", "nicht fliegen")]),
        term("sugar", ["Zucker", "sucre", "azúcar"], [.limit: ("little sugar", "wenig Zucker"), .abstain: ("no sugar", "kein Zucker")]),
        term(
            "sodium", ["salt", "Salz", "Natrium", "sel", "sal"],
            [.limit: ("little salt", "wenig Salz"), .abstain: ("no salt", "kein Salz")]),
        term("fat", ["Fett"], [.limit: ("little fat", "wenig Fett")]),
    ]
}
