import Aftercare
import Testing

@testable import aftercarectl

/// Where colours are wanted. What they stand for is in `Tone`; the golden files name it: `‹bad 1 thing to mend›`.
@Suite struct `In colour` {
    private static let canvas = Canvas(width: 80, isColored: true)
    private static let tones: [(String, Tone)] = [
        ("strong", .strong), ("faint", .faint), ("good", .good), ("warning", .warning), ("bad", .bad),
    ]

    /// With the names of the tones instead of what a terminal takes for them.
    private func named(_ lines: [String]) throws -> [String] {
        let end = "\u{1B}[0m"
        let begins = try Self.tones.map { name, tone in
            let painted = Self.canvas.painted("x", tone)
            return (name, String(try #require(painted.wholeMatch(of: /(.+)x\x1B\[0m/)?.output.1)))
        }
        return lines.map { line in
            begins.reduce(line.replacing(end, with: "›")) { $0.replacing($1.1, with: "‹\($1.0) ") }
        }
    }

    private func expect(_ parts: [[String]], _ name: String) throws {
        let lines = try named(Array(parts.map { $0 }.joined(separator: ["", "----", ""])))
        #expect(!lines.contains { $0.contains("\u{1B}") })
        try Golden.expect(lines, "colours-\(name)")
    }

    private func drawn(_ status: ServiceStatus) -> [String] { StatusSheet(status: status, clocks: clocks).lines(on: Self.canvas) }

    @Test func `a status says how bad it is`() throws {
        let zone = StaffTask(kind: .zone, patient: id("P-0011"), treatment: nil, since: now, zone: "Mars/Olympus")
        var muted = status(journal: JournalHealth(state: .none))
        muted.inWindow[0].windows[0].isMuted = true
        let alone = PatientStatus(
            patient: patient("P-0003", status: .inactive), now: now, needsPerson: staffTasks,
            windows: [window("ask", "ask before painkillers", "2026-11-20T13:00:00Z", "2026-12-04T13:00:00Z")],
            upcoming: [upcoming(1, "P-0003", "no alcohol", "2026-11-21T04:15:00Z", nil)])
        try expect(
            [
                drawn(status(needsPerson: staffTasks + [zone], storeTrouble: "the disk is read-only", storageLow: "1 MiB are free")),
                drawn(status(journal: JournalHealth(state: .failing, reason: "it is full"))), drawn(muted),
                PatientStatusSheet(status: alone, clock: StaffTimeFormat(zone: berlin, now: now)).lines(on: Self.canvas),
                StatusSheet(status: status(needsPerson: staffTasks + [zone]), clocks: clocks).lines(
                    on: Canvas(width: 400, isColored: true)),
            ], "status")
    }

    @Test func `a doctor's verdict is as bad as what was found`() throws {
        let wrong = Diagnosis.Finding.wrong(.clock, "nobody keeps it right", why: "reminders come by it", mend: "have it kept")
        try expect(
            [[], [wrong], [.unknown(.zones, "it cannot be told"), .well(.store, "it lies on ext4")]].map {
                DoctorSheet(diagnosis: Diagnosis(findings: $0)).lines(on: Self.canvas)
            }, "doctor")
    }

    @Test func `an audit tells what is proven from what is not`() throws {
        let verdicts: [(AuditReport.Verdict, AuditReport.Code?)] = [
            (.proven, nil), (.refuted, .lost), (.doubtful, .forged), (.cannotTell, .nothingLeft),
        ]
        try expect(
            verdicts.map { verdict, code in
                var report = AuditReport(verdict: verdict)
                report.findings = code.map { [AuditReport.Finding(code: $0, count: 2, examples: [])] } ?? []
                if verdict == .cannotTell { report.unread = ["cannot read 'system@1.journal'"] }
                return AuditSheet(report: report, clock: StaffTimeFormat(zone: berlin, now: now)).lines(on: Self.canvas)
            }, "audit")
    }

    @Test func `a list of reminders tells what was said from what was not`() throws {
        let reminders = ReminderState.allCases.enumerated().map { index, state in
            reminder(
                index, state, due: "2026-11-20T1\(index):00:00Z", message: state == .missed ? nil : "No alcohol.",
                late: index == 2 ? 7500 : 0, role: index == 3 ? .escalation : .reminder)
        }
        try expect([ReminderTable(reminders: reminders, clocks: clocks).lines(on: Canvas(width: 200, isColored: true))], "reminders")
    }

    @Test func `lists of care tell what is active from what is not`() throws {
        let patients = Patient.Status.allCases.map { patient("P-\($0.rawValue)", status: $0) }
        let plans = Plan.Status.allCases.map { plan("PL-\($0.rawValue)", of: "P-0003", status: $0) }
        let treatments = Treatment.Status.allCases.map { treatment("T-\($0.rawValue)", of: "P-0003", status: $0) }
        let silent = treatment("T-0002", of: "P-0003")
        let wide = Canvas(width: 200, isColored: true)
        try expect(
            [
                PatientTable(patients: patients).lines(on: wide), PlanTable(plans: plans).lines(on: wide),
                TreatmentTable(treatments: treatments, clocks: clocks, plans: [plan("PL-0001", of: "P-0003")]).lines(on: wide),
                TreatmentTable(treatments: [silent], clocks: clocks, plans: [plan("PL-0001", of: "P-0003", status: .revoked)]).lines(
                    on: wide),
                ProtocolTable(
                    protocols: [try knee()], use: [ProtocolUse(careProtocol: try knee().reference, isOffered: false, plans: 7)]
                ).lines(on: wide),
            ], "lists")
    }

    @Test func `sheets of care have their names in the foreground, and what does not hold in the background`() throws {
        let sessions = [treatment("T-0001", of: "P-0003", series: "T-0001"), treatment("T-0002", of: "P-0003", series: "T-0001")]
        let plan = plan("PL-0001", of: "P-0003", modalities: ["compress": .cold], without: ["check"])
        try expect(
            [
                PlanSheet(body: AssignedPlan(plan: plan, careProtocol: try knee()), sessions: sessions, clocks: clocks).lines(
                    on: Self.canvas),
                TreatmentSheet(treatment: sessions[1], series: sessions, plans: [plan], clocks: clocks).lines(on: Self.canvas),
                PatientSheet(body: PatientDetails(patient: patient("P-0003"), plans: [plan], treatments: sessions), clocks: clocks)
                    .lines(on: Self.canvas),
                ProtocolSheet(careProtocol: try knee()).lines(on: Self.canvas),
            ], "sheets")
    }

    @Test func `what a plan has of its own is named like what it has of its protocol`() throws {
        let own = plan("PL-0001", of: "P-0003", changes: [InstructionChange(id: id("no-alcohol"), usefulFor: .hours(1))])
        let lines = PlanSheet(body: AssignedPlan(plan: own, careProtocol: try knee()), sessions: [], clocks: clocks).lines(on: Self.canvas)
        let name = Self.canvas.painted("no-alcohol", .strong)
        #expect(lines.count { $0.hasPrefix("  \(name)") } == 2)
        #expect(lines.contains("  \(name)"))
    }

    @Test func `a reaction is bad until somebody has seen to it`() throws {
        let mistaken = Reaction(
            id: id("R-0003"), patient: id("P-0003"), treatment: id("T-0001"), signs: [.fever], reportedAt: now, clearedAt: nil,
            enteredInErrorAt: now)
        let reactions = [
            reaction("R-0001", of: "P-0003", [.swelling]), reaction("R-0002", of: "P-0003", [.fever], cleared: "2026-11-20T12:00:00Z"),
            mistaken,
        ]
        try expect(
            [ReactionTable(reactions: reactions, clocks: clocks).lines(on: Self.canvas)]
                + reactions.map {
                    ReactionSheet(report: ReactionReport(reaction: $0, treatment: treatment("T-0001", of: "P-0003")), clocks: clocks)
                        .lines(on: Self.canvas)
                }, "reactions")
    }

    @Test func `a preview tells by its colours what it tells by its marks`() throws {
        let body = try previewed(every: "6mo", times: 2)
        try expect(
            [
                PreviewSheet(body: body, zone: berlin, showsList: false).lines(on: Self.canvas),
                PreviewSheet(body: try previewed(lasting: "48h"), zone: berlin).lines(on: Self.canvas),
            ], "preview")
    }
}
