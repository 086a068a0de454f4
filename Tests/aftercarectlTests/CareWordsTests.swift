import Aftercare
import AftercareConfig
import Testing

@testable import aftercarectl

/// How the terms of care read on sheets and in tables.
@Suite struct `The words of care` {
    // MARK: Protocols

    private static func instruction(_ kind: Instruction.Kind, _ subject: String?, _ modality: Modality?) -> Instruction {
        Instruction(
            id: id("a"), kind: kind, subject: subject, modality: modality,
            window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(24))), cadence: .moments([.start]), session: nil,
            usefulFor: nil, quiet: .defer, text: Translations([:]), label: Translations([:]), citations: [])
    }

    @Test(
        arguments: [
            (.compress, nil, .planDecides, "compress, warm or cold as the plan decides"), (.compress, nil, .warm, "warm compress"),
            (.compress, nil, .cold, "cold compress"), (.compress, nil, Modality.none, "compress"), (.compress, nil, nil, "compress"),
            (.abstain, "alcohol", nil, "abstain from alcohol"), (.abstain, nil, nil, "abstain from it"),
            (.restrict, "running", nil, "leave running"), (.restrict, nil, nil, "leave it"), (.limit, "salt", nil, "keep salt low"),
            (.limit, nil, nil, "keep it low"), (.monitor, "redness", nil, "watch for redness"), (.monitor, nil, nil, "watch for it"),
            (.followUp, nil, nil, "a check to come back for"), (.advise, nil, nil, "advice"),
        ] as [(Instruction.Kind, String?, Modality?, String)])
    func `say what an instruction asks for`(kind: Instruction.Kind, subject: String?, modality: Modality?, words: String) {
        #expect(Self.instruction(kind, subject, modality).what == words)
    }

    @Test func `say how often it is reminded of`() throws {
        let (nine, six) = (try #require(LocalTime(hour: 9, minute: 0)), try #require(LocalTime(hour: 18, minute: 30)))
        let cadences: [Cadence] = [
            .moments([.end, .after(.days(1), at: nine), .after(.hours(12), at: nil), .start]), .every(.hours(3), count: nil),
            .every(.minutes(90), count: 8), .daily([six, nine], count: nil), .daily([nine], count: 4),
        ]
        #expect(
            cadences.map(\.words) == [
                "when it ends, after 1d at 09:00, after 12h, when it begins", "every 3h", "every 1h 30min, at most 8 times",
                "daily at 18:30 and 09:00", "daily at 09:00, at most 4 times",
            ])
        #expect(Nag(every: .minutes(30), times: 1).words == "every 30min, at most 1 time; then the staff is told")
    }

    @Test func `name the edge of a session, before it or after`() {
        let anchors: [Anchor] = [
            Anchor(edge: .beforeStart, offset: .hours(6)), Anchor(edge: .afterStart, offset: .hours(2)),
            Anchor(edge: .beforeEnd, offset: .minutes(5)), Anchor(edge: .afterEnd, offset: .days(3)), Anchor(edge: .afterStart),
            Anchor(edge: .afterEnd, offset: .zero, at: LocalTime(hour: 9, minute: 0)),
        ]
        #expect(
            anchors.map(\.words) == [
                "6h before the start", "2h after the start", "5min before the end", "3d after the end", "the start", "the end at 09:00",
            ])
    }

    @Test func `show each sentence under its modality and part, and one for all parts once`() {
        let wording = Wording(
            phrases: Phrases(start: "a"),
            byModality: [.warm: Phrases(start: "w", end: "x"), .cold: Phrases(start: "c", during: "c", end: "c")])
        let sentences = Translations([.german: Wording(phrases: Phrases(during: "d", end: "e")), .english: wording]).sentences
        #expect(sentences.map(\.name) == ["de during", "de end", "en", "en cold", "en warm start", "en warm end"])
        #expect(sentences.map(\.text) == ["d", "e", "a", "c", "w", "x"])
    }

    @Test func `name each source once, in order, with what it is for`() {
        let citations = [
            Citation(value: nil, source: "sheet"), Citation(value: "window", source: "leaflet"), Citation(value: nil, source: "book"),
            Citation(value: "from", source: "leaflet"), Citation(value: "session", source: "sheet"),
        ]
        #expect(citations.words == "sheet (session); leaflet (from, window); book")
    }

    @Test func `name a protocol in English, or else in its own language, and who signed it off`() throws {
        let (stated, arabic) = (try knee(), try Language(text: "ar"))
        func other(_ title: [Language: String], signOff: SignOff? = nil, usual: Span? = nil) -> CareProtocol {
            CareProtocol(
                id: stated.id, version: 2, title: Translations(title), language: .german, routes: stated.routes, usualDuration: usual,
                signOff: signOff, sources: ["c": "3", "a": "2", "b": "1"], instructions: [])
        }
        #expect(other([.german: "Knie", .english: "Knee"]).englishTitle == "Knee")
        #expect(other([.german: "Knie", arabic: "Rukba"]).englishTitle == "Knie")
        #expect(other([:]).englishTitle == "knee")
        let signed = other([.german: "Knie"], signOff: SignOff(by: "Dr. Roe", on: "2026-11-02"))
        #expect(
            ProtocolSheet(careProtocol: signed).lines(on: .plain) == [
                "Knie", "", "protocol  knee@2", "status    signed off by Dr. Roe on 2026-11-02", "routes    intra-articular, intramuscular",
                "", "SOURCES", "  a  2", "  b  1", "  c  3",
            ])
        #expect(ProtocolTable(protocols: [signed]).lines(on: .plain).last?.hasSuffix("  2026-11-02 by Dr. Roe") == true)
    }

    // MARK: Plans and sessions

    @Test func `name the modality alone, and several with their compresses in order`() {
        let one = plan("PL-0001", of: "P-0003", modalities: ["ice": .cold])
        #expect(one.modalityCell == "cold" && one.modalityWords == "ice cold")
        let five = plan("PL-0001", of: "P-0003", modalities: ["e": .warm, "b": .cold, "d": .none, "a": .warm, "c": .cold])
        #expect(five.modalityCell == "a warm, b cold, c cold, d none, e warm" && five.modalityWords == five.modalityCell)
    }

    @Test(
        arguments: [
            (Product(name: "Exo", manufacturer: "Biologics", lot: "7"), "Exo, by Biologics, lot 7"),
            (Product(name: "Exo", manufacturer: nil, lot: "7"), "Exo, lot 7"),
            (Product(name: "Exo", manufacturer: "Biologics", lot: nil), "Exo, by Biologics"),
        ])
    func `leave out what is not known of a product`(product: Product, words: String) {
        #expect(product.words == words)
    }

    @Test func `order sessions by their start, and those of one start by their ids`() {
        let sessions = [
            treatment("T-0003", of: "P-0003"), treatment("T-0001", of: "P-0003", from: "2026-12-11T16:30:00Z", to: "2026-12-11T17:15:00Z"),
            treatment("T-0002", of: "P-0003"), treatment("T-0009", of: "P-0003", from: "2026-11-13T16:30:00Z", to: "2026-11-13T17:15:00Z"),
        ]
        #expect(sessions.inOrder.names == "T-0009, T-0002, T-0003 and 1 more")
        #expect(sessions.inOrder.last?.id.rawValue == "T-0001")
    }

    @Test func `tell when a session really began and ended, on the patient's clock`() {
        let session = Treatment(
            id: id("T-0002"), patient: id("P-0009"), plan: id("PL-0001"), route: .intraArticular, site: nil, product: nil,
            status: .completed, plannedStart: at("2026-11-27T16:30:00Z"), plannedEnd: at("2026-11-27T17:15:00Z"),
            actualStart: at("2026-11-27T16:40:00Z"), actualEnd: at("2026-11-27T18:20:00Z"))
        #expect(
            TreatmentSheet(treatment: session, clocks: clocks).lines(on: .plain)[3...5] == [
                "  planned  Fri 2026-11-27 22:15–23:00", "  started  Fri 2026-11-27 22:25", "  ended    Sat 2026-11-28 00:05",
            ])
    }

    @Test(
        arguments: [
            ([plan("PL-0001", of: "P-0003", status: .revoked)], "PL-0001, revoked"),
            ([plan("PL-0002", of: "P-0003", status: .revoked), plan("PL-0001", of: "P-0003")], "PL-0001"),
            ([plan("PL-0002", of: "P-0003"), plan("PL-0001", of: "P-0003", status: .draft)], "PL-0001, draft"), ([], "PL-0001"),
        ] as [([Plan], String)])
    func `name the session's own plan, with its status unless it is active`(plans: [Plan], words: String) {
        let lines = TreatmentSheet(treatment: treatment("T-0001", of: "P-0003"), plans: plans, clocks: clocks).lines(on: .plain)
        #expect(lines.contains("  plan     \(words)"), "\(lines)")
    }

    // MARK: Reactions and reminders

    @Test func `put a reaction's mistake above that it was cleared`() {
        let reaction = Reaction(
            id: id("R-0003"), patient: id("P-0009"), treatment: id("T-0001"), signs: [.fever, .pain],
            reportedAt: at("2026-11-20T09:42:00Z"),
            clearedAt: at("2026-11-20T12:00:00Z"), enteredInErrorAt: at("2026-11-20T18:30:00Z"))
        let report = ReactionReport(reaction: reaction, treatment: treatment("T-0001", of: "P-0009"))
        let lines = ReactionSheet(report: report, clocks: clocks).lines(on: .plain)
        #expect(
            lines[0...5] == [
                "R-0003  entered in error", "  signs             fever, pain out of proportion", "  patient           P-0009",
                "  reported          Fri 2026-11-20 15:27", "  cleared           Fri 2026-11-20 17:45",
                "  entered in error  Sat 2026-11-21 00:15",
            ])
        #expect(ReactionTable(reactions: [reaction], clocks: clocks).lines(on: .plain).last?.contains("  entered in error  fever") == true)
        let sheet = OutcomeSheet(
            outcome: Outcome(reactions: [.init(.changed, reaction)]), isTrial: false, showsUnchanged: true, clocks: clocks)
        #expect(
            sheet.lines == [
                "entered in error reaction R-0003: P-0009 after T-0001, fever, pain out of proportion, Sat 2026-11-21 00:15 "
                    + "(Asia/Kathmandu)"
            ])
    }

    @Test(
        arguments: [
            (reminder(1, .cancelled, due: "2026-11-20T12:00:00Z", message: "No alcohol."), "No alcohol."),
            (reminder(1, .suppressed, due: "2026-11-20T12:00:00Z", reason: "some-new-reason", message: "No."), "some new reason"),
            (reminder(1, .settled, due: "2026-11-20T12:00:00Z", reason: "journal-in-memory", message: "No alcohol."), "No alcohol."),
            (reminder(1, .printed, due: "2026-11-20T12:00:00Z", reason: "superseded", message: "No alcohol."), "No alcohol."),
            (
                reminder(1, .seen, due: "2026-11-20T12:00:00Z", message: "No alcohol.", alsoFor: ["T-0003", "T-0002"]),
                "No alcohol. (for T-0003, T-0002, too)"
            ),
        ])
    func `show what was said of a reminder, or why it was not`(reminder: ListedReminder, words: String) {
        let line = ReminderTable(reminders: [reminder], clocks: clocks).lines(on: .plain).last
        #expect(line?.hasSuffix("  \(words)") == true, "\(line ?? "")")
    }

    // MARK: Changes

    @Test(arguments: [
        (false, "created 1 patient; changed 1 plan, 2 treatments; unchanged 2"),
        (true, "would create 1 patient; would change 1 plan, 2 treatments; unchanged 2"),
    ])
    func `count what was created apart from what was changed`(isTrial: Bool, words: String) {
        let session = treatment("T-0001", of: "P-0003")
        let outcome = Outcome(
            patients: [.init(.unchanged, patient("P-0009")), .init(.created, patient("P-0003"))],
            plans: [.init(.changed, plan("PL-0001", of: "P-0003"))],
            treatments: [.init(.changed, session), .init(.unchanged, session), .init(.changed, session)])
        let sheet = OutcomeSheet(outcome: outcome, isTrial: isTrial, showsUnchanged: false, clocks: clocks)
        #expect(sheet.summary == words)
        #expect(sheet.lines.count == 4)
    }

    @Test func `tell what an upgrade says anew, and of the protocol as a whole`() throws {
        let new = try knee()
        let text = kneeFile.replacing("version: 2", with: "version: 1").replacing(", during: \"Still no alcohol: {left} to go.\"", with: "")
        let old = try #require(CareProtocol.read(SourceText(name: "knee.yaml", text: text)).value)
        let whole = ProtocolDifference(instruction: nil, change: .changed, keys: ["duration", "terms"])
        let upgrade = Upgrade(
            from: old.reference, to: new.reference, plans: (1...5).map { id("PL-\($0)") },
            differences: [whole] + new.differences(from: old))
        #expect(
            UpgradeSheet(upgrades: [upgrade], versions: [old.reference: old, new.reference: new]).lines(on: .plain) == [
                "knee@1 → knee@2  5 plans: PL-1, PL-2, PL-3, …", "  duration, terms: changed", "  no-alcohol",
                "    en during  nothing → Still no alcohol: {left} to go.",
            ])
    }
}
