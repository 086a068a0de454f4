import Foundation
import TestMachine

extension Fault {
    /// What the service may have in memory at most, whatever it was asked.
    private static let maxMemory = 80 << 20

    /// So many requests of all kinds over a few connections, while reminders fall due each second. Afterwards the service
    /// has no more files open than before.
    static func requests(_ requests: Int, connections: Int, instants: Int) -> Fault {
        Fault("\(requests) requests") { trial in
            try await trial.ward.service.start()
            let flood = Flood(socket: trial.ward.machine.seen("/run/aftercare/control.sock").path)
            // Whatever is opened at a first request, and for a first reminder, is open by then.
            let first = try await trial.burst(Burst.perPatient)
            _ = await flood.conversation(Flood.kinds.count * connections, connections: connections)
            try await trial.wait(for: first)
            try await trial.recover(since: .now)
            let files = try await trial.ward.settledFiles(atMost: nil)
            let burst = try await trial.burst(Burst.perPatient * instants, instants: instants)
            try await trial.wait(for: burst)
            let begun = ContinuousClock.now
            let said = await flood.conversation(requests, connections: connections)
            let took = (ContinuousClock.now - begun) / .seconds(1)
            try await trial.wait(for: burst, and: .seconds(instants))
            try await trial.recover(since: .now)
            trial.ran(said.answers.values.reduce(0, +))

            let after = try await trial.ward.settledFiles(atMost: files)
            if after > files { trial.object("it has \(after) files open, and had \(files)") }
            let memory = try await trial.ward.memory()
            if memory.most > maxMemory { trial.object("it has had \(memory.most) bytes in memory") }
            if said.unanswered > 0 { trial.object("\(said.unanswered) requests were not answered") }
            for (status, count) in said.answers where !Flood.expected.contains(status) {
                trial.object("\(count) requests were answered with \(status)")
            }
            guard said.opened < requests / 2 else { throw TortureFailure.notDone("each request had a connection of its own") }
            let answers = said.answers.sorted { $0.key < $1.key }.map { "\($0.value) with \($0.key)" }
            trial.remark(
                String(format: "%.0f/s over %d connections; ", Double(requests) / took, said.opened)
                    + "answered: \(answers.joined(separator: ", "))")
            trial.remark("\(after) files open (\(files) before), \(memory.now >> 20) MiB in memory, \(memory.most >> 20) MiB at most")
            try await trial.judge(latest: .seconds(2))
        }
    }
}

extension Flood {
    /// What there is to ask for and to change, and what is no request of ours. `#`: a number that none had before.
    fileprivate static let kinds: [(head: String, body: String)] = [
        ("GET /v1/status", ""), ("GET /v1/reminders?limit=10", ""), ("GET /v1/patients?limit=100", ""),
        ("GET /v1/protocols", ""), ("GET /v1/treatments/T-nobody", ""), ("GET /v1/reminders?limit=none", ""),
        ("GET /v1/nothing", ""), ("DELETE /v1/patients", ""), ("POST /v1/patients", #"{"id":"P-x-#","zone":"Europe/Berlin"}"#),
        ("POST /v1/patients", #"{"id":"P-x-#","zone":"Europe/Nowhere"}"#), ("POST /v1/treatments", #"{"id":17}"#),
        ("POST /v1/apply?trial=true", #"{"patients":[{"id":"P-y-#"}],"plans":[],"treatments":[]}"#), ("POST /v1/apply", "no JSON at all"),
    ]
    /// All but what the service is to blame for.
    fileprivate static let expected = [200, 201, 400, 404, 405, 409, 415, 422]

    struct Conversation: Sendable {
        /// By their status.
        var answers: [Int: Int] = [:]
        var unanswered = 0
        /// How many connections were made: a new one where the service has hung up.
        var opened = 0
    }

    /// Asks one thing after the other on each of a few connections, all kinds in turn.
    fileprivate func conversation(_ wanted: Int, connections: Int) async -> Conversation {
        await withTaskGroup(of: Conversation.self) { group in
            for speaker in 0..<connections {
                let numbers = stride(from: speaker, to: wanted, by: connections)
                group.addTask { await onThread { conversation(numbers) } }
            }
            return await group.reduce(into: Conversation()) { all, one in
                all.answers.merge(one.answers, uniquingKeysWith: +)
                all.unanswered += one.unanswered
                all.opened += one.opened
            }
        }
    }

    private func conversation(_ numbers: StrideTo<Int>) -> Conversation {
        var conversation = Conversation()
        var open: HTTPConnection?
        for number in numbers {
            let kind = Self.kinds[number % Self.kinds.count]
            let body = kind.body.replacing("#", with: "\(UInt32.random(in: 0...UInt32.max))")
            // What was hung up on is asked once more.
            for attempt in 0...1 {
                if open == nil {
                    open = connected().map(HTTPConnection.init)
                    conversation.opened += 1
                }
                let answer = open?.answer(to: "\(kind.head) HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
                if answer?.isLast ?? true { open = nil }
                if let answer {
                    conversation.answers[answer.status, default: 0] += 1
                    break
                }
                if attempt == 1 { conversation.unanswered += 1 }
            }
        }
        return conversation
    }
}

extension Ward {
    /// How many files the daemon has open once that no longer changes, or is no more than `most`.
    fileprivate func settledFiles(atMost most: Int?) async throws -> Int {
        let daemon = try await running { $0.daemon }
        func open() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/\(daemon)/fd").count }
        guard let most else {
            var last = 0
            return try await eventually("it has as many files open as before") {
                defer { last = (try? open()) ?? 0 }
                try await ContinuousClock().sleep(for: .milliseconds(500))
                let now = try open()
                return now == last ? now : nil
            }
        }
        do { try await eventually("its files are closed") { try open() <= most } } catch Failure.tooLate {}
        return try open()
    }

    /// Bytes that the daemon has in memory, and the most that it has had.
    fileprivate func memory() async throws -> (now: Int, most: Int) {
        let status = try String(contentsOfFile: "/proc/\(try await running { $0.daemon })/status", encoding: .utf8)
        func bytes(_ name: String) -> Int {
            let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
            return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 << 10 } ?? .max
        }
        return (bytes("VmRSS"), bytes("VmHWM"))
    }
}
