import Testing

@testable import Aftercare
@testable import AftercareConfig

@Suite("A clinic's file")
struct ClinicFileTests {
    private let text = """
        patients:
          P-0001: { zone: Europe/Berlin, language: de, quiet-hours: "21:00-08:00", status: active, name: Ada }
          P-0002:
        plans:
          PL-0001: { patient: P-0001, protocol: knee@1, compress: cold, without: [no-alcohol], status: active }
        treatments:
          T-0001:
            patient: P-0001
            plan: PL-0001
            route: intra-articular
            start: now - 50min
            duration: 45min
            site: left knee
            product: { name: Example, manufacturer: Biologics, lot: L-1 }
            started: now - 50min
            ended: now - 5min
          T-0002: { patient: P-0001, start: 2026-11-21 17:30, end: "2026-11-21 18:15", product: Example }

        """

    private func read(_ text: String) -> Parsed<ClinicRequest> {
        ClinicRequest.read(SourceText(name: "clinic.yaml", text: text))
    }

    @Test("becomes the request that it describes, every value as it was typed")
    func whole() throws {
        let parsed = read(text)

        #expect(parsed.report == "")
        #expect(
            parsed.value
                == ClinicRequest(
                    patients: [
                        PatientRequest(
                            id: "P-0001", zone: "Europe/Berlin", language: "de", quietHours: "21:00-08:00", status: "active",
                            name: "Ada"),
                        PatientRequest(id: "P-0002"),
                    ],
                    plans: [
                        PlanRequest(
                            id: "PL-0001", patient: "P-0001", protocol: "knee@1", compress: "cold", without: ["no-alcohol"],
                            status: "active")
                    ],
                    treatments: [
                        TreatmentRequest(
                            id: "T-0001", patient: "P-0001", plan: "PL-0001", route: "intra-articular", start: "now - 50min",
                            duration: "45min", site: "left knee", product: "Example", manufacturer: "Biologics", lot: "L-1",
                            started: "now - 50min", ended: "now - 5min"),
                        TreatmentRequest(
                            id: "T-0002", patient: "P-0001", start: "2026-11-21 17:30", end: "2026-11-21 18:15",
                            product: "Example"),
                    ]))
    }

    private let otherwise = """
        patients:
          P-0001: { status: opted-out }
        plans:
          PL-0001:
            patient: P-0001
            protocol: knee
            without: [no-alcohol]
            changes:
              ice:
                window: { after: end, for: 24h }
                remind: { every: 4h }
                useful: 1h
                nag: { every: 10min, times: 2 }
                text:
                  fr: { cold: "Froid." }
              walk:
                kind: restrict
                activity: stairs
                window: { after: end, for: 2d }
                remind: [start]
                source: sheet
                text: { en: "No stairs." }
          PL-0002: { patient: P-0001, protocol: knee, changes: }
        treatments:
          T-0001:
            patient: P-0001
            start: 2026-11-21 17:30
            every: 2w
            times: 4

        """

    @Test("says what a plan does otherwise, and what is a series")
    func changes() throws {
        let parsed = read(otherwise)

        let french = try Language(text: "fr")
        let ice = InstructionChange(
            id: try #require(InstructionID("ice")),
            window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(24))),
            cadence: .every(.hours(4), count: nil), usefulFor: .hours(1), nag: Nag(every: .minutes(10), times: 2),
            text: Translations([french: Wording(phrases: Phrases(), byModality: [.cold: Phrases(start: "Froid.")])]))
        let walk = InstructionChange(
            id: try #require(InstructionID("walk")), kind: .restrict, subject: "stairs",
            window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.days(2))), cadence: .moments([.start]),
            text: Translations([.english: Wording(phrases: Phrases(start: "No stairs."))]),
            citations: [Citation(value: nil, source: "sheet")])
        #expect(parsed.report == "")
        #expect(
            parsed.value
                == ClinicRequest(
                    patients: [PatientRequest(id: "P-0001", status: "opted-out")],
                    plans: [
                        PlanRequest(
                            id: "PL-0001", patient: "P-0001", protocol: "knee", without: ["no-alcohol"], changes: [ice, walk]),
                        PlanRequest(id: "PL-0002", patient: "P-0001", protocol: "knee", changes: []),
                    ],
                    treatments: [
                        TreatmentRequest(id: "T-0001", patient: "P-0001", start: "2026-11-21 17:30", every: "2w", times: 4)
                    ]))
    }

    @Test(
        "has a place for every path of a change and of a series",
        arguments: [
            ("plans.0.without.0", 7, 15), ("plans.0.changes", 8, 5), ("plans.0.changes.ice", 9, 7),
            ("plans.0.changes.ice.window", 10, 17), ("plans.0.changes.ice.remind.count", 11, 17),
            ("plans.0.changes.ice.nag.every", 13, 23), ("plans.0.changes.ice.nag.times", 13, 37),
            ("plans.0.changes.ice.text.fr.cold.start", 15, 23), ("plans.0.changes.ice.session", 9, 7),
            ("plans.0.changes.walk.activity", 18, 19), ("plans.0.changes.walk.source", 21, 17),
            ("treatments.0.every", 28, 12), ("treatments.0.times", 29, 12),
        ])
    func changePlaces(path: String, line: Int, column: Int) {
        let diagnostics = read(otherwise).diagnostics(for: [Problem(.malformed, at: path, "wrong")])

        #expect(diagnostics.map(\.position) == [Position(line: line, column: column)])
    }

    @Test("is complained about where a change or a series is formed wrongly, all of it at once")
    func changeForm() throws {
        let parsed = read(
            try otherwise.spoilt("times: 4", "times: four").spoilt("remind: { every: 4h }", "remnd: { evry: 4m }").spoilt(
                "useful: 1h", "quiet: never"
            ).spoilt("times: 2 }", "tims: 2 }").spoilt("activity: stairs", "signs: stairs")
                .spoilt("text: { en: \"No stairs.\" }", "text: No stairs.\n        label: stairs")
                .spoilt("changes: }", "changes: { ice: } }"))

        #expect(parsed.value == nil)
        #expect(
            parsed.headlines == [
                "11:9: error: unknown key 'remnd' in instruction 'ice'; did you mean 'remind'?",
                "11:18: error: unknown key 'evry' in instruction 'ice'; did you mean 'every'?",
                "11:24: error: '4m' is not clear: write min for minutes or mo for months",
                "12:16: error: unknown quiet 'never' in instruction 'ice'; known are defer, advance, skip, override",
                "13:30: error: unknown key 'tims' in the nag of instruction 'ice'; did you mean 'times'?",
                "18:9: error: 'signs' does not go with kind 'restrict' in instruction 'walk'; write 'activity'",
                "22:15: error: 'text' in instruction 'walk' does not say its language; write it below one, like 'text: { en: … }'",
                "23:16: error: 'label' in instruction 'walk' does not say its language; write it below one, like 'label: { en: … }'",
                "24:58: error: instruction 'ice' says nothing; name what the plan does otherwise, or leave it out",
                "30:12: error: 'four' is not a whole number, like 3",
            ])
    }

    @Test("is not blamed for what a change would do whose times cannot be read, and still for its words")
    func changeDraft() throws {
        let parsed = read(try otherwise.spoilt("remind: { every: 4h }", "remind: often"))
        let problems = [
            Problem(.contradiction, at: "plans.0.changes.ice.nag.every", "asks again too late"),
            Problem(.missing, at: "plans.0.changes.ice.text.fr.cold.during", "no sentence"),
            Problem(.malformed, at: "plans.0.changes.ice.text.fr.cold.start", "unknown placeholder"),
            Problem(.outOfRange, at: "plans.0.changes.ice", "never speaks"),
            Problem(.outOfRange, at: "plans.0.changes.walk.window", "no length"),
        ]

        #expect(parsed.diagnostics(for: problems).map(\.message) == ["unknown placeholder", "no length"])
    }

    @Test(
        "has a place for every path that the service complains about",
        arguments: [
            ("patients.0.zone", 2, 19), ("patients.0.id", 2, 3), ("patients.0.quietHours", 2, 61), ("patients.1.zone", 3, 10),
            ("plans.0.without.0", 5, 75), ("treatments.0.start", 11, 12), ("treatments.0.product", 14, 22),
            ("treatments.0.lot", 14, 61), ("treatments.0.route", 10, 12), ("treatments.1.plan", 17, 11),
            ("treatments.1.end", 17, 60), ("treatments", 6, 1), ("", 1, 1),
        ])
    func places(path: String, line: Int, column: Int) {
        let diagnostics = read(text).diagnostics(for: [Problem(.malformed, at: path, "wrong")])

        #expect(diagnostics.map(\.position) == [Position(line: line, column: column)])
    }

    @Test("shows a complaint of the service under the line that it is about")
    func complaint() {
        let problem = Problem(.unknownPlan, at: "treatments.0.plan", "patient 'P-0001' has no plan 'PL-0001'")

        #expect(
            read(text).diagnostics(for: [problem]).map(\.description) == [
                """
                clinic.yaml:9:11: error: patient 'P-0001' has no plan 'PL-0001'
                    plan: PL-0001
                          ^
                """
            ])
    }

    @Test("is complained about at the place where it is formed wrongly")
    func form() {
        let parsed = read(
            """
            patient:
              P-0001: { zon: Europe/Berlin }
              P-0001: { colour: blue }
            plans:
              PL-0001: { patient: [P-0001] }
            treatments: [T-0001]
            """)

        #expect(parsed.value == nil)
        #expect(
            parsed.headlines == [
                "1:1: error: unknown key 'patient' in this file; did you mean 'patients'?",
                "2:13: error: unknown key 'zon' in patient 'P-0001'; did you mean 'zone'?",
                "3:3: error: duplicate key 'P-0001' in 'patients'; it stands on line 2 already, so keep one",
                "5:12: error: 'protocol' is missing in plan 'PL-0001'; add one, like 'protocol: exosome-injection'",
                "5:23: error: 'patient' in plan 'PL-0001' must be a single value, not a list",
                "6:13: error: 'treatments' in this file must be a group of keys with values, not a list",
            ])
    }

    @Test("may say nothing", arguments: ["", "# nothing\n", "patients:\n"])
    func empty(text: String) {
        #expect(read(text).value == ClinicRequest())
    }

    @Test("that is refused keeps its numbers, and is not blamed twice for what could not be read")
    func draft() throws {
        let parsed = read(
            """
            plans:
              PL-0001: [knee]
              PL-0002: { patient: P-0001 }
              PL-0003: { patient: P-0003, protocol: knee }

            """)
        let draft = try #require(parsed.draft)
        #expect(draft.plans.map(\.id) == ["PL-0001", "PL-0002", "PL-0003"])
        let problems = [
            Problem(.unknownPatient, at: "plans.0.patient", "unknown patient ''"),
            Problem(.unknownProtocol, at: "plans.1.protocol", "unknown protocol ''"),
            Problem(.unknownPatient, at: "plans.2.patient", "unknown patient 'P-0003'"),
        ]
        #expect(parsed.diagnostics(for: problems).map(\.message) == ["unknown patient 'P-0003'"])
    }
}
