import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

/// The files that the product ships, as they are.
@Suite("The shipped configuration")
struct ShippedConfigTests {
    private let library = ProtocolLibrary.load(directories: ["\(shippedConfig)/protocols"])
    private let now = Instant(seconds: 1_795_282_200)

    @Test("has a protocol for every route, and one for hair, all of them drafts and otherwise without a flaw")
    func protocols() {
        #expect(
            library.protocols.map(\.reference.spoken) == [
                "exosome-hair@1", "exosome-infusion@1", "exosome-inhalation@1", "exosome-injection@1", "exosome-intranasal@1",
                "exosome-topical@1",
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
                let instruction = try #require(careProtocol.instruction(try #require(InstructionID(name))))
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
        let languages = [try Language(spoken: "de"), .english]
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
            let instruction = try #require(careProtocol.instruction(try #require(InstructionID("emergency-signs"))))
            #expect(instruction.quiet == .override)
            #expect(instruction.cadence == .moments([.start, .after(.minutes(30), at: nil)]))
        }
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
        let text = try SourceText.reading("\(shippedConfig)/aftercared.yaml")
        let parsed = DaemonSettings.read(text)

        #expect(parsed.report == "")
        #expect(parsed.value == .byDefault())
    }

    @Test("explains settings that read well too, once the comment signs are gone")
    func settingsUncommented() throws {
        // given: every line like '  # key: value' without its sign
        let text = try String(contentsOfFile: "\(shippedConfig)/aftercared.yaml", encoding: .utf8)
        let keys = ["name", "contact", "contact-monitored", "zone", "language", "quiet-hours", "namespace", "log-level"]
        let lines = text.split(separator: "\n").map(String.init)
        let uncommented = lines.map { line in
            keys.contains { line.trimmingCharacters(in: .whitespaces).hasPrefix("# \($0): ") }
                ? line.replacingOccurrences(of: "# ", with: "") : line
        }
        #expect(zip(lines, uncommented).count { $0 != $1 } == keys.count)

        // when
        let parsed = DaemonSettings.read(SourceText(name: "aftercared.yaml", text: uncommented.joined(separator: "\n")))

        // then
        #expect(parsed.report == "")
        #expect(parsed.value?.journalNamespace == "aftercare")
        #expect(parsed.value?.clinic.quietHours == (try QuietHours(spoken: "21:00-08:00")))
    }

    @Test("has a clinic whose patients, plans and treatments are all admitted, and of whom several hear something at once")
    func clinic() throws {
        // given
        let parsed = ClinicRequest.read(try SourceText.reading("\(shippedConfig)/clinic.yaml"))
        let request = try #require(parsed.value, "\(parsed.report)")
        let zones = ZoneDatabase(directory: "/usr/share/zoneinfo")
        let clinic = DaemonSettings.byDefault().clinic

        // when
        var findings = Findings()
        let patients = request.patients.compactMap {
            $0.admit(existing: nil, clinic: clinic, hasZone: zones.has, findings: &findings)
        }
        let courses = try request.plans.compactMap { plan -> Course? in
            let careProtocol = library.protocols.first { $0.id.rawValue == plan.protocol }
            let admitted = plan.admit(
                existing: nil, patient: patients.first { $0.id.rawValue == plan.patient }, careProtocol: careProtocol,
                freshID: try #require(PlanID("none")), findings: &findings)
            return admitted.flatMap { plan in careProtocol.map { Course(plan: plan, careProtocol: $0) } }
        }
        let treatments = try request.treatments.compactMap { treatment -> Treatment? in
            let patient = try #require(patients.first { $0.id.rawValue == treatment.patient })
            let zone = try #require(try zones.zone(named: patient.zone))
            return treatment.admit(
                .init(
                    existing: nil, patient: (patient, zone), courses: courses.filter { $0.plan.patient == patient.id },
                    freshID: try #require(TreatmentID("none")), now: now), findings: &findings)
        }

        // then
        #expect(findings.problems == [])
        #expect(patients.count == 5)
        #expect(Set(patients.map(\.zone)).count == 5)
        #expect(courses.count == 5)
        #expect(treatments.count == 6)
        #expect(treatments.map(\.status) == [.booked, .completed, .inProgress, .booked, .booked, .booked])
        #expect(treatments.map { $0.end - now }.prefix(3) == [0, -5 * 3600, 25 * 60])
        let due = try patients.map { patient in
            CareRecord(
                store: UUID(), patient: patient, zone: try #require(try zones.zone(named: patient.zone)),
                courses: courses.filter { $0.plan.patient == patient.id },
                treatments: treatments.filter { $0.patient == patient.id }
            ).look(at: now, decided: []).decisions.count { if case .emit = $0.verdict { true } else { false } }
        }
        #expect(due[0] >= 5)
        #expect(due[1] >= 4)
        #expect(due[2...].allSatisfy { $0 == 0 })
    }
}
