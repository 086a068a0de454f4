import Foundation

/// QEMU's own control of a machine (QMP).
struct MachineControl: Sendable {
    private let socket: LineSocket

    init(_ path: String) throws { socket = try LineSocket(path) }

    /// Before anything else: QEMU wants to hear what we understand.
    func open() async throws { try await say("qmp_capabilities") }

    /// Has it do something that needs no arguments.
    func say(_ command: String) async throws {
        try await socket.ask(Data(#"{"execute":"\#(command)"}"#.utf8), within: 30) { line -> Void? in
            let said = try JSONDecoder().decode(EmittedReminder.self, from: line)
            if let error = said.error { throw VirtualFailure.refused(error.desc) }
            // Events and the greeting come in between.
            return said.isAnswer ? () : nil
        }
    }

    private struct EmittedReminder: Decodable {
        struct Complaint: Decodable {
            let desc: String
        }

        let error: Complaint?
        let isAnswer: Bool

        enum CodingKeys: String, CodingKey {
            case error
            case answer = "return"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            error = try container.decodeIfPresent(Complaint.self, forKey: .error)
            isAnswer = container.contains(.answer)
        }
    }
}
