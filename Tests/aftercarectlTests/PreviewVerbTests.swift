import Aftercare
import AftercareAPI
import ArgumentParser
import Foundation
import Testing

@testable import aftercarectl

@Suite struct `A preview` {
    private func withFile(_ text: String, _ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "preview-\(UUID().uuidString).yaml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path)
    }

    @Test func `of a patient asks for what is scheduled`() async throws {
        let answer = String(decoding: try Wire.encode(try previewed()), as: UTF8.self)
        let service = try StandIn { _ in StandIn.Answer(body: answer) }
        defer { service.stop() }
        let outcome = try await Program.run("preview", "P-0003", "--for", "3d", socket: service.socket)
        #expect(outcome.status == 0)
        #expect(service.questions.map { "\($0.method) \($0.target)" } == ["POST /v1/preview"])
        #expect(service.questions.first?.body == #"{"lasting":"3d","patient":"P-0003"}"#)
        // The picture first, then the list.
        let legend = try #require(outcome.data.firstRange(of: "━ holds"))
        let day = try #require(outcome.data.firstRange(of: "Tue 1 Dec 2026"))
        #expect(legend.lowerBound < day.lowerBound)
    }

    @Test(arguments: [("--picture", true, false), ("--list", false, true)])
    func `shows one of them alone where it is asked to`(flag: String, hasPicture: Bool, hasList: Bool) async throws {
        let answer = String(decoding: try Wire.encode(try previewed()), as: UTF8.self)
        let service = try StandIn { _ in StandIn.Answer(body: answer) }
        defer { service.stop() }
        let outcome = try await Program.run("preview", "P-0003", flag, socket: service.socket)
        #expect(outcome.data.contains("━ holds") == hasPicture)
        #expect(outcome.data.contains("Tue 1 Dec 2026") == hasList)
    }

    @Test func `with a start asks for a series that is not scheduled yet`() async throws {
        let answer = String(decoding: try Wire.encode(try previewed()), as: UTF8.self)
        let service = try StandIn { _ in StandIn.Answer(body: answer) }
        defer { service.stop() }
        let outcome = try await Program.run(
            "preview", "P-0003", "--start", "2026-12-01 10:00", "--every", "2w", "--times", "4", socket: service.socket)
        #expect(outcome.status == 0)
        let body = Data((service.questions.first?.body ?? "").utf8)
        let request = try JSONDecoder().decode(PreviewRequest.self, from: body)
        #expect(
            request
                == PreviewRequest(
                    patient: "P-0003",
                    treatment: TreatmentRequest(patient: "P-0003", start: "2026-12-01 10:00", every: "2w", times: 4)))
    }

    @Test func `of a file needs no service`() async throws {
        try await withFile(kneeFile) { file in
            let outcome = try await Program.run(
                "preview", "-f", file, "--start", "2026-12-01 10:00", "--compress", "cold", "--zone", "Asia/Kathmandu",
                "--language", "de", "--quiet-hours", "21:00-08:00", socket: "/nowhere")
            #expect(outcome.status == 0)
            #expect(outcome.data.hasPrefix("SAMPLE · Asia/Kathmandu · Mon 2026-11-30 20:45"))
            #expect(outcome.data.contains("kein Alkohol"))
            #expect(outcome.data.contains("Kein Alkohol bis"))
            // The knee is a draft, as 'protocol check' tells too.
            #expect(outcome.talk.contains("warning: "))
            let check = try await Program.run("protocol", "check", file)
            #expect(check.talk.hasPrefix(outcome.talk))
        }
    }

    @Test func `of a file begins on the next Monday where nothing else is said`() throws {
        let sample = PreviewSample(careProtocol: try knee(), zones: zones)
        // Friday, Sunday, Monday.
        #expect(sample.usualStart(now: now) == "2026-11-23 10:00")
        #expect(sample.usualStart(now: at("2026-11-22T12:00:00Z")) == "2026-11-23 10:00")
        #expect(sample.usualStart(now: at("2026-11-23T06:00:00Z")) == "2026-11-30 10:00")
    }

    @Test func `of a file with errors tells them as the check does`() async throws {
        try await withFile(kneeFile.replacing("window: { after: end, for: 24h }", with: "window: { affter: end, for: 24h }")) { file in
            let outcome = try await Program.run("preview", "-f", file)
            #expect(outcome.status == 65)
            #expect(outcome.data == "")
            #expect(outcome.talk.contains("\(file):24:15: error: unknown key 'affter'"))
            #expect(outcome.talk.hasSuffix("nothing can be shown\n"))
            let check = try await Program.run("protocol", "check", file)
            let told = Array(outcome.talk.split(separator: "\n").dropLast())
            #expect(Array(check.talk.split(separator: "\n").dropLast()) == told)
        }
    }

    @Test func `of a file that leaves the compress to the plan does not guess`() throws {
        let sample = PreviewSample(careProtocol: try knee(), zones: zones, quietHours: "21-99")
        let treatment = TreatmentRequest(patient: PreviewSample.patient, start: "2026-12-01 10:00")
        let failure = #expect(throws: Failure.self) {
            try sample.preview(PreviewRequest(patient: PreviewSample.patient, treatment: treatment), now: now)
        }
        let lines = failure?.message.split(separator: "\n") ?? []
        #expect(lines.count { $0.contains("--quiet-hours: '21-99' is not quiet hours") } == 1)
        #expect(failure?.status == .usage)
        let other = #expect(throws: Failure.self) {
            try PreviewSample(careProtocol: try knee(), zones: zones)
                .preview(PreviewRequest(patient: PreviewSample.patient, treatment: treatment), now: now)
        }
        #expect(other?.message.hasPrefix("--compress: protocol 'knee@2' leaves 'compress' to the plan") == true)
    }

    @Test(arguments: [
        (["preview"], "say whose preview it is to be"),
        (["preview", "P-0003", "-f", "knee.yaml"], "say a patient or a protocol file, not both"),
        (["preview", "-f", "knee.yaml", "--from", "now"], "'--from' is for a patient"),
        (["preview", "P-0003", "--zone", "Europe/Berlin"], "'--zone' is for a file"),
        (["preview", "P-0003", "--times", "4"], "'--times' belongs to a treatment that is not scheduled yet; say its '--start'"),
    ])
    func `refuses options that do not go together`(line: [String], complaint: String) {
        let error = #expect(throws: (any Error).self) { try PreviewVerb.parse(Array(line.dropFirst())) }
        guard let error else { return }
        #expect(PreviewVerb.message(for: error).hasPrefix(complaint))
    }
}
