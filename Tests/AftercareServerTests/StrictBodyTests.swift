import Aftercare
import AftercareAPI
import AftercareClient
import Foundation
import Testing

@testable import AftercareServer

@Suite struct `A body` {
    private func read<Body: Codable>(_ json: String, as type: Body.Type) -> Result<Body, any Error> {
        Result { try StrictBody.decode(type, from: Array(json.utf8)) }
    }

    private func problems<Body: Codable>(_ json: String, as type: Body.Type) -> [String] {
        guard case .failure(let error) = read(json, as: type), let refusal = error as? RefusedRequest else { return [] }
        return refusal.problems.map { "\($0.path): \($0.code.rawValue): \($0.message)" }
    }

    @Test(arguments: ["", "x", "{", "\"text\"", "[]", "{'id': 1}"])
    func `that is no JSON object is refused`(json: String) {
        guard case .failure(let error) = read(json, as: PatientRequest.self), let body = error as? ErrorBody else {
            Issue.record("it was taken")
            return
        }
        #expect(body.code == .notJSON)
    }

    @Test func `with a key that has no meaning is refused, with the keys that have one`() {
        #expect(
            problems(#"{"id": "P-1", "zonne": "UTC"}"#, as: PatientRequest.self) == [
                "zonne: unknown-key: unknown key 'zonne'; the keys are clear, id, language, name, quietHours, status, zone"
            ])
    }

    @Test(arguments: ["2.5", "2.0", "1e2", "1E2", "1e+2", "1e-2", "-25E-1", "1147e0286", "-0.5"])
    func `with a number that is no whole number in digits is refused at its place`(number: String) {
        #expect(
            problems(#"{"patient": "P-1", "times": \#(number)}"#, as: TreatmentRequest.self)
                == ["times: malformed: '\(number)' is not a whole number in digits, like 3"])
    }

    @Test func `with a number beyond all bounds is refused, and what else is wrong is told too`() {
        #expect(
            problems(#"{"times": 9223372036854775808, "strat": "now", "patient": "P-1"}"#, as: TreatmentRequest.self)
                .map { String($0.prefix(70)) } == [
                    "times: malformed: '9223372036854775808' is far too large for a number ",
                    "strat: unknown-key: unknown key 'strat'; the keys are duration, end, e",
                ])
    }

    @Test(
        arguments: [
            (#"{"id": "P-3", "id": "P-4"}"#, "id"), (#"{"id": "P-3", "i\u0064": "P-4", "id": 1}"#, "id"),
            (#"{"id": "P-1", "clear": ["zone"], "name": "a", "name": null}"#, "name"),
        ])
    func `with a key that stands twice is refused`(json: String, key: String) {
        #expect(
            problems(json, as: PatientRequest.self)
                == ["\(key): malformed: the key '\(key)' stands here twice; take one of them out"])
    }

    @Test func `with a key that stands twice far within is refused at its place`() {
        let json = #"{"patients": [{"id": "P-1"}, {"id": "P-2", "zone": "UTC", "zone": "UTC"}], "plans": [], "treatments": []}"#
        #expect(problems(json, as: ClinicRequest.self).map { $0.prefix(26) } == ["patients.1.zone: malformed"])
    }

    @Test(arguments: [
        #""cadence": {"moments": ["P99Y"]}"#, #""cadence": {"moments": ["start", "x"]}"#, #""label": {"e!": "ice"}"#,
        #""window": {"opens": {"edge": "after-end", "offset": "1"}, "closes": {"for": "P1D"}}"#, #""kind": "abstian""#,
    ])
    func `with a value that means nothing is refused at its place, however deep it lies`(change: String) {
        let found = problems(#"{"changes": [{"id": "ice", \#(change)}]}"#, as: PlanChangeRequest.self)
        #expect(found.count == 1 && found[0].hasPrefix("changes.0.") && found[0].contains(": malformed: '"), "\(found)")
    }

    @Test(arguments: [
        (#""textt": {"en": "x"}"#, "changes.0.textt"),
        (#""cadence": {"every": "PT1H", "cuont": 3}"#, "changes.0.cadence.cuont"),
        (#""cadence": {"every": "PT1H", "moments": ["start"]}"#, "changes.0.cadence.moments"),
        (#""cadence": {"every": "PT1H", "count": 3, "Count": 4}"#, "changes.0.cadence.Count"),
        (#""text": {"de": {"phrases": {"start": "Kühlen.", "strat": "x"}, "byModality": {}}}"#, "changes.0.text.de.phrases.strat"),
    ])
    func `with an unknown key in an optional or a rule is refused too`(change: String, path: String) {
        let found = problems(#"{"changes": [{"id": "ice", \#(change)}]}"#, as: PlanChangeRequest.self)
        #expect(found.map { $0.prefix { $0 != ":" } } == [path[...]])
    }

    @Test func `as our own client writes it is taken`() throws {
        let changes = [
            InstructionChange(
                id: name("ice"), modality: .cold,
                window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(24))),
                cadence: .moments([.start, .after(.hours(4), at: nil), .after(.days(1), at: LocalTime(hour: 9, minute: 0)), .end]),
                session: .minutes(10), apart: true, nag: Nag(every: .hours(1), times: 2),
                text: Translations([
                    .german: Wording(phrases: Phrases(start: "Kühlen."), byModality: [.cold: Phrases(start: "Kalt.", end: "Ende.")])
                ]), label: Translations([.english: "ice"]))
        ]
        let request = PlanChangeRequest(without: ["sun"], changes: changes)
        #expect(try StrictBody.decode(PlanChangeRequest.self, from: Array(try Wire.encode(request))) == request)
    }

    @Test(
        arguments: [
            (#"{"id": "P-1",}"#, "at byte 14: a key in quotation marks is expected here"),
            (#"{"id": NaN}"#, "at byte 8: a value is expected here"), (#"{"times": 02}"#, "at byte 12: ',' or '}' is expected here"),
            (#"{"id": "\ud800"}"#, "at byte 9: this is no character"), ("{\"id\": \"a\u{1}\"}", "at byte 10: a control character"),
            (#"{"id": "P-1"} x"#, "at byte 15: something follows"), (#"{"id": "P-1"#, "at byte 8: a text that begins here has no end"),
            (#"{"a": \#(String(repeating: "[", count: 100_000))"#, "at byte 38: it is nested deeper than 32"),
            // What was closed before makes nothing shallower, nor deeper.
            (#"{"a": [\#(String(repeating: "[],{},", count: 5))\#(String(repeating: "[", count: 31))"#, "at byte 68: it is nested deeper"),
            (#"{"a": [\#(String(repeating: "[],{},", count: 50))\#(String(repeating: "[", count: 30))}"#, "at byte 338: a value is"),
        ])
    func `that is not quite JSON is refused, with the place`(json: String, complaint: String) {
        guard case .failure(let error) = read(json, as: PatientRequest.self), let body = error as? ErrorBody else {
            Issue.record("it was taken")
            return
        }
        #expect(body.code == .notJSON)
        #expect(body.message.hasPrefix("the body is not JSON (\(complaint)"), "\(body.message)")
    }

    @Test func `that is not UTF-8 is refused`() {
        let latin = Array(#"{"id": "P-1", "name": "Zo"#.utf8) + [0xEB] + Array(#""}"#.utf8)
        let error = #expect(throws: ErrorBody.self) { try StrictBody.decode(PatientRequest.self, from: latin) }
        #expect(error?.message.contains("it is not UTF-8 text") == true)
        let wide = #"{"id": "P-1"}"#.utf8.flatMap { [$0, UInt8(0)] }
        #expect(throws: ErrorBody.self) { try StrictBody.decode(PatientRequest.self, from: wide) }
    }

    @Test func `with thousands of mistakes is answered with the first hundred and their count`() {
        let keys = (0..<5000).map { #""x\#($0)": 1"# }.joined(separator: ", ")
        let found = problems("{\"id\": \"P-1\", \(keys)}", as: PatientRequest.self)
        #expect(found.count == 101)
        #expect(found.last == ": malformed: and 4900 more like these")
    }

    private func name<Entity>(_ text: String) -> ID<Entity> {
        guard let id = ID<Entity>(text) else { preconditionFailure("not a name: \(text)") }
        return id
    }

    @Test func `in a list is known by all its keys, and by those alone`() {
        let body = #"{"patients": [{"id": "P-1", "zone": null, "zonne": null}], "plans": [], "treatments": []}"#
        #expect(
            problems(body, as: ClinicRequest.self) == [
                "patients.0.zonne: unknown-key: unknown key 'zonne'; the keys are clear, id, language, name, quietHours, status, zone"
            ])
    }

    @Test func `tells unknown keys deep inside a list`() {
        let json = #"{"patients": [{"id": "P-1"}, {"id": "P-2", "x": 1}], "plans": [], "treatments": []}"#
        #expect(problems(json, as: ClinicRequest.self).map { $0.prefix(15) } == ["patients.1.x: u"])
    }

    @Test func `without what it must have, or with another kind of value, is refused at its place`() {
        #expect(problems(#"{"zone": "UTC"}"#, as: PatientRequest.self) == ["id: missing: 'id' is missing; add it"])
        #expect(problems(#"{"id": 7}"#, as: PatientRequest.self) == ["id: malformed: expected a text here"])
        #expect(problems(#"{"id": null}"#, as: PatientRequest.self) == ["id: missing: expected a text here, not null"])
        #expect(
            problems(#"{"patient": "P-1", "times": "x"}"#, as: TreatmentRequest.self) == ["times: malformed: expected a whole number here"])
        #expect(
            problems(#"{"patients": "x", "plans": [], "treatments": []}"#, as: ClinicRequest.self)
                == ["patients: malformed: expected a list here"])
        #expect(
            problems(#"{"patients": [7], "plans": [], "treatments": []}"#, as: ClinicRequest.self)
                == ["patients.0: malformed: expected an object here"])
    }

    @Test func `with several numbers that cannot be taken is read on, each being as long as it was`() {
        #expect(
            problems(#"{"times": 2.555, "patient": "P-1", "duration": 99.999}"#, as: TreatmentRequest.self) == [
                "times: malformed: '2.555' is not a whole number in digits, like 3",
                "duration: malformed: '99.999' is not a whole number in digits, like 3", "duration: malformed: expected a text here",
            ])
    }

    @Test func `with null under an unknown key, or with a long one, is refused, with as much of it as helps`() {
        #expect(problems(#"{"id": "P-1", "zonne": null}"#, as: PatientRequest.self).map { $0.prefix(20) } == ["zonne: unknown-key: "])
        let found = problems(#"{"id": "P-1", "\#(String(repeating: "x", count: 1000))": 1}"#, as: PatientRequest.self)
        #expect(found.count == 1 && found[0].hasPrefix("\(String(repeating: "x", count: 64))…: unknown-key: "), "\(found)")
    }

    @Test func `is read as JSON has it: with escapes, a byte order mark, and room between`() throws {
        let json = "\u{FEFF}{\r\n\t\"id\" : \"P-1\", \"name\": \"a\\n\\u00e9\\ud83d\\ude00 b\" }\r\n"
        #expect(
            try JSONText(Array(json.utf8))
                == .object([
                    .init(key: "id", value: .text("P-1")), .init(key: "name", value: .text("a\né😀 b")),
                ]))
    }

    @Test func `may hold many things beside each other, and few within each other`() throws {
        let many = "[\(Array(repeating: "{\"a\": [1]}", count: 100).joined(separator: ", "))]"
        #expect(throws: Never.self) { try JSONText(Array(many.utf8)) }
        func nested(_ depth: Int) -> [UInt8] { Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8) }
        #expect(throws: Never.self) { try JSONText(nested(32)) }
        #expect(throws: JSONText.Broken.self) { try JSONText(nested(33)) }
        #expect(throws: JSONText.Broken.self) { try JSONText(Array("[1,]".utf8)) }
    }
}

@Suite struct `The place of a socket` {
    @Test func `is refused where its path is too long for the kernel`() {
        let path = "/" + String(repeating: "x", count: 107)
        #expect(throws: SocketError.tooLong(path, longest: 107)) { try SocketPath(path).claim() }
    }

    /// The path of a socket in a directory of a name so long that the path has `length` bytes.
    private func folder(for length: Int) -> String {
        let rest = FileManager.default.temporaryDirectory.appending(path: "desk-12345678/s").path.utf8.count
        return String(repeating: "x", count: length - rest - 1) + "/"
    }

    @Test(arguments: 100...107)
    func `may be as long as the kernel takes, for the service and for who asks it`(length: Int) async throws {
        try await Desk.open(in: folder(for: length)) { desk in
            #expect(desk.client.socket.utf8.count == length)
            let status: ServiceStatus = try await desk.client.get("status")
            #expect(status.version == "test")
        }
    }

    @Test func `is refused where something else lies`() throws {
        let path = NSTemporaryDirectory() + "socket-\(UUID().uuidString)"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: SocketError.notASocket(path)) { try SocketPath(path).claim() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("precious".utf8))
    }

    @Test func `is refused where another daemon answers`() async throws {
        try await Desk.open { desk in
            #expect(throws: SocketError.taken(desk.client.socket)) { try SocketPath(desk.client.socket).claim() }
            let other = ControlServer(
                socket: desk.client.socket, engine: desk.engine, version: "other", logger: Desk.quietLogger(), complaints: { [] },
                machine: { machine }, onRunning: {})
            await #expect(throws: SocketError.taken(desk.client.socket)) { try await other.run() }
        }
    }
}
