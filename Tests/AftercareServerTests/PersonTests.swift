import Aftercare
import AftercareClient
import AftercareEngine
import Foundation
import Synchronization
import Testing

@testable import AftercareServer

/// What viewers learn of who somebody is.
@Suite struct `A viewer` {
    /// A patient of that name, with a session that has just ended, and a reaction.
    private func arrange(_ engine: Engine) async throws {
        let requester = Requester.service
        let request = ClinicRequest(
            patients: [PatientRequest(id: "P-1", zone: "UTC", name: "Zaphod")],
            plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample")],
            treatments: [
                TreatmentRequest(id: "T-1", patient: "P-1", start: "now-45min", site: "Zaphod's left knee"),
                TreatmentRequest(id: "T-2", patient: "P-1", start: "now+3d", site: "Zaphod's left knee"),
            ])
        _ = try await engine.apply(.apply(request, isTrial: false), by: requester)
        _ = try await engine.apply(.reportReaction(ReactionRequest(patient: "P-1", signs: ["swelling"])), by: requester)
        await engine.idle()
    }

    /// Every question that may be asked there, with the ids of what there is.
    private func questions(_ desk: Desk) -> [String] {
        let routes = Routes(engine: desk.engine, version: "test", complaints: { [] }, machine: { machine })
        return routes.questionsOfViewers(Desk.quietLogger()).map { question in
            let path = question.split(separator: "/").filter { $0 != "v1" }.joined(separator: "/")
            let ids = [
                "status": "P-1", "patients": "P-1", "plans": "PL-1", "treatments": "T-1", "reactions": "R-0001", "protocols": "sample",
            ]
            return path.replacing("{id}", with: path.split(separator: "/").first.flatMap { ids[String($0)] } ?? "P-1")
        }
    }

    /// Every answer as it comes over the socket, by its question.
    private func answers(_ desk: Desk) async throws -> [String: String] {
        var answers: [String: String] = [:]
        for question in questions(desk) {
            let answer: Anything = try await desk.client.get(question)
            answers[question] = answer.text
        }
        let preview: Anything = try await desk.client.post("preview", PreviewRequest(patient: "P-1"))
        answers["preview"] = preview.text
        return answers
    }

    @Test func `is told no name and no site, whatever is asked, where the clinic wants it so`() async throws {
        try await Desk.open(access: .readOnly, hidesPersons: { true }) { desk in
            try await arrange(desk.engine)
            let answers = try await answers(desk)
            #expect(answers.count > 12)
            for (question, answer) in answers { #expect(!answer.contains("Zaphod"), "\(question)") }
            #expect(answers["patients/P-1"]?.contains("P-1") == true)
        }
    }

    @Test func `is told them otherwise, and from the moment on at which that is settled otherwise`() async throws {
        let isHidden = Mutex(false)
        try await Desk.open(access: .readOnly, hidesPersons: { isHidden.withLock { $0 } }) { desk in
            try await arrange(desk.engine)
            let told = try await answers(desk).filter { $0.value.contains("Zaphod") }.keys.sorted()
            #expect(
                told.contains("patients") && told.contains("patients/P-1") && told.contains("treatments") && told.contains("status/P-1"))
            isHidden.withLock { $0 = true }
            #expect(try await answers(desk).filter { $0.value.contains("Zaphod") }.isEmpty)
        }
    }

    @Test func `is the only one who is not told`() async throws {
        try await Desk.open(hidesPersons: { true }) { desk in
            try await arrange(desk.engine)
            let body: PatientDetails = try await desk.client.get("patients/P-1")
            #expect(body.patient.name == "Zaphod" && body.treatments.first?.site == "Zaphod's left knee")
        }
    }
}

/// Any JSON, with all that is in it as text.
private struct Anything: Decodable, Sendable {
    let text: String

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Key.self) {
            text = object.allKeys.map { key in "\(key.stringValue): \((try? object.decode(Anything.self, forKey: key).text) ?? "")" }
                .joined(separator: "\n")
        } else if var list = try? decoder.unkeyedContainer() {
            var items: [String] = []
            while !list.isAtEnd { items.append(try list.decode(Anything.self).text) }
            text = items.joined(separator: "\n")
        } else {
            text = (try? decoder.singleValueContainer().decode(String.self)) ?? ""
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
