import Foundation
import Testing

@testable import Aftercare

/// The JSON that a store keeps and an interface answers.
@Suite struct `In JSON` {
    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func read<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    @Test(
        arguments: [
            (.moments([.start, .after(.hours(12), at: nil), .end]), #"{"moments":["start","PT12H","end"]}"#),
            (.moments([.after(.days(1), at: LocalTime(hour: 9, minute: 5))]), #"{"moments":[{"after":"P1D","at":"09:05"}]}"#),
            (.every(.hours(3), count: nil), #"{"every":"PT3H"}"#), (.every(.hours(3), count: 8), #"{"count":8,"every":"PT3H"}"#),
            (.daily([LocalTime(hour: 19, minute: 0)].compactMap(\.self), count: nil), #"{"daily":["19:00"]}"#),
            (.daily([LocalTime(hour: 19, minute: 0)].compactMap(\.self), count: 2), #"{"count":2,"daily":["19:00"]}"#),
        ] as [(Cadence, String)])
    func `a cadence has the keys of a protocol file`(cadence: Cadence, text: String) throws {
        #expect(try json(cadence) == text)
        #expect(try read(text) == cadence)
    }

    @Test(
        arguments: [
            (.lasting(.hours(24)), #"{"for":"PT24H"}"#),
            (.at(Anchor(edge: .afterEnd, offset: .days(3))), #"{"until":{"edge":"after-end","offset":"P3D"}}"#),
            (
                .at(Anchor(edge: .beforeStart, offset: .zero, at: LocalTime(hour: 7, minute: 30))),
                #"{"until":{"at":"07:30","edge":"before-start","offset":"PT0S"}}"#
            ),
        ] as [(WindowRule.Closing, String)])
    func `a window closes after a time or at a point`(closing: WindowRule.Closing, text: String) throws {
        #expect(try json(closing) == text)
        #expect(try read(text) == closing)
    }

    @Test(arguments: [
        #"{"moments":["sometime"]}"#, #"{"moments":[{"after":"P1D"}]}"#, #"{"moments":[{"at":"09:00"}]}"#, #"{"count":3}"#, "{}",
        #"{"every":3}"#, #"{"daily":["25:00"]}"#, #"{"every":"PT3H","count":"three"}"#,
    ])
    func `a cadence that is none is refused`(text: String) {
        #expect(throws: DecodingError.self) { try read(text, as: Cadence.self) }
    }

    @Test(arguments: ["{}", #"{"for":3}"#, #"{"until":{"edge":"middle","offset":"PT0S"}}"#])
    func `a window that does not close is refused`(text: String) {
        #expect(throws: DecodingError.self) { try read(text, as: WindowRule.Closing.self) }
    }

    @Test func `translations have a key for each language`() throws {
        let both = Translations<String>([language("pt-BR"): "gelo", .german: "Eis"])
        #expect(try json(both) == #"{"de":"Eis","pt-BR":"gelo"}"#)
        #expect(try read(#"{"DE":"Eis","pt-br":"gelo"}"#) == both)
    }

    @Test func `an instruction is a key of a plan, and a name a text`() throws {
        let plan = plan(of: soundProtocol(), modalities: [id("ice"): .warm], switchedOff: [id("rest")])
        let text = try json(plan)
        #expect(text.contains(#""modalities":{"ice":"warm"}"#) && text.contains(#""protocol":"sample@1""#))
        #expect(text.contains(#""switchedOff":["rest"]"#) && text.contains(#""id":"PL-1""#))
        #expect(try read(text) == plan)
        #expect(throws: DecodingError.self) { try read(#"["no name"]"#, as: [PlanID].self) }
    }

    /// A store has protocols from before there was such a key.
    @Test func `what is said apart is left out where nothing says so, and read back where something does`() throws {
        #expect(try !json(sound()).contains("apart"))
        let apart = try #require(InstructionChange(id: id("rest"), apart: true).applied(to: sound(), language: .english))
        #expect(try json(apart).contains(#""apart":true"#))
        for instruction in [sound(), apart] { #expect(try read(json(instruction)) == instruction) }
    }

    @Test func `the service's sentences have no key for what a language leaves out`() throws {
        let own = Sentences(correction: "a", later: "b", withdrawn: "c", sessions: "d", unmonitored: "e", warm: "f", cold: "g")
        let text = try json(own)
        #expect(!text.contains("together") && !text.contains("sender"))
        #expect(try read(text) == own)
    }

    @Test func `a name that is none is refused with the rule for names`() throws {
        let error = try #require(throws: DecodingError.self) { try read(#"["P-1","-a"]"#, as: [PatientID].self) }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(
            context.debugDescription
                == "'-a' is not a name; use 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit")
        #expect(context.codingPath.map(\.intValue) == [1])
    }
}
