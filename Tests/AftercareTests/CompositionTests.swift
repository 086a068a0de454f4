import Testing

@testable import Aftercare

/// Rule 13 of aftercare(7). The treatment ends on Monday, 2 March 2026 at 09:00 UTC.
@Suite struct `The messages of one moment` {
    private static let end = at("2026-03-02T09:00:00Z")

    private func restriction(
        _ name: String, _ label: String?, kind: Instruction.Kind = .abstain, lasting: String = "24h", text: String? = nil,
        apart: Bool? = nil, quiet: QuietPolicy = .defer
    ) -> Instruction {
        Instruction(
            id: id(name), kind: kind, subject: name, modality: nil,
            window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span(lasting))), cadence: .moments([.start, .end]),
            session: nil, usefulFor: nil, quiet: quiet, apart: apart,
            text: Translations([.english: Wording(phrases: Phrases(start: text ?? "\(name) not before {until}.", end: "\(name): over."))]),
            label: Translations(label.map { [.english: $0] } ?? [:]), citations: [])
    }

    private func advice(_ name: String, kind: Instruction.Kind = .advise, apart: Bool? = nil, text: String? = nil) -> Instruction {
        Instruction(
            id: id(name), kind: kind, subject: nil, modality: nil, window: day, cadence: .moments([.start]), session: nil,
            usefulFor: nil, quiet: .defer, apart: apart,
            text: Translations([.english: Wording(phrases: Phrases(start: text ?? "About \(name)."))]), label: Translations([:]),
            citations: [])
    }

    private func messages(
        _ instructions: [Instruction], sentences: Sentences? = nil, clinic: Clinic = sampleClinic, at moment: Instant = end
    ) -> [[Decision]] {
        let careProtocol = CareProtocol(
            id: id("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english, routes: [.topical],
            usualDuration: nil, signOff: nil, sources: [:], sentences: sentences.map { Translations([.english: $0]) },
            instructions: instructions)
        let schedule = Schedule(record(careProtocol, treatment(), clinic: clinic))
        let result = schedule.evaluate(at: moment, decided: DecisionHistory())
        return schedule.messages(of: result.decisions.filter(\.isEmitted), at: moment)
    }

    private func texts(_ messages: [[Decision]]) -> [String] { messages.map { Payload.text(of: $0.compactMap(\.payload)) } }

    @Test func `are one, a line for each thing`() {
        #expect(texts(messages([advice("sleep"), advice("food"), advice("walks")])) == ["About sleep.\nAbout food.\nAbout walks."])
    }

    @Test func `say restrictions that end at the same time in one sentence of their names, where the first of them stood`() {
        let messages = messages([
            advice("sleep"), restriction("alcohol", "no alcohol"), advice("food"), restriction("smoking", "no smoking"),
            restriction("sport", "no sport", kind: .restrict, lasting: "72h"),
            restriction("salt", "little salt", kind: .limit, lasting: "72h"),
            restriction("sun", "no sun", lasting: "48h"),
        ])
        #expect(
            texts(messages) == [
                """
                About sleep.
                Until Tuesday 09:00: no alcohol, no smoking.
                About food.
                Until Thursday 09:00: no sport, little salt.
                sun not before Wednesday 09:00.
                """
            ])
        // Each reminder has the sentence that speaks of it, and the end that the patient read.
        let alcohol = messages[0].filter { $0.payload?.text == "Until Tuesday 09:00: no alcohol, no smoking." }
        #expect(alcohol.map(\.occurrence.window.instruction.rawValue) == ["alcohol", "smoking"])
        #expect(alcohol.allSatisfy { $0.claim.clock?.text == "2026-03-03T09:00" && $0.claim.until == at("2026-03-03T09:00:00Z") })
    }

    @Test func `say in its own sentence what has no name, or names no end`() {
        // Nor does the vocabulary know one.
        let nameless = messages([restriction("stilts", nil), restriction("smoking", "no smoking")])
        #expect(texts(nameless) == ["stilts not before Tuesday 09:00.\nsmoking not before Tuesday 09:00."])
        let endless = messages([restriction("alcohol", "no alcohol", text: "No alcohol."), restriction("smoking", "no smoking")])
        #expect(texts(endless) == ["No alcohol.\nsmoking not before Tuesday 09:00."])
    }

    @Test func `say each end in its own sentence`() {
        let over = messages(
            [restriction("alcohol", "no alcohol"), restriction("smoking", "no smoking")], at: at("2026-03-03T09:00:00Z"))
        #expect(texts(over) == ["alcohol: over.\nsmoking: over."])
    }

    @Test func `name a restriction once, however many ask for it`() {
        let twice = messages([restriction("wine", "no alcohol"), restriction("beer", "no alcohol"), restriction("smoking", "no smoking")])
        #expect(texts(twice) == ["Until Tuesday 09:00: no alcohol, no smoking."])
    }

    @Test func `say each by itself where the protocol's own sentences lack the pattern`() throws {
        // As in a protocol from before messages were composed, in a language that the service does not speak.
        let french = language("fr")
        let own = Sentences(
            correction: "{sentence}", later: "{label} {from} {until}", withdrawn: "{label}", sessions: "{sessions}", unmonitored: "non",
            warm: "{label}", cold: "{label}")
        func alcohol(_ name: String) -> Instruction {
            Instruction(
                id: id(name), kind: .abstain, subject: name, modality: nil, window: day, cadence: .moments([.start]), session: nil,
                usefulFor: nil, quiet: .defer,
                text: Translations([french: Wording(phrases: Phrases(start: "Pas de \(name) avant {until}."))]),
                label: Translations([french: "pas de \(name)"]), citations: [])
        }
        func said(_ sentences: Sentences) -> [String] {
            let careProtocol = CareProtocol(
                id: id("sample"), version: 1, title: Translations([french: "Essai"]), language: french, routes: [.topical],
                usualDuration: nil, signOff: nil, sources: [:], sentences: Translations([french: sentences]),
                instructions: [alcohol("vin"), alcohol("tabac")])
            let schedule = Schedule(record(careProtocol, treatment()))
            let result = schedule.evaluate(at: Self.end, decided: DecisionHistory())
            return texts(schedule.messages(of: result.decisions.filter(\.isEmitted), at: Self.end))
        }
        #expect(said(own).first?.split(separator: "\n").count == 2)
        let joined = Sentences(
            correction: own.correction, later: own.later, withdrawn: own.withdrawn, sessions: own.sessions, unmonitored: own.unmonitored,
            warm: own.warm, cold: own.cold, together: "Jusqu'à {until} : {labels}.")
        #expect(
            said(joined).count == 1 && said(joined)[0].hasPrefix("Jusqu'à ") && said(joined)[0].hasSuffix(" : pas de vin, pas de tabac."))
    }

    @Test func `say first what cannot wait`() {
        let order = messages([
            advice("food"), restriction("driving", "no driving", quiet: .override), advice("signs", kind: .monitor), advice("sleep"),
        ])
        #expect(texts(order) == ["driving not before Tuesday 09:00.\nAbout signs.\nAbout food.\nAbout sleep."])
    }

    @Test func `say a restriction first with which one ends that cannot wait`() {
        let order = messages([
            advice("signs", kind: .monitor), restriction("alcohol", "no alcohol"), restriction("driving", "no driving", quiet: .override),
        ])
        #expect(texts(order) == ["About signs.\nUntil Tuesday 09:00: no alcohol, no driving."])
        let mixed = messages([
            advice("food"), restriction("alcohol", "no alcohol"), restriction("driving", "no driving", quiet: .override),
        ])
        #expect(texts(mixed) == ["Until Tuesday 09:00: no alcohol, no driving.\nAbout food."])
    }

    @Test func `are several where the protocol wants something apart: what cannot wait before the others, the rest after them`() {
        let apart = messages([
            advice("food"), advice("survey", apart: true), advice("emergency", kind: .monitor, apart: true), advice("sleep", apart: false),
            restriction("alcohol", "no alcohol", apart: true), restriction("smoking", "no smoking"),
        ])
        #expect(
            texts(apart) == [
                "About emergency.", "About food.\nAbout sleep.\nsmoking not before Tuesday 09:00.", "About survey.",
                "alcohol not before Tuesday 09:00.",
            ])
    }

    @Test func `are several where one would be too long for the journal, cut between sentences`() {
        let (first, second, third) = (String(repeating: "a", count: 1999), String(repeating: "b", count: 2000), "c")
        func said(_ texts: [String]) -> [Int] {
            self.texts(messages(texts.enumerated().map { advice("advice-\($0.offset)", text: $0.element) })).map(\.utf8.count)
        }
        #expect(said([first, second]) == [4000])
        #expect(said([first, second, third]) == [4000, 1])
        #expect(said([second, second]) == [2000, 2000])
    }

    @Test func `name the clinic once each, where it wants that`() {
        let clinic = Clinic(
            name: "Praxis am See", contact: "030 1234", isContactMonitored: false, quietHours: nil, zone: "UTC", language: .english,
            signsMessages: true)
        let signed = messages(
            [
                advice("emergency", kind: .monitor, apart: true), restriction("alcohol", "no alcohol"),
                restriction("smoking", "no smoking"), advice("food"),
            ], clinic: clinic)
        #expect(
            texts(signed) == [
                "Praxis am See: About emergency.",
                "Praxis am See: Until Tuesday 09:00: no alcohol, no smoking.\nAbout food.",
            ])
        // Both reminders of the first line have all of it, so that the message can be put together again.
        #expect(signed[1].prefix(2).allSatisfy { $0.payload?.text.hasPrefix("Praxis am See: Until ") == true })
    }

    @Test func `leave the clinic's name out where the message would be too long for the journal`() {
        let clinic = Clinic(
            name: "Praxis am See", contact: "030 1234", isContactMonitored: false, quietHours: nil, zone: "UTC", language: .english,
            signsMessages: true)
        func said(_ length: Int) -> String {
            texts(messages([advice("food", text: String(repeating: "x", count: length))], clinic: clinic)).first ?? ""
        }
        #expect(said(3985).hasPrefix("Praxis am See: x") && said(3985).utf8.count == 4000)
        #expect(said(3986).hasPrefix("x"))
    }

    @Test func `name the sessions once that a restriction counts for`() {
        let other = treatment("T-2", start: "2026-03-02T08:30:00Z", end: "2026-03-02T10:30:00Z")
        let careProtocol = careProtocol(restriction("alcohol", "no alcohol"), restriction("smoking", "no smoking"))
        let schedule = Schedule(record(careProtocol, treatment()).with(treatments: [treatment(), other]))
        let result = schedule.evaluate(at: Self.end, decided: DecisionHistory())
        let said = texts(schedule.messages(of: result.decisions.filter(\.isEmitted), at: Self.end))
        #expect(
            said == ["Until Tuesday 10:30: no alcohol, no smoking. This counts for your sessions of Monday 08:00 and Monday 08:30."])
    }

    @Test func `are none of nothing`() {
        #expect(messages([]).isEmpty)
    }

    @Test func `to the staff are each by itself, before those to the patient`() {
        let base = record(careProtocol(advice("food")), treatment())
        let reaction = Reaction(
            id: id("R-1"), patient: id("P-1"), treatment: id("T-1"), signs: [.fever], reportedAt: Self.end - 60, clearedAt: nil)
        let schedule = Schedule(base.with(reactions: [reaction]))
        let result = schedule.evaluate(at: Self.end, decided: DecisionHistory())
        let messages = schedule.messages(of: result.decisions.filter(\.isEmitted), at: Self.end)
        #expect(messages.map { $0.map(\.occurrence.role) }.first == [.reaction])
    }
}

@Suite struct `The placeholders of a text` {
    private func filled(_ text: String) -> String { Placeholder.filled(text) { "<\($0.rawValue)>" } }

    @Test(
        arguments: [
            ("No alcohol.", "No alcohol."), ("", ""), ("{until}", "<until>"),
            ("Until {until}, {until}: {left}", "Until <until>, <until>: <left>"),
            ("{nothing} until {until", "{nothing} until {until"), ("{{until}}", "{<until>}"), ("} {until} {", "} <until> {"),
            ("für {left} 😀 {contact}!", "für <left> 😀 <contact>!"),
        ])
    func `are filled in one pass, and what is none stays as it is`(text: String, expected: String) {
        #expect(filled(text) == expected)
    }

    @Test func `are not looked for in what was filled in`() {
        #expect(Placeholder.filled("{contact}, {left}") { $0 == .contact ? "{left}" : "an hour" } == "{left}, an hour")
    }

    @Test func `are known by what a text uses`() {
        #expect(Placeholder.used(in: "{until} {left} {until} {none} {next") == [.until, .left])
        #expect(Placeholder.used(in: "nothing").isEmpty)
    }
}

@Suite struct `A message of several reminders` {
    private func reminder(
        _ name: String, sequence: Int64? = 7, line: Int = 0, attempt: Int = 1, redelivery: Redelivery? = nil, text: String? = "Rest.",
        due: String = "2026-03-02T09:00:00Z", deadline: String = "2026-03-02T21:00:00Z"
    ) -> Reminder {
        let window = Window(
            treatment: id("T-1"), timingRevision: 0, plan: id("PL-1"), careProtocol: ProtocolReference(id: id("sample"), version: 1),
            instruction: id(name), kind: .advise, opens: at("2026-03-02T09:00:00Z"), closes: at("2026-03-03T09:00:00Z"))
        let occurrence = Occurrence(window: window, place: 0, phase: .start, due: at(due), deadline: at(deadline))
        return Reminder(
            id: OccurrenceID(occurrence.key, store: sampleStore), patient: id("P-1"), occurrence: occurrence, state: .sending,
            sequence: sequence, line: line, attempt: attempt, redelivery: redelivery, reason: nil,
            payload: text.map { Payload(text: $0, language: .english) }, decidedAt: at(due), emittedAt: nil, cursor: nil)
    }

    @Test func `is those that follow one another under one number`() {
        let (a, b, c) = (reminder("a", sequence: 1), reminder("b", sequence: 1, line: 1), reminder("c", sequence: 2))
        let (d, e) = (reminder("d", sequence: nil), reminder("e", sequence: nil))
        #expect(Message.list(of: [a, b, c, d, e]).map(\.reminders) == [[a, b], [c], [d], [e]])
        #expect(Message.list(of: []).isEmpty)
    }

    @Test func `says neighbours that share a sentence once`() throws {
        let message = try #require(
            Message.list(of: [
                reminder("a", text: "Until Tuesday: no alcohol, no smoking."),
                reminder("b", text: "Until Tuesday: no alcohol, no smoking."), reminder("c", text: "Cool it."),
                reminder("d", text: nil),
            ]).first)
        #expect(message.text == "Until Tuesday: no alcohol, no smoking.\nCool it.")
    }

    @Test func `is as old as its oldest part, of use as long as all of it is, and as doubtful as its most doubtful`() throws {
        let message = try #require(
            Message.list(of: [
                reminder("a", attempt: 1, redelivery: nil, due: "2026-03-02T09:10:00Z", deadline: "2026-03-02T20:00:00Z"),
                reminder("b", attempt: 3, redelivery: .proven, due: "2026-03-02T09:00:00Z", deadline: "2026-03-02T21:00:00Z"),
            ]).first)
        #expect(message.due == at("2026-03-02T09:00:00Z") && message.usefulUntil == at("2026-03-02T20:00:00Z"))
        #expect(message.attempt == 3 && message.redelivery == .proven)
        let doubtful = Message.list(of: [reminder("a", redelivery: .proven), reminder("b", redelivery: .uncertain), reminder("c")])
        #expect(doubtful.first?.redelivery == .uncertain)
    }

    @Test func `lists its reminders in JSON that is read back as it was written`() throws {
        let items = [reminder("a", attempt: 2, redelivery: .proven), reminder("b")].map { MessageItem($0, store: sampleStore) }
        let text = try MessageItem.text(of: items)
        #expect(try MessageItem.list(from: text) == items)
        #expect(text.contains(#""due":"2026-03-02T09:00:00Z""#) && text.contains(#""protocol":"sample@1""#))
        #expect(!text.contains("replaces"))
        #expect(throws: DecodingError.self) { try MessageItem.list(from: "{}") }
    }
}
