import Aftercare
import Foundation

/// What reads the bodies that come over the socket.
struct RequestReaders {
    let world: SmallWorld

    /// The next body: one of those that verbs send, with values that nobody would.
    func body(_ scraps: inout Scraps) -> String {
        let keys = scraps.pick(Self.keys)
        var pairs = keys.filter { _ in !scraps.chance(3) }.map { "\"\($0)\":\(value(of: $0, &scraps))" }
        if scraps.chance(10), let pair = pairs.first { pairs.append(pair) }
        let body = "{\(pairs.joined(separator: ","))}"
        return scraps.chance(4) ? scraps.spoilt(body) : body
    }

    /// Lets every reader have it, and lives by what was taken.
    func read(_ body: String) {
        let data = Data(body.utf8)
        func decoded<Value: Decodable>(_ type: Value.Type = Value.self) -> Value? {
            do { return try JSONDecoder().decode(Value.self, from: data) } catch {
                // An answer tells what was wrong.
                _ = "\(error)".quotable
                return nil
            }
        }
        if let request: PatientRequest = decoded() { world.weigh(request) }
        if let request: PlanRequest = decoded() { world.weigh(request) }
        if let request: PlanChangeRequest = decoded() { world.weigh(request) }
        if let request: TreatmentRequest = decoded() { world.weigh(request) }
        if let request: TreatmentChangeRequest = decoded() { world.weigh(request) }
        if let request: MoveRequest = decoded() { world.weigh(request) }
        if let request: CompletionRequest = decoded() { world.weigh(request) }
        if let request: PreviewRequest = decoded() { world.weigh(request) }
        if let request: ReactionRequest = decoded() { world.weigh(request) }
        if let request: ClinicRequest = decoded() { world.weigh(request) }
        if let careProtocol: CareProtocol = decoded(), careProtocol.problems().isEmpty { world.live(by: careProtocol) }
    }

    private func value(of key: String, _ scraps: inout Scraps) -> String {
        if scraps.chance(12) { return scraps.pick(["null", "true", "[]", "{}", scraps.numeral()]) }
        switch key {
        case "times": return scraps.chance(2) ? "\(scraps.number(2...60))" : scraps.numeral()
        case "force", "rest", "enteredInError": return scraps.pick(["true", "false"])
        case "without", "with", "restore", "clear", "signs": return "[\(string(scraps.word())),\(string(scraps.pick(Self.listed)))]"
        case "changes": return "[\((0...scraps.number(0...2)).map { _ in change(&scraps) }.joined(separator: ","))]"
        case "patient", "id": return string(scraps.pick(["P-1", "T-1", "PL-1", scraps.word()]))
        case "protocol": return string(scraps.pick([world.careProtocol.id.rawValue, world.careProtocol.reference.text, scraps.word()]))
        case "treatment": return scraps.chance(2) ? string("T-1") : body(&scraps)
        case "start", "started", "ended", "end", "from", "until":
            return string(scraps.pick(["now", "now-1h", "now+3d", "2026-12-01 10:00", "2199-12-31 23:59", scraps.word(), scraps.word()]))
        case "duration", "every", "lasting": return string(scraps.pick(["45min", "2w", "99y", "100000mo", scraps.word()]))
        default: return string(scraps.word())
        }
    }

    private func change(_ scraps: inout Scraps) -> String {
        let ids = world.careProtocol.instructions.map(\.id.rawValue) + ["own"]
        func span(_ scraps: inout Scraps) -> String {
            string(scraps.pick(["PT1S", "PT3H", "P1D", "P6M", "P98Y", "PT10000000S", scraps.word()]))
        }
        let moments = (0...scraps.number(0...3)).map { _ in
            scraps.chance(4)
                ? "{\"after\":\(span(&scraps)),\"at\":\"0\(scraps.number(0...9)):00\"}"
                : scraps.chance(3) ? span(&scraps) : string(scraps.pick(["start", "end"]))
        }
        let cadence = scraps.pick([
            "{\"moments\":[\(moments.joined(separator: ","))]}", "{\"every\":\(span(&scraps)),\"count\":\(scraps.numeral())}",
            "{\"every\":\(span(&scraps))}",
            "{\"daily\":[\"09:00\",\"09:00\"],\"count\":\(scraps.numeral())}", "{\"daily\":[\"0\(scraps.number(0...9)):00\"]}",
        ])
        let anchor =
            "{\"edge\":\(string(scraps.pick(["after-end", "before-start", "before-end", "after-start"]))),\"offset\":\(span(&scraps))}"
        let closes = scraps.chance(2) ? "{\"for\":\(span(&scraps))}" : "{\"until\":\(anchor)}"
        let text = string(scraps.chance(2) ? scraps.word() : "Until {until}, {left} left.")
        let parts = [
            "\"kind\":\(string(scraps.pick(["abstain", "advise", "compress", "monitor"])))", "\"subject\":\(string(scraps.word()))",
            "\"window\":{\"opens\":\(anchor),\"closes\":\(closes)}", "\"cadence\":\(cadence)", "\"session\":\(span(&scraps))",
            "\"usefulFor\":\(span(&scraps))",
            "\"nag\":{\"every\":\(span(&scraps)),\"times\":\(scraps.numeral())}",
            "\"text\":{\(string(scraps.pick(["en", "en", "de", scraps.word()]))):{\"phrases\":{\"start\":\(text),\"during\":\(text),\"end\":\(text)},\"byModality\":{}}}",
            "\"label\":{\"en\":\(string(scraps.word()))}", "\"quiet\":\"skip\"", "\"modality\":\"cold\"",
        ]
        let kept = parts.filter { _ in !scraps.chance(4) }
        return "{\"id\":\(string(scraps.pick(ids))),\(kept.joined(separator: ","))}"
    }

    /// As JSON writes it.
    private func string(_ text: String) -> String {
        guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
        return String(decoding: data, as: UTF8.self)
    }

    private static let listed = ["ice", "no-alcohol", "changes", "without", "name", "quiet-hours", "swelling", "site", "product"]

    private static let keys = [
        ["id", "zone", "language", "quietHours", "status", "name", "clear"],
        ["id", "patient", "protocol", "compress", "without", "changes", "status", "force"],
        ["status", "compress", "without", "with", "changes", "restore", "version", "clear", "enteredInError"],
        [
            "id", "patient", "plan", "route", "start", "duration", "end", "site", "product", "lot", "started", "ended", "every", "times",
            "force",
        ],
        ["plan", "route", "site", "product", "manufacturer", "lot", "clear", "force"],
        ["start", "duration", "rest", "force"], ["started", "ended", "force"], ["patient", "treatment", "from", "lasting"],
        ["patient", "treatment", "signs"],
    ]
}
