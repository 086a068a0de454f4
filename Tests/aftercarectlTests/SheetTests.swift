import Aftercare
import AftercareAPI
import AftercareConfig
import Testing

@testable import aftercarectl

@Suite struct `Lists and sheets` {
    @Test func `reminders say what was said, or why not`() throws {
        let reminders = [
            reminder(1, .sending, due: "2026-11-20T13:00:00Z", message: "No alcohol until Friday 19:30."),
            reminder(2, .settled, of: "P-0009", due: "2026-11-20T12:00:00Z", message: "Still no alcohol.", late: 7500),
            reminder(3, .missed, due: "2026-11-20T11:00:00Z", reason: "deadline-passed"),
            reminder(4, .missed, of: "P-0011", due: "2026-11-20T10:00:00Z", reason: "superseded"),
            reminder(5, .suppressed, due: "2026-11-20T09:00:00Z", reason: "no-text"),
            reminder(6, .cancelled, due: "2026-11-20T08:00:00Z", reason: "treatment-cancelled"),
            reminder(7, .settled, due: "2026-11-20T07:00:00Z", message: "No alcohol until Friday 19:30.", role: .nag, alsoFor: ["T-0002"]),
            reminder(
                8, .settled, due: "2026-11-20T06:00:00Z", message: "Correction: no alcohol until Friday 19:30.", role: .correction,
                replaces: OccurrenceKey(treatment: id("T-0001"), timingRevision: 1, instruction: id("no-alcohol"), place: 0)),
            reminder(9, .settled, of: "P-0009", due: "2026-11-20T05:00:00Z", message: "Nobody answered.", role: .escalation),
        ]
        try Golden.expect(ReminderTable(reminders: reminders, clocks: clocks).lines(on: .plain), "reminders")
    }

    @Test func `patients`() throws {
        let patients = [
            patient("P-0003", quietHours: "21:00-08:00", called: "bed 3"),
            patient("P-0009", zone: "Asia/Kathmandu", status: .inactive),
        ]
        try Golden.expect(PatientTable(patients: patients).lines(on: .plain), "patients")
    }

    @Test func `a patient with everything`() throws {
        let body = PatientDetails(
            patient: patient("P-0003", quietHours: "21:00-08:00"), plans: [plan("PL-0001", of: "P-0003")],
            treatments: [treatment("T-0001", of: "P-0003")])
        try Golden.expect(PatientSheet(body: body, clocks: clocks).lines(on: .plain), "patient")
    }

    @Test func `a patient whose status changed tells since when`() throws {
        let patient = Patient(
            id: id("P-0009"), zone: "Asia/Kathmandu", language: .english, quietHours: nil,
            history: History(.active).changed(to: .optedOut, at: at("2026-11-18T09:00:00Z")), name: nil)
        let body = PatientDetails(patient: patient, plans: [], treatments: [])
        try Golden.expect(PatientSheet(body: body, clocks: clocks).lines(on: .plain), "patient-history")
    }

    @Test func `a patient with nothing yet`() throws {
        let body = PatientDetails(patient: patient("P-0003"), plans: [], treatments: [])
        try Golden.expect(PatientSheet(body: body, clocks: clocks).lines(on: .plain), "patient-new")
    }

    @Test func `plans`() throws {
        let plans = [
            plan("PL-0001", of: "P-0003", modalities: ["compress": .cold], without: ["no-food", "check"]),
            plan("PL-0002", of: "P-0009", status: .onHold),
        ]
        try Golden.expect(PlanTable(plans: plans).lines(on: .plain), "plans")
    }

    @Test func `a plan tells what holds for its patient`() throws {
        let body = AssignedPlan(
            plan: plan("PL-0001", of: "P-0003", modalities: ["compress": .cold], without: ["no-food"]), careProtocol: try knee())
        try Golden.expect(PlanSheet(body: body, clocks: clocks).lines(on: .plain), "plan")
    }

    @Test func `a plan tells what it does in its own way, and what became of it`() throws {
        let changes = [
            InstructionChange(id: id("compress"), cadence: .every(.hours(4), count: nil), session: .minutes(10)),
            InstructionChange(
                id: id("no-alcohol"), window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(48))),
                usefulFor: .hours(2), quiet: .override, nag: Nag(every: .minutes(30), times: 3),
                text: Translations([.english: Wording(phrases: Phrases(start: "No alcohol.", end: "Over."))]),
                citations: [Citation(value: "window", source: "sheet")]),
        ]
        let history = History(Plan.Status.active, since: at("2026-11-18T09:00:00Z"))
            .changed(to: .onHold, at: at("2026-11-19T09:00:00Z")).changed(to: .active, at: at("2026-11-20T09:00:00Z"))
        let stated = plan("PL-0001", of: "P-0003", modalities: ["compress": .cold], without: ["no-food"], changes: changes)
        let plan = Plan(
            id: stated.id, patient: stated.patient, careProtocol: stated.careProtocol, history: history,
            modalities: stated.modalities, switchedOff: stated.switchedOff, changes: changes)
        let body = AssignedPlan(plan: plan, careProtocol: try knee())
        try Golden.expect(PlanSheet(body: body, clocks: clocks).lines(on: .plain), "plan-own")
    }

    @Test func `treatments`() throws {
        let treatments = [
            treatment("T-0001", of: "P-0003"),
            treatment(
                "T-0002", of: "P-0009", status: .completed, from: "2026-11-19T16:30:00Z", to: "2026-11-19T17:15:00Z",
                ended: "2026-11-19T17:20:00Z", site: "left knee"),
        ]
        try Golden.expect(TreatmentTable(treatments: treatments, clocks: clocks).lines(on: .plain), "treatments")
    }

    @Test func `treatments that a plan keeps silent, or that were entered in error, are marked`() throws {
        let statuses: [Treatment.Status] = [.booked, .inProgress, .completed, .cancelled, .enteredInError]
        let plans: [Plan.Status] = [.active, .onHold, .revoked, .completed, .enteredInError, .draft]
        let words = plans.map { plan in
            statuses.map { status in
                SessionStatus(
                    treatment("T-0001", of: "P-0003", status: status),
                    among: [aftercarectlTests.plan("PL-0001", of: "P-0003", status: plan)]
                ).words
            }
        }
        #expect(
            words == [
                ["booked", "in-progress", "completed", "cancelled", "entered-in-error"],
                ["booked, plan on-hold", "in-progress, plan on-hold", "completed, plan on-hold", "cancelled", "entered-in-error"],
                ["booked, plan revoked", "in-progress, plan revoked", "completed, plan revoked", "cancelled", "entered-in-error"],
                ["booked, plan completed", "in-progress, plan completed", "completed", "cancelled", "entered-in-error"],
                [
                    "booked, plan entered-in-error", "in-progress, plan entered-in-error", "completed, plan entered-in-error",
                    "cancelled", "entered-in-error",
                ],
                ["booked, plan draft", "in-progress, plan draft", "completed, plan draft", "cancelled", "entered-in-error"],
            ])
        #expect(SessionStatus(treatment("T-0001", of: "P-0003"), among: []).words == "booked")
    }

    @Test func `a patient's sheet marks what a plan keeps silent, and leaves out what was entered in error`() throws {
        let body = PatientDetails(
            patient: patient("P-0003"),
            plans: [plan("PL-0001", of: "P-0003", status: .revoked), plan("PL-0002", of: "P-0003", status: .enteredInError)],
            treatments: [treatment("T-0001", of: "P-0003"), treatment("T-0002", of: "P-0003", status: .enteredInError)])
        let sheet = PatientSheet(body: body, clocks: clocks)
        try Golden.expect(sheet.lines(on: .plain), "patient-revoked")
        #expect(sheet.hidden == 2)
        let all = PatientSheet(body: body, showsAll: true, clocks: clocks)
        #expect(all.lines(on: .plain).contains { $0.hasPrefix("T-0002     entered-in-error ") })
        #expect(all.lines(on: .plain).contains { $0.hasPrefix("PL-0002 ") && $0.hasSuffix("entered-in-error") })
        #expect(all.hidden == 0)
    }

    @Test func `a treatment whose plan was revoked says so, and since when`() throws {
        let history = History(Plan.Status.active, since: at("2026-11-18T09:00:00Z")).changed(to: .revoked, at: at("2026-11-19T09:00:00Z"))
        let stated = plan("PL-0001", of: "P-0003")
        let plan = Plan(
            id: stated.id, patient: stated.patient, careProtocol: stated.careProtocol, history: history, modalities: [:], switchedOff: [])
        let series = [
            treatment(
                "T-0001", of: "P-0003", status: .completed, from: "2026-11-13T16:30:00Z", to: "2026-11-13T17:15:00Z", series: "T-0001"),
            treatment("T-0002", of: "P-0003", series: "T-0001"),
        ]
        let sheet = TreatmentSheet(treatment: series[1], series: series, plans: [plan], clocks: clocks)
        try Golden.expect(sheet.lines(on: .plain), "treatment-revoked")
    }

    @Test func `a plan that is silent names the sessions that are`() throws {
        let body = AssignedPlan(plan: plan("PL-0001", of: "P-0003", status: .onHold), careProtocol: try knee())
        let sessions = [
            treatment("T-0001", of: "P-0003", status: .completed), treatment("T-0002", of: "P-0003"), treatment("T-0003", of: "P-0003"),
            treatment("T-0004", of: "P-0003", status: .enteredInError),
        ]
        let lines = PlanSheet(body: body, sessions: sessions, clocks: clocks).lines(on: .plain)
        #expect(
            lines.contains(
                "  sessions  2 booked (T-0002, T-0003), 1 completed (T-0001); nothing is said of T-0002, T-0003, since the plan is on-hold")
        )
        let active = AssignedPlan(plan: plan("PL-0001", of: "P-0003"), careProtocol: try knee())
        #expect(
            PlanSheet(body: active, sessions: sessions, clocks: clocks).lines(on: .plain)
                .contains("  sessions  2 booked (T-0002, T-0003), 1 completed (T-0001)"))
    }

    @Test func `a treatment`() throws {
        let treatment = treatment(
            "T-0002", of: "P-0009", status: .completed, ended: "2026-11-27T17:20:00Z", site: "left knee",
            product: Product(name: "Example exosomes", manufacturer: "Example Biologics", lot: "LOT-0001"))
        try Golden.expect(TreatmentSheet(treatment: treatment, clocks: clocks).lines(on: .plain), "treatment")
    }

    @Test func `a treatment of a series shows all its sessions`() throws {
        let series = [
            treatment(
                "T-0001", of: "P-0003", status: .completed, from: "2026-11-13T16:30:00Z", to: "2026-11-13T17:15:00Z", series: "T-0001"),
            treatment("T-0002", of: "P-0003", series: "T-0001"),
            treatment("T-0003", of: "P-0003", from: "2026-12-11T16:30:00Z", to: "2026-12-11T17:15:00Z", series: "T-0001"),
        ]
        try Golden.expect(TreatmentSheet(treatment: series[1], series: series, clocks: clocks).lines(on: .plain), "treatment-series")
    }

    @Test func `reactions`() throws {
        let reactions = [
            reaction("R-0001", of: "P-0003", [.swelling, .breathing]),
            reaction("R-0002", of: "P-0009", [.fever], cleared: "2026-11-20T12:00:00Z"),
        ]
        try Golden.expect(ReactionTable(reactions: reactions, clocks: clocks).lines(on: .plain), "reactions")
    }

    @Test func `a reaction tells what a report of it wants`() throws {
        let treatment = treatment(
            "T-0001", of: "P-0009", status: .completed, from: "2026-11-19T16:30:00Z", to: "2026-11-19T17:15:00Z", site: "left knee",
            product: Product(name: "Example exosomes", manufacturer: "Example Biologics", lot: "LOT-0001"))
        let report = ReactionReport(reaction: reaction("R-0001", of: "P-0009", [.swelling, .breathing]), treatment: treatment)
        try Golden.expect(ReactionSheet(report: report, clocks: clocks).lines(on: .plain), "reaction")
        let there = ReactionSheet(report: report, clocks: clocks, commands: ServiceCommands(.clinic("de"))).lines(on: .plain)
        #expect(there.last?.contains(": aftercarectl --clinic de reaction clear R-") == true, "\(there)")
    }

    @Test func `a reaction to who knows what says so`() throws {
        let report = ReactionReport(
            reaction: reaction("R-0002", of: "P-0003", [.other], cleared: "2026-11-20T12:00:00Z"),
            treatment: treatment("T-0001", of: "P-0003", from: "2026-11-19T16:30:00Z", to: "2026-11-19T17:15:00Z"))
        try Golden.expect(ReactionSheet(report: report, clocks: clocks).lines(on: .plain), "reaction-cleared")
    }

    @Test func `a reaction that was entered in error says so`() throws {
        let reaction = Reaction(
            id: id("R-0003"), patient: id("P-0003"), treatment: id("T-0001"), signs: [.swelling], reportedAt: now, clearedAt: nil,
            enteredInErrorAt: at("2026-11-20T12:00:00Z"))
        #expect(
            ReactionTable(reactions: [reaction], clocks: clocks).lines(on: .plain).last?.contains("  entered in error  swelling") == true)
        let sheet = ReactionSheet(report: ReactionReport(reaction: reaction, treatment: treatment("T-0001", of: "P-0003")), clocks: clocks)
        let lines = sheet.lines(on: .plain)
        #expect(lines.first == "R-0003  entered in error")
        #expect(!lines.contains { $0.contains("reaction clear") })
        let outcome = Outcome(reactions: [.init(.changed, reaction)])
        #expect(
            OutcomeSheet(outcome: outcome, isTrial: false, showsUnchanged: true, clocks: clocks).lines
                == ["entered in error reaction R-0003: P-0003 after T-0001, swelling, Fri 2026-11-20 13:00 (Europe/Berlin)"])
    }

    @Test func `protocols`() throws {
        try Golden.expect(ProtocolTable(protocols: [try knee()]).lines(on: .plain), "protocols")
    }

    @Test func `protocols tell how many plans follow them, and which are not for new ones`() throws {
        let use = ProtocolUse(careProtocol: try knee().reference, isOffered: false, plans: 1204)
        let other = ProtocolUse(careProtocol: .init(id: use.careProtocol.id, version: 3), isOffered: true, plans: 7)
        let lines = ProtocolTable(protocols: [try knee()], use: [other, use]).lines(on: .plain)
        #expect(lines.first?.contains("PLANS") == true)
        #expect(lines.last?.hasSuffix("1,204  draft       not for new plans") == true, "\(lines)")
    }

    /// Each value that a change can state, and what of it a person must find on the sheet.
    @Test func `a plan shows all that is its own, whatever that is`() throws {
        let all = InstructionChange(
            id: id("no-alcohol"), kind: .restrict, subject: "saunas", modality: .warm,
            window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(47))), cadence: .every(.hours(5), count: nil),
            session: .minutes(11), usefulFor: .hours(7), quiet: .skip, apart: true, nag: Nag(every: .minutes(31), times: 3),
            text: Translations([.german: Wording(phrases: Phrases(start: "Nichts.", during: "Noch nichts.", end: "Vorbei."))]),
            label: Translations([.english: "no sauna", .german: "keine Sauna"]), citations: [Citation(value: nil, source: "a letter")])
        for child in Mirror(reflecting: all).children { #expect("\(child.value)" != "nil", "'\(child.label ?? "")' is not stated here") }
        let properties = Mirror(reflecting: all).children.compactMap(\.label).filter { $0 != "id" }
        #expect(properties == Instruction.Key.allCases.map { "\($0)" })
        for key in Instruction.Key.allCases { #expect(!all.words(key).isEmpty, "\(key)") }
        let plan = plan("PL-0001", of: "P-0003", modalities: ["compress": .cold], changes: [all])
        let sheet = PlanSheet(body: AssignedPlan(plan: plan, careProtocol: try knee()), clocks: clocks).lines(on: .plain).joined(
            separator: "\n")
        let told = [
            "restrict", "saunas", "warm", "for 47h", "every 5h", "11min", "7h", "left out", "of its own", "every 31min", "Nichts.",
            "Noch nichts.", "Vorbei.", "no sauna", "keine Sauna", "a letter",
        ]
        for text in told { #expect(sheet.contains(text), "\(text)") }
    }

    @Test func `a plan that asks no more says that, and not how often it does not`() {
        #expect(InstructionChange(id: id("a"), nag: Nag(every: .minutes(30), times: 0)).words(.nag).map(\.text) == ["not at all"])
    }

    @Test func `a plan that has something said with the rest again says that`() {
        #expect(InstructionChange(id: id("a"), apart: false).words(.apart).map(\.text) == ["with the others"])
        #expect(InstructionChange(id: id("a")).words(.apart).isEmpty)
    }

    @Test func `a protocol's sheet says what has a message of its own, and only of that`() throws {
        func told(_ apart: String) throws -> [String] {
            let text = kneeFile.replacing("    quiet: advance\n", with: "    quiet: advance\n\(apart)")
            let careProtocol = try #require(CareProtocol.read(SourceText(name: "knee.yaml", text: text)).value)
            return ProtocolSheet(careProtocol: careProtocol).lines(on: .plain).filter { $0.hasPrefix("  message ") }
        }
        #expect(try told("    apart: true\n") == ["  message      of its own"])
        #expect(try told("    apart: false\n") == [])
    }

    @Test func `a label is named by its language only beside another`() {
        let one = InstructionChange(id: id("a"), label: Translations([.german: "Eis"])).words(.label)
        #expect(one.map(\.name) == ["label"] && one.map(\.text) == ["Eis"])
        let two = InstructionChange(id: id("a"), label: Translations([.german: "Eis", .english: "ice"])).words(.label)
        #expect(two.map(\.name) == ["label de", "label en"])
    }

    @Test func `an outcome names a patient as the clinic does`() {
        let outcome = Outcome(patients: [.init(.created, patient("P-0003", called: "Zaphod"))])
        let lines = OutcomeSheet(outcome: outcome, isTrial: false, showsUnchanged: true, clocks: clocks).lines
        #expect(lines == ["created patient P-0003: Europe/Berlin, en, 'Zaphod'"])
    }

    @Test func `an upgrade tells what patients hear otherwise`() throws {
        let old = try knee()
        let text = kneeFile.replacing("version: 2", with: "version: 3").replacing("every: 3h", with: "every: 4h")
            .replacing("Still no alcohol: {left} to go.", with: "Not yet: {left} to go.").replacing("  check:\n", with: "  visit:\n")
        let new = try #require(CareProtocol.read(SourceText(name: "knee.yaml", text: text)).value)
        let body = Upgrade(
            from: old.reference, to: new.reference, plans: [id("PL-0001"), id("PL-0004")], differences: new.differences(from: old))
        let same = Upgrade(from: old.reference, to: new.reference, plans: (1...1204).map { id("PL-\($0)") }, differences: [])
        let sheet = UpgradeSheet(upgrades: [body, same], versions: [old.reference: old, new.reference: new])
        try Golden.expect(sheet.lines(on: .plain), "upgrade")
    }

    @Test func `an upgrade tells what is said no more, and names a few plans in full`() throws {
        let old = try knee()
        let text = kneeFile.replacing("version: 2", with: "version: 3").replacing(", during: \"Still no alcohol: {left} to go.\"", with: "")
        let new = try #require(CareProtocol.read(SourceText(name: "knee.yaml", text: text)).value)
        let body = Upgrade(
            from: old.reference, to: new.reference, plans: (1...4).map { id("PL-\($0)") }, differences: new.differences(from: old))
        #expect(
            UpgradeSheet(upgrades: [body], versions: [old.reference: old, new.reference: new]).lines(on: .plain) == [
                "knee@2 → knee@3  PL-1, PL-2, PL-3, PL-4", "  no-alcohol", "    en during  Still no alcohol: {left} to go. → nothing",
            ])
    }

    @Test func `a protocol reads like the sheet`() throws {
        try Golden.expect(ProtocolSheet(careProtocol: try knee()).lines(on: .plain), "protocol")
    }

    @Test func `a protocol's sentences are broken to fit a terminal`() throws {
        let lines = ProtocolSheet(careProtocol: try knee()).lines(on: Canvas(width: 60, isColored: false))
        #expect(lines.allSatisfy { $0.count <= 60 })
        try Golden.expect(lines, "protocol-60-columns")
    }

    @Test func `an outcome tells of reactions and answers, each on the patient's clock`() throws {
        let stated = [
            Response.Answer.acknowledged, .declined, .snoozed(until: at("2026-11-20T14:00:00Z")),
        ].map { answer in
            let key = OccurrenceKey(treatment: id("T-0001"), timingRevision: 1, instruction: id("no-alcohol"), place: 0)
            return RecordedResponse(Response(reminder: key, answer: answer, at: now), store: store)
        }
        let outcome = Outcome(
            patients: [.init(.changed, patient("P-0003", quietHours: "21:00-08:00", status: .optedOut))],
            plans: [
                .init(.changed, plan("PL-0001", of: "P-0003", status: .onHold, changes: [InstructionChange(id: id("compress"))]))
            ],
            reactions: [
                .init(.created, reaction("R-0001", of: "P-0003", [.swelling])),
                .init(.changed, reaction("R-0002", of: "P-0009", [.fever, .pain], cleared: "2026-11-20T12:00:00Z")),
            ], responses: stated)
        let sheet = OutcomeSheet(
            outcome: outcome, isTrial: false, showsUnchanged: true, clocks: clocks, owners: [id("T-0001"): id("P-0009")])
        try Golden.expect(sheet.lines, "outcome-answers")
        #expect(
            OutcomeSheet(outcome: outcome, isTrial: false, showsUnchanged: true, clocks: clocks).lines.last?.hasSuffix(
                "15:00 (Europe/Berlin)") == true)
    }

    @Test func `an outcome has a line for each thing and a count`() throws {
        let outcome = Outcome(
            patients: [.init(.created, patient("P-0003")), .init(.unchanged, patient("P-0009"))],
            plans: [.init(.changed, plan("PL-0001", of: "P-0003", modalities: ["compress": .warm], without: ["check"]))],
            treatments: [
                .init(.created, treatment("T-0001", of: "P-0003")),
                .init(.created, treatment("T-0002", of: "P-0009", status: .completed)),
            ])
        let done = OutcomeSheet(outcome: outcome, isTrial: false, showsUnchanged: false, clocks: clocks)
        try Golden.expect(done.lines + [done.summary], "outcome")
        let trial = OutcomeSheet(outcome: outcome, isTrial: true, showsUnchanged: true, clocks: clocks)
        try Golden.expect(trial.lines + [trial.summary], "outcome-trial")
    }
}
