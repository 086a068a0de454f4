import Aftercare
import Testing

/// What the clinic's staff reads, in the clinic's language, whatever the patient's is.
@Suite struct `A message to the staff` {
    private let tip = instruction("tip", kind: .advise, subject: nil, .moments([.start]), text: "Drink.")

    private func drawing(in language: Language, confirms: Bool = false) -> Drawing {
        Drawing(record(careProtocol(tip, confirms: confirms), treatment(), clinic: clinic(language: language)))
    }

    @Test(
        arguments: [
            (.breathing, "Atemnot", "trouble breathing"), (.swelling, "Schwellung", "swelling"), (.collapse, "Zusammenbruch", "collapse"),
            (.vision, "Sehstörungen", "a change of vision"),
            (.skin, "blasse, marmorierte oder kühle Haut", "blanching, mottled or cool skin"),
            (.pain, "unverhältnismäßig starke Schmerzen", "pain out of proportion"),
            (.infection, "Anzeichen einer Infektion", "signs of infection"), (.fever, "Fieber", "fever"),
            (.numbness, "Taubheit", "numbness"), (.bleeding, "eine Blutung, die nicht aufhört", "bleeding that does not stop"),
            (.other, "eine andere ungewöhnliche Reaktion", "another abnormal reaction"),
        ] as [(Reaction.Sign, String, String)])
    func `names every sign of a reaction`(sign: Reaction.Sign, german: String, english: String) {
        func words(_ language: Language) -> String? {
            var drawing = drawing(in: language)
            drawing.report(sign, at: "1h")
            return drawing.words.last
        }
        #expect(
            words(.german)
                == "P-1 meldet nach T-1: \(german). Jemand muss sich kümmern. Kompressen und Hinweise dieser Behandlung schweigen bis "
                + "'aftercarectl reaction clear R-1'. Kontakt der Praxis: 030 1234.")
        #expect(
            words(.english)
                == "P-1 reports after T-1: \(english). A person must see to it. Compresses and advice of this treatment are muted until "
                + "'aftercarectl reaction clear R-1'. The clinic's contact: 030 1234.")
    }

    @Test func `is about the reaction of that treatment which was reported then, or by mistake`() {
        let second = treatment("T-2", start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:00:00Z")
        let sample = record(careProtocol(tip), treatment(), clinic: clinic(language: .german))
        var drawing = Drawing(sample.with(treatments: [treatment(), second]))
        drawing.report(.fever, treatment: "T-1", at: "1h")
        drawing.report(.pain, treatment: "T-2", at: "2h")
        drawing.report(.skin, .vision, treatment: "T-1", at: "3h")
        #expect(
            drawing.words.last?.hasPrefix("P-1 meldet nach T-1: blasse, marmorierte oder kühle Haut, Sehstörungen. ") == true
                && drawing.words.last?.contains("'aftercarectl reaction clear R-3'") == true)
        drawing.edit(at: "4h") { record, now in
            record.with(
                reactions: record.reactions.map { reaction in
                    guard reaction.id == id("R-3") else { return reaction }
                    return Reaction(
                        id: reaction.id, patient: reaction.patient, treatment: reaction.treatment, signs: reaction.signs,
                        reportedAt: reaction.reportedAt, clearedAt: nil, enteredInErrorAt: now)
                })
        }
        #expect(
            drawing.words.last == "R-3 war ein Irrtum: P-1 hat nach T-1 nichts gemeldet. Es schweigt nichts mehr deswegen.")
    }

    @Test func `is not sent of a reaction that was withdrawn before anybody was told`() {
        var drawing = drawing(in: .english)
        drawing.suspend()
        drawing.report(.fever, at: "1h")
        drawing.edit(at: "2h") { record, now in
            let reactions = record.reactions.map {
                Reaction(
                    id: $0.id, patient: $0.patient, treatment: $0.treatment, signs: $0.signs, reportedAt: $0.reportedAt, clearedAt: nil,
                    enteredInErrorAt: now)
            }
            return record.with(reactions: reactions)
        }
        drawing.evaluate("3h")
        #expect(!drawing.line.contains { $0.contains("reaction@") })
    }

    @Test func `asks in German whether a treatment took place`() {
        var drawing = drawing(in: .german, confirms: true)
        drawing.pass(until: "0h")
        #expect(
            drawing.words == [
                "Fand T-1 von P-1 statt? Bis jemand es bestätigt, wird nichts gesagt, was darauf folgt: "
                    + "'aftercarectl treatment complete T-1 --as-planned', oder 'aftercarectl treatment cancel T-1 --no-show'."
            ])
    }

    private func pill(usefulFor: Span? = nil) -> Instruction {
        instruction(
            "pill", kind: .advise, subject: nil, .moments([.start]), usefulFor: usefulFor, nag: Nag(every: .hours(1), times: 2),
            text: "Pill."
        ).with(label: Translations([.english: "tablet", .german: "Tablette"]))
    }

    private func unanswered(_ language: Language, usefulFor: Span? = nil, isDeclined: Bool = false) -> Payload? {
        var drawing = Drawing(record(careProtocol(pill(usefulFor: usefulFor)), treatment(), clinic: clinic(language: language)))
        drawing.pass(until: "10min")
        if isDeclined { drawing.answer(.declined, "pill", at: "10min") }
        drawing.pass(until: "10h")
        return drawing.payloads.last
    }

    @Test func `says what became of a question, with its label`() {
        func german(_ what: String) -> Payload {
            Payload(text: "P-1 \(what): Tablette (T-1). Bitte melden Sie sich.", language: .german)
        }
        #expect(unanswered(.german) == german("hat nicht geantwortet"))
        #expect(unanswered(.german, isDeclined: true) == german("hat abgelehnt"))
        #expect(unanswered(.german, usefulFor: .minutes(30)) == german("wurde nur einmal gefragt und hat noch nicht geantwortet"))
        func english(_ what: String) -> Payload {
            Payload(text: "P-1 \(what): tablet (T-1). Please get in touch.", language: .english)
        }
        #expect(unanswered(.english) == english("did not answer"))
        #expect(unanswered(.english, isDeclined: true) == english("declined"))
        #expect(unanswered(.english, usefulFor: .minutes(30)) == english("was asked only once, and has not answered yet"))
    }

    @Test(arguments: [("de-AT", "hat nicht geantwortet", "de"), ("fr", "did not answer", "en"), ("en-GB", "did not answer", "en")])
    func `is in English where the clinic's language is not German`(tag: String, words: String, heard: String) {
        let message = unanswered(language(tag))
        #expect(message?.text.contains(words) == true && message?.language == language(heard))
    }
}
