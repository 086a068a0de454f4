import Aftercare
import AftercareAPI
import AftercareClient
import AftercareEngine
import Foundation
import Testing

@testable import AftercareServer

/// What programs read from the socket, whoever wrote them: names and kinds of every answer, kept in `Golden/`. To record
/// them anew after a change that was meant:
///
///     RECORD_GOLDEN=1 swift test --filter AftercareServerTests
///
/// and read the difference before it is committed: what goes or changes its kind breaks somebody's program.
@Suite struct `On the wire` {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    /// A request to a route, in the order in which they can be made.
    private struct Step {
        let route: String
        let path: String
        let body: String

        /// - Parameters:
        ///   - route: as the sources have it: `GET patients/:id`.
        ///   - path: nil: the same.
        init(_ route: String, _ path: String? = nil, _ body: String = "{}") {
            self.route = route
            self.path = path ?? String(route.split(separator: " ")[1])
            self.body = body
        }

        var method: String { String(route.split(separator: " ")[0]) }
    }

    /// Everything that can be stated of a patient, a plan and a session, so that nothing optional is left out. P-1 has no
    /// quiet hours, or what is answered would differ by the hour.
    private static let clinic = """
        {"patients": [{"id": "P-1", "zone": "UTC", "language": "en", "quietHours": "none", "name": "Ada"},
                      {"id": "P-3", "zone": "UTC", "quietHours": "02:00-03:00"}],
         "plans": [{"id": "PL-1", "patient": "P-1", "protocol": "sample"}, {"id": "PL-3", "patient": "P-3", "protocol": "sample"}],
         "treatments": [{"id": "T-1", "patient": "P-1", "plan": "PL-1", "start": "now-45min", "site": "left knee", "product": "X",
                         "manufacturer": "Y", "lot": "7"},
                        {"id": "T-2", "patient": "P-1", "plan": "PL-1", "start": "now+7d"}]}
        """

    private static func steps(reminder: String) -> [Step] {
        [
            Step("POST apply", nil, clinic),
            Step("POST reactions", nil, #"{"patient": "P-1", "signs": ["swelling"]}"#),
            Step("POST reminders/:id/respond", "reminders/\(reminder)/respond", #"{"answer": "acknowledged"}"#),
            Step("GET status"), Step("GET status/:id", "status/P-1"),
            Step("GET patients"), Step("GET patients/:id", "patients/P-1"),
            Step("GET plans"), Step("GET plans/:id", "plans/PL-1"),
            Step("GET treatments"), Step("GET treatments/:id", "treatments/T-1"),
            Step("GET reactions"), Step("GET reactions/:id", "reactions/R-0001"),
            Step("GET protocols"), Step("GET protocols/:id", "protocols/sample"),
            Step("GET reminders"), Step("GET ledger"), Step("GET machine"),
            Step(
                "POST preview", nil,
                #"{"patient": "P-3", "treatment": {"patient": "P-3", "start": "2027-03-01T10:00:00Z", "site": "left knee"}}"#),
            Step("POST reminders/:id/respond/entered-in-error", "reminders/\(reminder)/respond/entered-in-error"),
            Step("POST reactions/:id/clear", "reactions/R-0001/clear", #"{"note": "seen"}"#),
            Step("POST reactions/:id/entered-in-error", "reactions/R-0001/entered-in-error"),
            Step("POST patients", nil, #"{"id": "P-2", "zone": "UTC"}"#),
            Step("POST patients/:id/change", "patients/P-2/change", #"{"id": "P-2", "status": "opted-out"}"#),
            Step("POST plans", nil, #"{"id": "PL-2", "patient": "P-2", "protocol": "sample"}"#),
            Step("POST plans/:id/change", "plans/PL-2/change", #"{"without": ["no-alcohol"]}"#),
            Step("POST plans/upgrade", nil, #"{"protocol": "sample"}"#),
            Step("POST treatments", nil, #"{"patient": "P-1", "plan": "PL-1", "start": "now+14d"}"#),
            Step("POST treatments/:id/move", "treatments/T-2/move", #"{"start": "now+8d"}"#),
            Step("POST treatments/:id/change", "treatments/T-2/change", #"{"lot": "8", "product": "X"}"#),
            Step("POST treatments/:id/cancel", "treatments/T-2/cancel", #"{"noShow": false}"#),
            Step("POST treatments/:id/reopen", "treatments/T-2/reopen"),
            Step("POST treatments/:id/complete", "treatments/T-1/complete", #"{"ended": "now"}"#),
            Step("POST treatments/:id/entered-in-error", "treatments/T-2/entered-in-error"),
            Step("POST plans/:id/entered-in-error", "plans/PL-2/entered-in-error"),
            Step("POST patients/:id/entered-in-error", "patients/P-2/entered-in-error"),
            Step("POST patients/:id/erase", "patients/P-2/erase"),
            Step("POST promote"),
        ]
    }

    @Test func `every answer has the names and kinds that programs know`() async throws {
        try await Desk.open { desk in
            var shapes: [String: Shape] = [:]
            var reminder = ""
            var number = 0
            while case let steps = Self.steps(reminder: reminder), number < steps.count {
                let step = steps[number]
                let (status, text) = try await ask(step, desk)
                #expect(status == 200, "\(step.route): \(text)")
                shapes[step.route] = try Shape(text)
                number += 1
                if reminder.isEmpty { reminder = try await said(desk) }
            }
            let routes = try Self.routes()
            #expect(routes.count > 35 && Set(shapes.keys).union(["GET backup"]) == routes, "each route of the sources needs a step")
            try expect(
                shapes.sorted { $0.key < $1.key }.map { "\($0.key)\n\($0.value.lines(indent: 2).joined(separator: "\n"))\n" }, "wire")
            let (status, refusal) = try await ask(Step("POST refused", "treatments/T-1/move", #"{"start": "yesterday"}"#), desk)
            try expect(["\(status)\n\(Shape(refusal).lines(indent: 2).joined(separator: "\n"))\n"], "error")
        }
    }

    /// What is due is decided a moment after it was stated.
    private func said(_ desk: Desk) async throws -> String {
        await desk.engine.idle()
        let listed: Page<ListedReminder> = try await desk.client.get("reminders")
        return try #require(listed.items.first).id.text
    }

    private func expect(_ texts: [String], _ name: String) throws {
        let (text, file) = (texts.joined(separator: "\n"), Self.folder.appending(path: "\(name).txt"))
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            return try Data(text.utf8).write(to: file)
        }
        #expect(text == (try? String(contentsOf: file, encoding: .utf8)), "see \(file.path); record it anew with RECORD_GOLDEN=1")
    }

    private func ask(_ step: Step, _ desk: Desk) async throws -> (status: Int, text: String) {
        let client = try RawClient(socket: desk.directory.appending(path: "s").path)
        let body = step.method == "GET" ? "" : step.body
        try client.say(
            "\(step.method) /v1/\(step.path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        let answer = await client.answer()
        guard let end = answer.range(of: "\r\n\r\n") else { throw Garbled(answer: answer) }
        let status = Int(answer.split(separator: " ")[1]) ?? 0
        return (status, String(answer[end.upperBound...]))
    }

    private struct Garbled: Error { let answer: String }

    /// `GET patients/:id`, as the sources have them.
    private static func routes() throws -> Set<String> {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/AftercareServer")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try Set(
            files.flatMap { file in
                try String(contentsOf: file, encoding: .utf8).matches(of: /root\.(get|post)\("([^"]+)"/).map {
                    "\($0.1.uppercased()) \($0.2)"
                }
            })
    }
}

/// The names in an answer and the kinds of what they name, without the values.
private indirect enum Shape: Equatable, Decodable {
    case object([String: Shape])
    case array(Shape?)
    case plain(String)

    init(_ text: String) throws { self = try JSONDecoder().decode(Shape.self, from: Data(text.utf8)) }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .plain("null")
        } else if let object = try? container.decode([String: Shape].self) {
            self = .object(object)
        } else if let array = try? container.decode([Shape].self) {
            self = .array(array.reduce(nil) { $0?.joined(with: $1) ?? $1 })
        } else if (try? container.decode(Bool.self)) != nil {
            self = .plain("true or false")
        } else if (try? container.decode(Double.self)) != nil {
            self = .plain("number")
        } else {
            let text = try container.decode(String.self)
            self = .plain(
                text.contains(/^\d{4}-\d\d-\d\dT[0-9:]+Z$/) ? "time" : text.contains(/^[0-9a-f]{8}-[0-9a-f-]{27}$/) ? "uuid" : "text")
        }
    }

    private func joined(with other: Shape) -> Shape {
        switch (self, other) {
        case (.object(let one), .object(let two)): .object(one.merging(two) { $0.joined(with: $1) })
        case (.array(let one?), .array(let two?)): .array(one.joined(with: two))
        case (.array(nil), .array): other
        case (.array, .array(nil)): self
        default: self == other ? self : .plain("text")
        }
    }

    func lines(indent: Int) -> [String] {
        let blank = String(repeating: " ", count: indent)
        switch self {
        case .plain(let kind): return [blank + kind]
        case .array(let item):
            return [blank + "list of"] + (item?.lines(indent: indent + 2) ?? [blank + "  (nothing here)"])
        case .object(let fields):
            return fields.sorted { $0.key < $1.key }.flatMap { name, shape in
                if case .plain(let kind) = shape { return ["\(blank)\(name): \(kind)"] }
                return ["\(blank)\(name):"] + shape.lines(indent: indent + 2)
            }
        }
    }
}
