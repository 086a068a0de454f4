import Aftercare
import AftercareEngine
import AftercareStore
import Testing

/// What is said of a statement besides what it changed.
@Suite struct `A statement` {
    private func world() async throws -> World {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        _ = try await world.engine.load([sample])
        return world
    }

    @Test func `by command changes nothing besides of what a file stated, as another file would`() async throws {
        let world = try await world()
        func language() async throws -> String? { try await world.engine.patients(PageRequest()).items.first?.language.tag }
        try await world.apply(ClinicRequest(patients: [PatientRequest(id: "P-1", language: "de", name: "Ana")]))
        try await world.ask(.changePatient(PatientRequest(id: "P-1", zone: "Europe/Paris")))
        #expect(try await world.engine.patients(PageRequest()).items.first?.name == "Ana")
        #expect(try await language() == "de")
        try await world.apply(ClinicRequest(patients: [PatientRequest(id: "P-1", name: "Ana")]))
        #expect(try await language() == "en")
    }

    @Test func `of a patient in a language that no protocol speaks says so`() async throws {
        let world = try await world()
        let outcome = try await world.ask(.addPatient(PatientRequest(id: "P-1", language: "xx")))
        #expect(outcome.notes.count == 1)
        #expect(outcome.notes.first?.hasPrefix("no protocol has texts in 'xx', the language of 'P-1'") == true)
        // Said once, and not with every change of something else.
        #expect(try await world.ask(.changePatient(PatientRequest(id: "P-1", name: "Ana"))).notes == [])
        #expect(try await world.ask(.changePatient(PatientRequest(id: "P-1", language: "EN-gb"))).notes == [])
        #expect(try await world.engine.patients(PageRequest()).items.first?.language.tag == "en-GB")
    }

    @Test func `of a patient says nothing of languages where no protocol is known`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        #expect(try await world.ask(.addPatient(PatientRequest(id: "P-1", language: "xx"))).notes == [])
    }

    @Test func `of a patient with a plan says once that the language is not spoken`() async throws {
        let world = try await world()
        let outcome = try await world.apply(
            ClinicRequest(
                patients: [PatientRequest(id: "P-1", language: "xx")], plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample")])
        )
        #expect(outcome.notes.filter { $0.contains("language") }.count == 1)
        // Nor with every change of the plan.
        #expect(try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "on-hold"))).notes == [])
    }

    @Test func `of a file names those who speak it together`() async throws {
        let world = try await world()
        let outcome = try await world.apply(
            ClinicRequest(patients: (1...6).map { PatientRequest(id: "P-\($0)", language: $0 == 6 ? "en" : "deu") }))
        #expect(outcome.notes.map { $0.prefix(80) } == ["no protocol has texts in 'deu', the language of 'P-1', 'P-2', 'P-3' and 2 more: "])
        let three = try await world.apply(ClinicRequest(patients: (7...9).map { PatientRequest(id: "P-\($0)", language: "deu") }))
        #expect(three.notes.first?.hasPrefix("no protocol has texts in 'deu', the language of 'P-7', 'P-8', 'P-9': they are told") == true)
    }

    @Test func `of a plan says that its protocol does not speak the patient's language`() async throws {
        let world = try await world()
        let german = CareProtocol(
            id: name("german"), version: 1, title: Translations([.german: "Deutsch"]), language: .german, routes: [.intramuscular],
            usualDuration: nil, signOff: nil, sources: [:],
            instructions: sample.instructions.map {
                InstructionChange(
                    id: $0.id, text: Translations([.german: Wording(phrases: Phrases(start: "Bis {until}.", end: "Vorbei."))])
                ).applied(to: $0, language: .german) ?? $0
            })
        _ = try await world.engine.load([sample, german])
        #expect(try await world.ask(.addPatient(PatientRequest(id: "P-1", language: "de-AT"))).notes == [])
        let outcome = try await world.ask(.assignPlan(PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample")))
        #expect(
            outcome.notes.first?.hasPrefix("protocol 'sample@1' has no texts in 'de-AT', the language of 'P-1', and speaks 'en' instead")
                == true)
        #expect(try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "on-hold"))).notes == [])
        #expect(
            try await world.ask(.assignPlan(PlanRequest(id: "PL-2", patient: "P-1", protocol: "german"))).notes.filter {
                $0.contains("language")
            } == [])
    }

    @Test func `that is wrong in several ways hides none behind another`() async throws {
        let world = try await world()
        func problems(_ request: ClinicRequest) async throws -> Set<String> {
            do {
                try await world.apply(request)
                return []
            } catch let refusal as RefusedRequest { return Set(refusal.problems.map { "\($0.path): \($0.code.rawValue)" }) }
        }
        var request = ClinicRequest(
            patients: [PatientRequest(id: "P-1")],
            plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "nonsense", compress: "lukewarm")],
            treatments: [TreatmentRequest(id: "T-1", patient: "P-1", route: "knee", start: "soon")])
        #expect(
            try await problems(request).isSuperset(of: [
                "plans.0.protocol: unknown-protocol", "plans.0.compress: malformed", "treatments.0.route: malformed",
                "treatments.0.start: malformed",
            ]))
        // A series of a plan that was refused: that the plan is unknown follows from it, and is no mistake of its own.
        request.treatments[0].plan = "PL-1"
        request.treatments[0].every = "1w"
        #expect(try await !problems(request).contains("treatments.0.plan: unknown-plan"))
        request.treatments[0].plan = nil
        // A series with a start that is none.
        request.plans = [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample")]
        request.treatments[0].every = "1w"
        request.treatments[0].times = 3
        request.treatments[0].lot = "\u{1B}"
        #expect(
            try await problems(request).isSuperset(of: [
                "treatments.0.route: malformed", "treatments.0.start: malformed", "treatments.0.product: missing",
                "treatments.0.lot: malformed",
            ]))
        // An unknown patient.
        request.treatments[0].patient = "P-9"
        #expect(try await problems(request).isSuperset(of: ["treatments.0.patient: unknown-patient", "treatments.0.route: malformed"]))
    }
}
