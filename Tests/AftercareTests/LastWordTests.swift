import Aftercare
import Testing

/// Rules 7 and 8: whatever is edited, the last word that a patient has on a topic is what holds.
@Suite struct `The last word` {
    private let signs = instruction("signs", kind: .monitor, subject: nil, .moments([.start]), text: "Watch for redness.")
    private let sport = instruction(
        "sport", kind: .restrict, subject: "sport", window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("3d"))),
        .moments([.start, .end]), phrases: Phrases(start: "No sport until {until}.", end: "You may again."))

    /// T-1 ended at 0h, as the sample does; the second at 1h30.
    private let second = treatment("T-2", start: "2026-03-02T09:45:00Z", end: "2026-03-02T10:30:00Z", knownAt: "2026-03-02T11:00:00Z")

    // MARK: Two sessions

    @Test func `is not "not now" while another treatment forbids`() {
        // T-1 is moved to the next day, T-2 of today is entered a minute later, T-1 is moved once more
        var drawing = Drawing(record(careProtocol(sport), treatment()))
        drawing.pass(until: "1h50min")
        drawing.move(toEnd: "24h", at: "1h58min")
        drawing.add(second, at: "2h")
        #expect(drawing.words.last == "No sport until Thursday 10:30.")
        drawing.move(toEnd: "144h", at: "2h05min")
        drawing.pass(until: "20h")
        #expect(drawing.words.last == "No sport until Thursday 10:30.")
        #expect(drawing.words.count == 3)
    }

    @Test func `that it is not now, but later, is on the patient's clock`() throws {
        var drawing = Drawing(record(careProtocol(sport), treatment(), zone: try zone("Asia/Tokyo")))
        drawing.pass(until: "1h")
        drawing.move(toEnd: "48h", at: "1h30min")
        // 09:00 UTC is 18:00 there.
        #expect(drawing.words.last == "Correction: not now, but from Wednesday 18:00 until Saturday 18:00: no sport.")
    }

    @Test func `of signs to watch for is never "not now"`() {
        var drawing = Drawing(record(careProtocol(signs), treatment()))
        drawing.pass(until: "1h")
        drawing.move(toEnd: "48h", at: "1h")
        drawing.cancel(at: "2h")
        drawing.pass(until: "3h")
        #expect(drawing.words == ["Watch for redness."])
    }

    @Test func `of a treatment that was moved away mutes no other one's`() {
        var drawing = Drawing(record(careProtocol(signs, sport), treatment()))
        drawing.pass(until: "1h50min")
        drawing.move(toEnd: "24h", at: "1h58min")
        drawing.add(second, at: "2h")
        #expect(drawing.emitted.suffix(2) == ["T-2/signs@+1h30 said +2h", "T-2/sport@+1h30 said +2h"])
    }

    @Test func `on the same guidance of two sessions is said once a day, with the later end where both ask`() {
        let fortnight = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("14d")))
        let sun = instruction(
            "sunscreen", kind: .advise, subject: nil, window: fortnight, .daily([time("09:00")], count: nil), text: "Until {until}.")
        var drawing = Drawing(
            record(careProtocol(sun), treatment(start: "2026-03-02T06:00:00Z", end: "2026-03-02T07:00:00Z"))
                .with(treatments: [
                    treatment(start: "2026-03-02T06:00:00Z", end: "2026-03-02T07:00:00Z"),
                    treatment("T-2", start: "2026-03-09T06:00:00Z", end: "2026-03-09T07:00:00Z"),
                ]), month: "2026-03")
        drawing.pass(until: "24 12:00")
        #expect(drawing.words.count == 21)
        #expect(drawing.words[6] == "Until Monday, March 16, 2026, 07:00.")
        #expect(drawing.words[7].hasPrefix("Until Monday, March 23, 2026, 07:00. This counts for your sessions of "))
        #expect(drawing.words[20] == "Until Monday 07:00.")
    }

    @Test(arguments: [Instruction.Kind.advise, .followUp, .monitor])
    func `that something is over is not said while another session asks for it`(kind: Instruction.Kind) {
        let base = instruction("rest", kind: kind, subject: nil, .moments([.start, .end]), phrases: dry)
        var drawing = Drawing(record(careProtocol(base), treatment()).with(treatments: [treatment(), second]))
        drawing.pass(until: "60h")
        #expect(drawing.line.filter { $0.contains("still-forbidden") }.count == 1)
        #expect(drawing.words.filter { $0.hasPrefix("It is over.") }.count == 1)
    }

    @Test func `counts a substance by its term, in whatever language it is named`() {
        let alkohol = instruction("kein-alkohol", subject: "Alkohol", phrases: dry)
        let other = careProtocol(alkohol)
        let base = record(careProtocol(noAlcohol), treatment())
        var drawing = Drawing(
            base.with(
                assignedPlans: base.assignedPlans + [AssignedPlan(plan: plan("PL-2", of: other), careProtocol: other)],
                treatments: [treatment(), treatment("T-2", plan: "PL-2", start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:05:00Z")]))
        drawing.pass(until: "2h")
        #expect(drawing.line == ["no-alcohol@+0h", "T-2/kein-alkohol@+0h05 suppressed said-together"])
    }

    @Test func `does not repeat the list of sessions in every message of a moment`() {
        let smoking = instruction("no-smoking", subject: "smoking", text: "No smoking.")
        let other = treatment("T-2", start: "2026-03-02T08:30:00Z", end: "2026-03-02T10:30:00Z")
        var drawing = Drawing(record(careProtocol(noAlcohol, smoking), treatment()).with(treatments: [treatment(), other]))
        drawing.pass(until: "1h")
        #expect(drawing.words.count == 2)
        #expect(drawing.words.count { $0.contains("This counts for your sessions of ") } == 1)
    }

    /// PL-1 forbids sport for three days; PL-2 for five, of which it speaks at the start alone.
    private func twoPlans(
        _ phrases: Phrases, usefulFor: Span? = nil, quietHours: QuietHours? = nil, month: String? = nil
    ) -> Drawing {
        let longer = instruction(
            "no-sport", kind: .restrict, subject: "sport", window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("5d"))),
            .moments([.start]), usefulFor: usefulFor, phrases: phrases)
        let other = careProtocol(longer)
        let base = record(careProtocol(sport), treatment(), quietHours: quietHours)
        let plans = base.assignedPlans + [AssignedPlan(plan: plan("PL-2", of: other), careProtocol: other)]
        return Drawing(base.with(assignedPlans: plans), month: month)
    }

    @Test func `is a correction at once where the other session's own reminder has no sentence`() {
        var drawing = twoPlans(Phrases(end: "You may again."))
        drawing.pass(until: "1h50min")
        drawing.add(
            treatment("T-2", plan: "PL-2", start: "2026-03-02T09:45:00Z", end: "2026-03-02T10:30:00Z", knownAt: "2026-03-02T11:00:00Z"),
            at: "2h")
        #expect(drawing.line == ["sport@+0h", "T-2/no-sport@+1h30 suppressed no-text", "sport correction@+2h of +0h"])
        #expect(drawing.words.last?.hasPrefix("Correction: No sport until Saturday 10:30.") == true)
    }

    @Test func `is a correction in the morning where the night left out the other session's own reminder`() {
        var drawing = twoPlans(
            Phrases(start: "No sport until {until}."), usefulFor: span("4h"), quietHours: hours("21:00-08:00"), month: "2026-03")
        drawing.pass(until: "2 21:30")
        drawing.add(
            treatment("T-2", plan: "PL-2", start: "2026-03-02T18:30:00Z", end: "2026-03-02T19:30:00Z", knownAt: "2026-03-02T22:00:00Z"),
            at: "2 22:00")
        drawing.pass(until: "3 12:00")
        #expect(
            drawing.line == [
                "sport@2 09:00", "T-2/no-sport@2 19:30 suppressed quiet-hours", "sport correction@3 08:00 of 2 09:00",
            ])
        #expect(drawing.words.last?.hasPrefix("Correction: No sport until Saturday 19:30.") == true)
    }

    // MARK: Versions

    private func upgrade(_ drawing: inout Drawing, to instructions: Instruction..., in language: Language = .english, at text: String) {
        let newer = CareProtocol(
            id: id("sample"), version: 2, title: Translations([.english: "Sample"]), language: language, routes: [.intramuscular],
            usualDuration: span("45min"), signOff: nil, sources: [:], instructions: instructions)
        drawing.change(to: newer, at: text) { plan, careProtocol in plan.with(careProtocol: careProtocol.reference) }
    }

    @Test func `outlives a version without the instruction, where another plan forbids the same`() {
        let other = careProtocol(noAlcohol.with(window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(48)))))
        let base = record(careProtocol(noAlcohol, signs), treatment())
        var drawing = Drawing(
            base.with(
                assignedPlans: base.assignedPlans + [AssignedPlan(plan: plan("PL-2", of: other), careProtocol: other)],
                treatments: [treatment(), treatment("T-2", plan: "PL-2")]))
        drawing.pass(until: "1h")
        upgrade(&drawing, to: signs, at: "1h")
        drawing.pass(until: "10h")
        #expect(!drawing.words.contains { $0.contains("no longer holds") })
        #expect(drawing.words.first?.hasPrefix("No alcohol until Wednesday 09:00.") == true)
    }

    @Test func `is withdrawn by its label, in the patient's language, when its instruction is gone`() {
        let labelled = instruction("smoke", subject: "smoking", text: "Bis {until}.")
            .with(text: Translations([.german: Wording(phrases: Phrases(start: "Nicht rauchen bis {until}."))]))
        var drawing = Drawing(record(careProtocol(labelled, signs), treatment(), language: .german))
        drawing.pass(until: "1h")
        upgrade(&drawing, to: signs, at: "1h")
        #expect(drawing.words.last == "Berichtigung: Das gilt nicht mehr: nicht rauchen.")
    }

    @Test func `is withdrawn in the protocol's language where nothing is there in the patient's`() throws {
        let labelled = instruction("smoke", subject: "smoking", text: "Until {until}.")
            .with(text: Translations([.german: Wording(phrases: Phrases(start: "Nicht rauchen bis {until}."))]))
        var drawing = Drawing(record(careProtocol(labelled, signs), treatment(), language: try Language(text: "fr")))
        drawing.pass(until: "1h")
        upgrade(&drawing, to: signs, in: .german, at: "1h")
        #expect(drawing.words.last?.hasPrefix("Berichtigung: Das gilt nicht mehr: ") == true, "\(drawing.words)")
    }

    @Test func `is put right where its words have changed, once`() {
        func massage(_ text: String) -> Instruction { instruction("massage", kind: .advise, subject: nil, .moments([.start]), text: text) }
        var drawing = Drawing(record(careProtocol(massage("Massage the site.")), treatment()))
        drawing.pass(until: "1h")
        upgrade(&drawing, to: massage("Do NOT massage the site."), at: "1h")
        drawing.pass(until: "3h")
        upgrade(&drawing, to: massage("Do NOT massage the site."), at: "3h")
        drawing.pass(until: "20h")
        #expect(drawing.words == ["Massage the site.", "Correction: Do NOT massage the site."])
    }

    @Test func `that named its end is put right by a sentence that names one`() {
        let phrases = Phrases(start: "No alcohol from now on.", during: "No alcohol until {until}.", end: "Over.")
        var drawing = Drawing(record(careProtocol(instruction("no-alcohol", phrases: phrases)), treatment()))
        drawing.pass(until: "13h")
        drawing.complete(ended: "2h", at: "13h")
        #expect(
            drawing.words == ["No alcohol from now on.", "No alcohol until Tuesday 09:00.", "Correction: No alcohol until Tuesday 11:00."])
    }

    @Test func `is put right where it is about something else`() {
        func left(_ name: String) -> Instruction { instruction("drink", subject: name, .moments([.start]), text: "No \(name).") }
        var drawing = Drawing(record(careProtocol(left("tea")), treatment()))
        drawing.pass(until: "1h")
        upgrade(&drawing, to: left("coffee"), at: "1h")
        drawing.pass(until: "20h")
        #expect(drawing.words == ["No tea.", "Correction: No coffee."])
    }

    @Test func `of an instruction that was only renamed is neither withdrawn nor said anew`() {
        func rest(_ name: String) -> Instruction { instruction(name, kind: .advise, subject: nil, .moments([.start]), text: "Rest.") }
        var drawing = Drawing(record(careProtocol(rest("rest")), treatment()))
        drawing.pass(until: "1h")
        upgrade(&drawing, to: rest("lie-down"), at: "1h")
        drawing.pass(until: "20h")
        #expect(drawing.words == ["Rest."])
    }

    @Test func `of an instruction that the plan leaves out is withdrawn, though another one has its words`() {
        let drink = instruction("drink", kind: .restrict, text: "Take it easy.")
        let later = instruction("run", kind: .restrict, subject: "sport", text: "Take it easy.").with(
            window: WindowRule(opens: Anchor(edge: .afterEnd, offset: .hours(48)), closes: .lasting(.hours(24))))
        var drawing = Drawing(record(careProtocol(drink, later), treatment()))
        drawing.pass(until: "1h")
        drawing.change(at: "1h") { plan, _ in plan.with(switchedOff: [id("drink")]) }
        drawing.pass(until: "20h")
        #expect(drawing.words.last == "Correction: this no longer holds: “Take it easy”.")
    }

    @Test func `of an instruction that is gone is withdrawn where one of another kind has its words, and says these itself`() {
        func rest(_ name: String, _ kind: Instruction.Kind) -> Instruction {
            instruction(name, kind: kind, subject: kind == .advise ? nil : "sport", .moments([.start]), text: "Rest.")
        }
        var drawing = Drawing(record(careProtocol(rest("rest", .advise)), treatment()))
        drawing.pass(until: "1h")
        upgrade(&drawing, to: rest("no-sport", .restrict), at: "1h")
        drawing.pass(until: "20h")
        #expect(drawing.words == ["Rest.", "Correction: this no longer holds: “Rest”.", "Rest."])
    }

    @Test func `of an instruction that is gone is withdrawn where another one of its kind stays, with words of its own`() {
        func advice(_ name: String, _ text: String) -> Instruction {
            instruction(name, kind: .advise, subject: nil, .moments([.start]), text: text)
        }
        let drink = advice("drink", "Drink water.")
        var drawing = Drawing(record(careProtocol(advice("rest", "Rest."), drink), treatment()))
        drawing.pass(until: "1h")
        upgrade(&drawing, to: drink, at: "1h")
        drawing.pass(until: "20h")
        #expect(drawing.words == ["Rest.", "Drink water.", "Correction: this no longer holds: “Rest”."])
    }

    // MARK: One sentence

    @Test func `of a cancelled session is one sentence, and takes no signs back`() {
        let smoking = instruction("no-smoking", subject: "smoking", text: "No smoking.")
        var drawing = Drawing(record(careProtocol(noAlcohol, smoking, signs), treatment()))
        drawing.pass(until: "1h")
        drawing.cancel(at: "1h")
        drawing.pass(until: "20h")
        #expect(drawing.words.count == 4)
        #expect(drawing.words.last == "Correction: this no longer holds: no alcohol and no smoking.")
    }

    // MARK: Holds

    @Test func `at the end of a hold is what holds, and not "not now"`() {
        // T-1 is moved to the next day during the hold, and T-2 of today entered
        var drawing = Drawing(record(careProtocol(sport), treatment()))
        drawing.pass(until: "1h")
        drawing.set(plan: .onHold, at: "1h")
        drawing.move(toEnd: "24h", at: "2h")
        drawing.add(second, at: "2h")
        drawing.pass(until: "5h")
        drawing.set(plan: .active, at: "5h")
        drawing.pass(until: "10h")
        #expect(drawing.words.last == "Correction: No sport until Thursday 10:30.")
        #expect(!drawing.words.contains { $0.contains("not now") })
    }

    @Test func `of a treatment that was entered on hold is said when the hold ends`() {
        var drawing = Drawing(
            record(careProtocol(sport, signs), treatment("T-9", start: "2026-02-01T08:00:00Z", end: "2026-02-01T09:00:00Z")))
        drawing.set(plan: .onHold, at: "-1h")
        drawing.add(second, at: "2h")
        drawing.pass(until: "5h")
        let before = drawing.emitted.count
        drawing.set(plan: .active, at: "5h")
        drawing.pass(until: "10h")
        #expect(drawing.emitted.dropFirst(before) == ["T-2/sport standing@+5h", "T-2/signs standing@+5h"])
    }

    @Test func `to the staff about silence that fell into a hold comes when it ends`() {
        let pill = instruction(
            "pill", kind: .advise, subject: nil, .moments([.start]), nag: Nag(every: span("1h"), times: 2), text: "Pill.")
        var drawing = Drawing(record(careProtocol(pill), treatment()))
        drawing.pass(until: "2h30min")
        drawing.set(plan: .onHold, at: "2h30min")
        drawing.pass(until: "5h")
        #expect(!drawing.line.contains { $0.contains("escalation") })
        drawing.set(plan: .active, at: "5h")
        #expect(drawing.line.last == "pill escalation@+3h said +5h")
    }

    @Test func `of a restriction that is known late is said with what remains`() {
        let brief = instruction("brief", .moments([.start]), usefulFor: span("1h"), phrases: dry)
        var drawing = Drawing(record(careProtocol(brief), treatment("T-9", start: "2026-02-01T08:00:00Z", end: "2026-02-01T09:00:00Z")))
        drawing.add(treatment(knownAt: "2026-03-02T14:00:00Z"), at: "5h")
        #expect(drawing.words.last == "19 hours to go, until Tuesday 09:00.")
    }

    @Test func `is not said where less than a quarter of an hour of it remains`() {
        var drawing = Drawing(record(careProtocol(noAlcohol), treatment("T-9", start: "2026-02-01T08:00:00Z", end: "2026-02-01T09:00:00Z")))
        drawing.pass(until: "23h50min")
        let before = drawing.line.count
        drawing.add(treatment(knownAt: "2026-03-03T08:50:00Z"), at: "23h50min")
        #expect(drawing.line.dropFirst(before).last == "no-alcohol@+12h suppressed nearly-over")
    }

    // MARK: Nags

    @Test func `of a question that lasts longer than its use goes to the staff at the deadline`() {
        let ask = instruction(
            "ask", kind: .advise, subject: nil, window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("36min"))),
            .every(span("12min"), count: nil), nag: Nag(every: span("5min"), times: 2), text: "Ask.")
        var drawing = Drawing(record(careProtocol(ask), treatment()))
        drawing.pass(until: "3h")
        #expect(
            drawing.emitted == [
                "ask@+0h", "ask nag@+0h05", "ask nag@+0h10", "ask@+0h12", "ask escalation@+0h12", "ask nag@+0h17", "ask nag@+0h22",
                "ask escalation@+0h24",
            ])
    }

    @Test func `to the staff does not say "did not answer" after one question`() {
        let ask = instruction(
            "ask", kind: .advise, subject: nil, window: day, .moments([.start]), usefulFor: span("12h"),
            nag: Nag(every: span("1h"), times: 2), text: "Ask.")
        var drawing = Drawing(
            record(
                careProtocol(ask), treatment(start: "2026-03-02T19:00:00Z", end: "2026-03-02T20:30:00Z"), quietHours: hours("21:00-09:00")),
            month: "2026-03")
        drawing.pass(until: "3 12:00")
        #expect(drawing.emitted == ["ask@2 20:30", "ask escalation@3 08:30"])
        #expect(drawing.words.last?.contains("was asked only once, and has not answered yet") == true)
    }

    // MARK: Clocks

    @Test func `is put right where the patient's clock shows another time now`() throws {
        let tokyo = try zone("Asia/Tokyo")
        var drawing = Drawing(record(careProtocol(noAlcohol), treatment()))
        drawing.pass(until: "1h")
        drawing.edit(at: "1h") { record, now in
            CareRecord(
                store: record.store, patient: patient(zone: "Asia/Tokyo"), zone: tokyo, clinic: record.clinic,
                assignedPlans: record.assignedPlans,
                treatments: record.treatments.map { $0.replanned(at: now) })
        }
        drawing.pass(until: "5h")
        #expect(drawing.words == ["No alcohol until Tuesday 09:00.", "Correction: No alcohol until Tuesday 18:00."])
    }

    @Test func `is not corrected for what lies minutes away`() {
        var drawing = Drawing(record(careProtocol(noAlcohol), treatment()))
        drawing.pass(until: "23h40min")
        drawing.complete(ended: "-25min", at: "23h46min")
        drawing.pass(until: "30h")
        #expect(!drawing.emitted.contains { $0.contains("correction") })
    }

    @Test func `without a time is not repeated where its treatment ended later than planned`() {
        var drawing = Drawing(record(careProtocol(signs), treatment()))
        drawing.pass(until: "1h")
        drawing.complete(ended: "1h", at: "1h")
        drawing.pass(until: "20h")
        #expect(drawing.line == ["signs@+0h", "signs@+1h suppressed already-said"])
    }
}
