import Aftercare

// Protocols in which the check finds nothing, to be spoilt by a test in one place.

/// - Parameter text: by language; what it says at the start, during and at the end of its window.
func sound(
    _ name: String = "rest", kind: Instruction.Kind = .advise, subject: String? = nil, modality: Modality? = nil,
    window: WindowRule = day, _ cadence: Cadence = .moments([.start]), session: Span? = nil, usefulFor: Span? = nil, nag: Nag? = nil,
    text: [Language: Wording] = [.english: Wording(phrases: Phrases(start: "Rest.", during: "Rest on.", end: "Rested."))],
    label: [Language: String] = [.english: "rest"], citations: [Citation] = [Citation(value: nil, source: "sheet")]
) -> Instruction {
    Instruction(
        id: id(name), kind: kind, subject: subject, modality: modality, window: window, cadence: cadence, session: session,
        usefulFor: usefulFor, quiet: .defer, nag: nag, text: Translations(text), label: Translations(label), citations: citations)
}

func sound(
    _ cadence: Cadence, window: WindowRule = day,
    text: [Language: Wording] = [.english: Wording(phrases: Phrases(start: "Rest.", during: "Rest on.", end: "Rested."))]
) -> Instruction {
    sound("rest", window: window, cadence, text: text)
}

func soundProtocol(
    _ instructions: [Instruction] = [sound()], version: Int = 1, title: [Language: String] = [.english: "Sample"],
    language: Language = .english, routes: [Route] = [.topical], duration: Span? = nil,
    signOff: SignOff? = SignOff(by: "Dr. Ada Example", on: "2026-11-21"), sources: [String: String] = ["sheet": "A sheet"],
    sentences: [Language: Sentences]? = nil, terms: [String: [String]]? = nil
) -> CareProtocol {
    CareProtocol(
        id: id("sample"), version: version, title: Translations(title), language: language, routes: routes, usualDuration: duration,
        signOff: signOff, sources: sources, sentences: sentences.map { Translations($0) }, terms: terms, instructions: instructions)
}

extension PlanChangeRequest {
    /// What it makes of `plan`, and what is wrong with it.
    func changed(_ plan: Plan, of careProtocol: CareProtocol?, now: Instant) -> (plan: Plan?, problems: [Problem]) {
        var problems = Problems()
        let changed = admit(plan, careProtocol: careProtocol, now: now, problems: &problems)
        return (changed, problems.list)
    }
}

extension Problem {
    /// `routes: missing: there is no route; …`
    var line: String { "\(path): \(code.rawValue): \(message)" }
}
