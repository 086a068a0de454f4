import Aftercare
import AftercareAPI
import AftercareClient
import AftercareConfig
import Testing

@testable import aftercarectl

@Suite struct `A clinic's file` {
    private let sound = """
        patients:
          P-0001: { zone: Europe/Berlin }
        plans:
          PL-0001:
            patient: P-0001
            protocol: knee
            compress: hot

        """

    private func refusal(_ text: String, _ answer: any Error) async throws -> FileRefusal {
        let file = try ClinicFile(reading: SourceText(name: "clinic.yaml", text: text))
        do {
            _ = try await file.weighed { _ in throw answer }
        } catch let refusal as FileRefusal {
            return refusal
        }
        throw Unreadable(description: "it was taken")
    }

    @Test func `shows what the service finds wrong at its place, in order`() async throws {
        let answer = ErrorBody(
            code: .refused, message: "2 things are wrong",
            problems: [
                Problem(.malformed, at: "plans.0.compress", "'hot' is not one of warm, cold, none"),
                Problem(.unknownZone, at: "patients.0.zone", "unknown time zone"),
            ])
        let refusal = try await refusal(sound, answer)
        #expect(
            refusal.diagnostics.map { "\($0.position?.line ?? 0):\($0.position?.column ?? 0) \($0.message)" }
                == ["2:19 unknown time zone", "7:15 'hot' is not one of warm, cold, none"])
        #expect(refusal.summary == "2 errors; nothing was applied")
        #expect(Ending(refusal).status == 65)
    }

    @Test func `that could not be weighed says so`() async throws {
        let refusal = try await refusal(sound, ClientError.notRunning(socket: "/s"))
        #expect(Ending(refusal).status == 69)
        #expect(Ending(refusal).lines.last == "nothing was applied")
    }

    private let wrongInForm = "patient:\n  P-0001: {}\nplans:\n  PL-1: { protocol: knee }\n  PL-2: { patient: P-9, protocol: hip }\n"

    @Test func `that is wrong in its form is weighed all the same, and everything told together`() async throws {
        let answer = ErrorBody(
            code: .refused, message: "3 things are wrong",
            problems: [
                Problem(.unknownPatient, at: "plans.0.patient", "unknown patient ''"),
                Problem(.unknownProtocol, at: "plans.0.protocol", "unknown protocol 'knee'"),
                Problem(.unknownProtocol, at: "plans.1.protocol", "unknown protocol 'hip'"),
            ])
        let refusal = try await refusal(wrongInForm, answer)
        #expect(
            refusal.diagnostics.map { "\($0.position?.line ?? 0) \($0.message.prefix(17))" }
                == ["1 unknown key 'pati", "4 'patient' is miss", "4 unknown protocol ", "5 unknown protocol "])
        #expect(refusal.summary == "4 errors; nothing was applied")
        #expect(Ending(refusal).status == 65)
    }

    @Test func `that is wrong in its form alone is refused, whatever the service says`() async throws {
        let file = try ClinicFile(reading: SourceText(name: "clinic.yaml", text: wrongInForm))
        let error = await #expect(throws: FileRefusal.self) {
            try await file.weighed { _ in Outcome(patients: [], plans: [], treatments: []) }
        }
        #expect(error?.diagnostics.count == 2)
    }

    @Test func `that is wrong in its form is told so even where the service cannot work`() async throws {
        let refusal = try await refusal(wrongInForm, ErrorBody(code: .storeUnusable, message: "the disk is full"))
        let ending = Ending(refusal)
        #expect(ending.status == 65)
        #expect(ending.lines.first?.contains("unknown key 'patient'") == true)
        #expect(ending.lines.contains("error: the disk is full"))
        #expect(ending.lines.last == "2 errors; nothing was applied")
    }

    @Test func `passes on what is no complaint about it`() async throws {
        let file = try ClinicFile(reading: SourceText(name: "clinic.yaml", text: sound))
        let error = await #expect(throws: ErrorBody.self) {
            try await file.weighed { _ in throw ErrorBody(code: .storeUnusable, message: "the disk is full") }
        }
        #expect(error?.code == .storeUnusable)
    }

    @Test func `that is applied at once is refused where nobody heard of it, and not where somebody may have`() async throws {
        let file = try ClinicFile(reading: SourceText(name: "clinic.yaml", text: sound))
        let refusal = await #expect(throws: FileRefusal.self) {
            try await file.applied { _ in throw ClientError.notRunning(socket: "/s") }
        }
        #expect(refusal?.summary == "nothing was applied")
        for error in [ClientError.noAnswer(socket: "/s", detail: "x"), .broken(socket: "/s", detail: "x")] {
            await #expect(throws: error) { try await file.applied { _ in throw error } }
        }
    }

    @Test func `that was weighed may still meet silence, which says nothing of the file`() async throws {
        let file = try ClinicFile(reading: SourceText(name: "clinic.yaml", text: sound))
        await #expect(throws: ClientError.self) {
            try await file.stated { _ in throw ClientError.noAnswer(socket: "/s", detail: "x") }
        }
    }
}
