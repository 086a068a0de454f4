import Foundation

/// Runs commands in the virtual machine, by QEMU's guest agent (`qemu-ga`) on a virtual serial port.
struct GuestAgent: Sendable {
    private let socket: LineSocket

    private static let environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "HOME=/root"]

    init(_ path: String) throws { socket = try LineSocket(path) }

    /// Asks until it answers: it is started late in the boot.
    func wakeUp(within limit: Duration) async throws {
        let deadline = ContinuousClock.now + limit
        while true {
            let number = Int.random(in: 1...Int(Int32.max))
            do {
                try await greet(number)
                return
            } catch VirtualFailure.noAnswer(let reason) {
                guard ContinuousClock.now < deadline else { throw VirtualFailure.noBoot(reason) }
            }
        }
    }

    /// What it was asked before it was there, it answers too: only `number` is the answer.
    private func greet(_ number: Int) async throws {
        // The byte that no JSON holds ends whatever half a line is left from before.
        let line = Data([0xFF]) + Data(#"{"execute":"guest-sync","arguments":{"id":\#(number)}}"#.utf8)
        try await socket.ask(line, within: 1) { answer -> Void? in
            (try? JSONDecoder().decode(Reply<Int>.self, from: answer))?.value == number ? () : nil
        }
    }

    /// Runs a shell's script, as root, to its end.
    ///
    /// - Parameter input: its standard input.
    /// - Returns: its standard output.
    /// - Throws: `VirtualFailure.command` unless it succeeded.
    @discardableResult
    func run(_ script: String, input: String? = nil, within limit: Duration = .seconds(120)) async throws -> String {
        let started: Started = try await ask(
            "guest-exec",
            Exec(
                path: "/bin/sh", arg: ["-c", script], env: Self.environment, captureOutput: true,
                inputData: input.map { Data($0.utf8).base64EncodedString() }))
        let deadline = ContinuousClock.now + limit
        var pause = Duration.milliseconds(10)
        while true {
            let state: State = try await ask("guest-exec-status", Process(pid: started.pid))
            if state.exited {
                guard state.exitcode == 0 else {
                    throw VirtualFailure.command(script, status: state.exitcode, complaint: state.error + state.output)
                }
                return state.output
            }
            guard ContinuousClock.now < deadline else { throw VirtualFailure.noAnswer("'\(script)' does not end") }
            // Each question costs the machine some work.
            try await ContinuousClock().sleep(for: pause)
            pause = min(pause * 2, .milliseconds(200))
        }
    }

    /// Has a script run, and does not wait for its end.
    func begin(_ script: String) async throws {
        let _: Started = try await ask(
            "guest-exec",
            Exec(path: "/bin/sh", arg: ["-c", script], env: Self.environment, captureOutput: false, inputData: nil))
    }

    private func ask<Arguments: Encodable, Answer: Decodable & Sendable>(
        _ command: String, _ arguments: Arguments
    ) async throws -> Answer {
        let line = try JSONEncoder().encode(Question(execute: command, arguments: arguments))
        return try await socket.ask(line, within: 60) { line in
            let reply = try JSONDecoder().decode(Reply<Answer>.self, from: line)
            if let complaint = reply.error { throw VirtualFailure.refused(complaint.desc) }
            return reply.value
        }
    }
}

// Its words.

private struct Question<Arguments: Encodable>: Encodable {
    let execute: String
    let arguments: Arguments
}

private struct Reply<Value: Decodable>: Decodable {
    struct Complaint: Decodable {
        let desc: String
    }

    let value: Value?
    let error: Complaint?

    enum CodingKeys: String, CodingKey {
        case value = "return"
        case error
    }
}

private struct Exec: Encodable {
    let path: String
    let arg: [String]
    let env: [String]
    let captureOutput: Bool
    let inputData: String?

    enum CodingKeys: String, CodingKey {
        case path, arg, env
        case captureOutput = "capture-output"
        case inputData = "input-data"
    }
}

private struct Started: Decodable {
    let pid: Int
}

private struct Process: Encodable {
    let pid: Int
}

private struct State: Decodable {
    let exited: Bool
    let exitcode: Int?
    private let outData: String?
    private let errData: String?

    var output: String { Self.text(outData) }
    var error: String { Self.text(errData) }

    private static func text(_ base64: String?) -> String {
        String(decoding: base64.flatMap { Data(base64Encoded: $0) } ?? Data(), as: UTF8.self)
    }

    enum CodingKeys: String, CodingKey {
        case exited, exitcode
        case outData = "out-data"
        case errData = "err-data"
    }
}
