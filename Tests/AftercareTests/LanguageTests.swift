import Aftercare
import Testing

/// Rule 12. The protocol of these samples is in English by default.
@Suite struct `A patient who speaks` {
    private func speaking(
        _ tag: String, _ texts: [String: Phrases], sentences: [Language: Sentences]? = nil, _ treatments: Treatment...
    ) -> Drawing {
        let text = Dictionary(uniqueKeysWithValues: texts.map { (language($0.key), Wording(phrases: $0.value)) })
        let base = careProtocol(noAlcohol.with(text: Translations(text)))
        let own = CareProtocol(
            id: base.id, version: 1, title: base.title, language: .english, routes: base.routes, usualDuration: nil,
            signOff: nil, sources: [:], sentences: sentences.map { Translations($0) }, instructions: base.instructions)
        return Drawing(
            record(own, treatment(), language: language(tag)).with(treatments: treatments.isEmpty ? [treatment()] : treatments))
    }

    private let english = Phrases(start: "No alcohol until {until}.", during: "Until {until}.", end: "Over.")
    private let german = Phrases(start: "Kein Alkohol bis {until}.", during: "Bis {until}.", end: "Vorbei.")

    @Test(arguments: [
        ("de", "Kein Alkohol bis Dienstag 09:00.", "de"),
        // A region falls back to its language.
        ("de-AT", "Kein Alkohol bis Dienstag 09:00.", "de"),
        ("en-GB", "No alcohol until Tuesday 09:00.", "en"),
        // Any other to the protocol's own.
        ("fr", "No alcohol until Tuesday 09:00.", "en"),
    ])
    func `a language hears it, else the protocol's`(tag: String, text: String, heard: String) {
        var drawing = speaking(tag, ["en": english, "de": german])
        drawing.evaluate("0h")
        #expect(drawing.payloads == [Payload(text: text, language: language(heard))])
    }

    @Test func `the language of a region hears that before the language`() {
        var drawing = speaking("de-AT", ["en": english, "de": german, "de-AT": Phrases(start: "Kan Alkohol.")])
        drawing.evaluate("0h")
        #expect(drawing.payloads == [Payload(text: "Kan Alkohol.", language: language("de-AT"))])
    }

    @Test func `German is corrected in German`() {
        var drawing = speaking("de", ["en": english, "de": german])
        drawing.pass(until: "1h")
        drawing.complete(ended: "1h", at: "1h")
        drawing.cancel(at: "2h")
        #expect(
            drawing.words == [
                "Kein Alkohol bis Dienstag 09:00.", "Berichtigung: Kein Alkohol bis Dienstag 10:00.",
                "Berichtigung: Das gilt nicht mehr: kein Alkohol.",
            ])
    }

    @Test func `German is told in German that it holds later`() {
        var drawing = speaking("de", ["en": english, "de": german])
        drawing.pass(until: "1h")
        drawing.move(toEnd: "48h", at: "1h")
        #expect(
            drawing.words.last == "Berichtigung: nicht jetzt, sondern von Mittwoch 09:00 bis Donnerstag 09:00: kein Alkohol.")
    }

    @Test func `German and is told in English is corrected in English`() {
        var drawing = speaking("de", ["en": english])
        drawing.pass(until: "1h")
        drawing.complete(ended: "1h", at: "1h")
        #expect(drawing.words.last == "Correction: No alcohol until Tuesday 10:00.")
        #expect(drawing.payloads.last?.language == .english)
    }

    @Test(arguments: [
        ("de", "Das gilt für Ihre Behandlungen: Montag 08:00 und Montag 08:30."),
        ("en", "This counts for your sessions of Monday 08:00 and Monday 08:30."),
    ])
    func `a language hears the sessions in it`(tag: String, sentence: String) {
        var drawing = speaking(
            tag, ["en": english, "de": german], treatment(),
            treatment("T-2", start: "2026-03-02T08:30:00Z", end: "2026-03-02T10:00:00Z"))
        drawing.evaluate("0h")
        #expect(drawing.words.first?.hasSuffix(" \(sentence)") == true)
    }

    private let french = Sentences(
        correction: "Correction (fr) : {sentence}", later: "Du {from} au {until} : {label}.", withdrawn: "Annulé : {label}.",
        sessions: "Vaut pour : {sessions}.", unmonitored: "non surveillé", warm: "{label} chaud", cold: "{label} froid")

    @Test func `a language that the protocol brings along hears its sentences`() {
        var drawing = speaking(
            "fr-CA", ["en": english, "fr": Phrases(start: "Pas d'alcool jusqu'à {until}, {contact}.")],
            sentences: [language("fr"): french], treatment(),
            treatment("T-2", start: "2026-03-02T08:30:00Z", end: "2026-03-02T10:00:00Z"))
        drawing.pass(until: "30min")
        drawing.cancel("T-2", at: "30min")
        drawing.cancel(at: "2h")
        #expect(
            drawing.words == [
                "Pas d'alcool jusqu'à mardi 10:00, 030 1234 (non surveillé). Vaut pour : lundi 08:00 et lundi 08:30.",
                "Correction (fr) : Pas d'alcool jusqu'à mardi 09:00, 030 1234 (non surveillé).", "Annulé : “Pas d'alcool jusqu'à …, …”.",
            ])
    }

    @Test func `a language that the protocol words otherwise hears its sentences before the service's`() {
        let own = Sentences(
            correction: "Sorry: {sentence}", later: "{from} {until} {label}", withdrawn: "{label}", sessions: "{sessions}",
            unmonitored: "", warm: "{label}", cold: "{label}")
        var drawing = speaking("en", ["en": english], sentences: [.english: own])
        drawing.pass(until: "1h")
        drawing.complete(ended: "1h", at: "1h")
        #expect(drawing.words.last == "Sorry: No alcohol until Tuesday 10:00.")
    }

    @Test func `a language hears the modality in it`() {
        func label(_ labels: [Language: String], in tag: String) -> String {
            let ice = compress(modality: .planDecides).with(label: Translations(labels))
            let record = record(careProtocol(ice), treatment(), modalities: [id("ice"): .warm])
            let window = Schedule(record).timeline(over: at("2026-03-02T09:00:00Z")...at("2026-03-02T09:00:00Z")).windows[0]
            return record.label(of: window, in: language(tag))
        }
        let both: [Language: String] = [.english: "compress", .german: "Kompresse"]
        #expect(label(both, in: "en") == "warm compress")
        #expect(label(both, in: "de-CH") == "Kompresse (warm)")
        #expect(label(both, in: "fr") == "warm compress")
        #expect(label([.german: "Kompresse"], in: "en") == "Kompresse (warm)")
    }
}
