import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

/// The files shipped with the product, unchanged.
@Suite("The shipped configuration")
struct ShippedConfigTests {
    private let library = ProtocolLibrary.load(directories: ["\(shippedConfig)/protocols"])
    private let now = Instant(seconds: 1_795_282_200)

    @Test("has a protocol for every route, and one for hair, all of them drafts and otherwise without a flaw")
    func protocols() {
        #expect(
            library.protocols.map(\.reference.text) == [
                "exosome-hair@2", "exosome-infusion@2", "exosome-inhalation@2", "exosome-injection@2", "exosome-intranasal@2",
                "exosome-topical@2",
            ])
        #expect(library.diagnostics.allSatisfy { $0.severity == .warning && $0.message.contains("is a draft") })
        #expect(library.diagnostics.count == library.protocols.count)
        #expect(Set(library.protocols.flatMap(\.routes)) == Set(Route.allCases))
    }

    @Test("says the rules of the source article in every protocol, with their lengths and their source")
    func rules() throws {
        let expected: [String: (subject: String, window: Span)] = [
            "no-alcohol": ("alcohol", .hours(24)), "no-smoking": ("smoking", .hours(24)),
            "no-strenuous-activity": ("strenuous activity", .hours(72)),
        ]
        for careProtocol in library.protocols {
            for (name, rule) in expected {
                let instruction = try #require(careProtocol.instructions.first { $0.id.rawValue == name })
                #expect(instruction.subject == rule.subject)
                #expect(instruction.window == WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(rule.window)))
                #expect(instruction.citations.contains(Citation(value: "window", source: "therapy")))
            }
            let limits = careProtocol.instructions.filter { $0.kind == .limit }
            #expect(limits.compactMap(\.subject) == ["sugar", "sodium"])
            #expect(careProtocol.sources["therapy"] == "How Exosomes Are Used in Therapy")
        }
    }

    @Test("leaves a compress to the plan, and only where something was injected or a line lay")
    func compress() {
        let withCompress = library.protocols.filter { !$0.modalityChoices.isEmpty }

        #expect(withCompress.map(\.id.rawValue) == ["exosome-hair", "exosome-infusion", "exosome-injection"])
        #expect(library.protocols.allSatisfy { $0.instructions.allSatisfy { $0.kind != .compress || $0.modality == .planDecides } })
    }

    @Test("speaks English and German throughout, and names the contact wherever it speaks of a reaction")
    func texts() throws {
        let languages = [try Language(text: "de"), .english]
        for instruction in library.protocols.flatMap(\.instructions) {
            #expect(instruction.text.languages == languages, "\(instruction.id)")
            #expect(instruction.label.languages == languages, "\(instruction.id)")
            guard instruction.kind == .monitor || instruction.kind == .advise || instruction.kind == .followUp else { continue }
            let sentences = instruction.text.byLanguage.values.flatMap(\.all).flatMap(\.all)
            #expect(sentences.allSatisfy { $0.contains("{contact}") }, "\(instruction.id)")
        }
    }

    @Test("lets no quiet hours hold back the signs of an emergency")
    func emergency() throws {
        for careProtocol in library.protocols {
            let instruction = try #require(careProtocol.instructions.first { $0.id.rawValue == "emergency-signs" })
            #expect(instruction.quiet == .override)
            #expect(instruction.cadence == .moments([.start, .after(.minutes(30), at: nil)]))
        }
    }

    @Test("gives the signs of an emergency a message of their own, and nothing else")
    func apart() {
        for careProtocol in library.protocols {
            let apart = careProtocol.instructions.filter { $0.apart ?? false }.map(\.id.rawValue)
            let emergencies = careProtocol.instructions.filter(\.isEmergency).map(\.id.rawValue)
            #expect(apart == emergencies && apart.contains("emergency-signs"), "\(careProtocol.id)")
        }
    }

    @Test("asks again for the check after six months, within weeks, and for nothing else")
    func check() throws {
        let asking = library.protocols.flatMap(\.instructions).filter { $0.nag != nil }

        #expect(asking.map(\.id.rawValue) == ["six-month-check"])
        #expect(asking.first?.nag == Nag(every: .days(2), times: 2))
        #expect(asking.first?.usefulFor == Span(days: 28))
    }

    @Test("has nobody reminded more than twelve times at once, nor more than a few times a day of anything but a compress")
    func noFlood() throws {
        for careProtocol in library.protocols {
            let atTheEnd = careProtocol.instructions.count { instruction in
                if case .moments(let moments) = instruction.cadence { moments.contains(.start) } else { true }
            }
            #expect(atTheEnd <= 12)
            for instruction in careProtocol.instructions where instruction.kind != .compress {
                guard case .moments(let moments) = instruction.cadence else {
                    Issue.record("\(instruction.id) repeats without end")
                    continue
                }
                #expect(moments.count <= 4, "\(instruction.id)")
            }
        }
    }

    @Test("has settings that read well, and that say what holds without them")
    func settings() throws {
        let text = try SourceText.reading("\(shippedConfig)/aftercared.yaml", .settings)
        let parsed = DaemonSettings.read(text)

        #expect(parsed.report == "")
        #expect(parsed.value == .byDefault())
    }

    @Test("explains settings that read well too, once the comment signs are gone")
    func settingsUncommented() throws {
        // given: every line like '  # key: value' uncommented
        let text = try String(contentsOfFile: "\(shippedConfig)/aftercared.yaml", encoding: .utf8)
        let keys = [
            "name", "contact", "contact-monitored", "zone", "language", "quiet-hours", "confirm-treatments", "sign-messages",
            "messages", "log-level",
        ]
        let uncommented = uncomment(text, keys)

        // when
        let parsed = DaemonSettings.read(SourceText(name: "aftercared.yaml", text: uncommented))

        // then
        #expect(parsed.report == "")
        #expect(parsed.value?.clinic.quietHours == (try QuietHours(text: "21:00-08:00")))
    }

    @Test("explains in a protocol what reads well too, once the comment signs are gone")
    func protocolUncommented() throws {
        // given
        let text = try String(contentsOfFile: "\(shippedConfig)/protocols/exosome-injection.yaml", encoding: .utf8)
        let sentences = Sentences.placeholders.map { "    \($0.key)" }
        let uncommented = uncomment(text, ["confirm", "sentences", "  fr"] + sentences)

        // when
        let parsed = CareProtocol.read(SourceText(name: "exosome-injection.yaml", text: uncommented))

        // then
        #expect(parsed.diagnostics.filter { $0.severity == .error } == [])
        #expect(parsed.value?.confirms == true)
        #expect(parsed.value?.sentences?.languages == [try Language(text: "fr")])
    }

    /// Uncomments every line like `  # key: value`; there must be one for each of `keys`.
    private func uncomment(_ text: String, _ keys: [String]) -> String {
        let lines = text.split(separator: "\n").map(String.init)
        let uncommented = lines.map { line in
            keys.contains { line.trimmingCharacters(in: .whitespaces).hasPrefix("# \($0):") }
                ? line.replacingOccurrences(of: "# ", with: "") : line
        }
        #expect(zip(lines, uncommented).count { $0 != $1 } == keys.count)
        return uncommented.joined(separator: "\n")
    }

    @Test("has a clinic whose patients, plans and treatments are all admitted")
    func clinic() throws {
        let clinic = try Admitted(protocols: library.protocols, now: now)

        #expect(clinic.problems.list == [])
        #expect(clinic.patients.count == 6)
        #expect(Set(clinic.patients.map(\.zone)).count == 5)
        #expect(clinic.patients.filter { $0.status == .optedOut }.map(\.id.rawValue) == ["P-1006"])
        #expect(clinic.assignedPlans.count == 6)
        let series = ["T-1005", "T-1005-2", "T-1005-3"]
        #expect(clinic.treatments.filter { $0.series?.rawValue == "T-1005" }.map(\.id.rawValue) == series)
        let states: [Treatment.Status] = [.booked, .completed, .inProgress] + Array(repeating: .booked, count: 5)
        #expect(clinic.treatments.map(\.status) == states)
        let ends: [Int64] = [0, -5 * 3600, 25 * 60]
        #expect(clinic.treatments.prefix(3).map { $0.end - now } == ends)
    }

    @Test("has a clinic in which two plans do something otherwise than their protocols")
    func clinicChanges() throws {
        let clinic = try Admitted(protocols: library.protocols, now: now)

        let infusion = clinic.assignedPlans[1].careProtocol.instructions.first { $0.kind == .compress }
        #expect(infusion?.cadence == .every(.hours(4), count: nil))
        #expect(infusion?.session == .minutes(10))
        #expect(infusion?.quiet == .skip)
        #expect(clinic.assignedPlans[5].careProtocol.instructions.last?.id.rawValue == "bring-list-of-medicines")
    }

    @Test("has a clinic of whom several hear something at once, every word of it in their own language")
    func clinicReminders() throws {
        // given
        let clinic = try Admitted(protocols: library.protocols, now: now)

        // when
        let heard = try clinic.records().map { record in
            let due = record.evaluate(at: now, decided: DecisionHistory()).decisions.filter {
                if case .emit = $0.verdict { true } else { false }
            }
            return due.map { Schedule(record).payload(for: $0.occurrence, now: now) }
        }

        // then: the patients treated just now and some hours ago, and nobody else
        #expect(heard.map(\.count) == [9, 8, 0, 0, 0, 0])
        #expect(heard[0].allSatisfy { $0?.language.tag == "de" })
        #expect(heard[1].allSatisfy { $0?.language.tag == "en" })
        #expect(heard.joined().allSatisfy { $0?.text.contains("{") == false })
    }
}

extension Instruction {
    /// Whether it sends patients to the emergency services.
    fileprivate var isEmergency: Bool {
        kind == .monitor && text.byLanguage[.english]?.phrases.start?.contains("is an emergency") ?? false
    }
}

/// The shipped clinic, as the service would accept it.
private struct Admitted {
    var problems = Problems()
    private(set) var patients: [Patient] = []
    private(set) var assignedPlans: [AssignedPlan] = []
    private(set) var treatments: [Treatment] = []
    private let zones = ZoneDatabase(directory: "/usr/share/zoneinfo")
    private let clinic = DaemonSettings.byDefault().clinic

    init(protocols: [CareProtocol], now: Instant) throws {
        let parsed = ClinicRequest.read(try SourceText.reading("\(shippedConfig)/clinic.yaml", .clinic))
        let request = try #require(parsed.value, "\(parsed.report)")
        for patient in request.patients {
            let admitted = patient.admit(existing: nil, clinic: clinic, now: now, hasZone: zones.has, problems: &problems)
            patients += [admitted].compactMap(\.self)
        }
        for plan in request.plans {
            let careProtocol = try #require(protocols.first { $0.id.rawValue == plan.protocol })
            let patient = patients.first { $0.id.rawValue == plan.patient }
            let context = PlanRequest.Context(
                existing: nil, patient: patient, careProtocol: careProtocol, freshID: nil, now: now)
            let admitted = plan.admit(context, problems: &problems)
            if let admitted { assignedPlans.append(AssignedPlan(plan: admitted, careProtocol: careProtocol)) }
        }
        for treatment in request.treatments {
            let patient = try #require(patients.first { $0.id.rawValue == treatment.patient })
            let zone = try #require(try zones.zone(named: patient.zone))
            let sessions = try #require(treatment.sessions(in: zone, now: now, problems: &problems))
            var first: TreatmentID?
            for session in sessions {
                let context = TreatmentRequest.Context(
                    existing: nil, patient: (patient, zone), assignedPlans: assignedPlans.filter { $0.plan.patient == patient.id },
                    freshID: nil, series: first, now: now)
                let admitted = session.admit(context, problems: &problems)
                treatments += [admitted].compactMap(\.self)
                first = first ?? admitted?.id
            }
        }
    }

    func records() throws -> [CareRecord] {
        try patients.map { patient in
            CareRecord(
                store: UUID(), patient: patient, zone: try #require(try zones.zone(named: patient.zone)), clinic: clinic,
                assignedPlans: assignedPlans.filter { $0.plan.patient == patient.id },
                treatments: treatments.filter { $0.patient == patient.id })
        }
    }
}
