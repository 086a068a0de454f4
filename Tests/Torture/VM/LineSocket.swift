import Dispatch
import Foundation
import Glibc

/// A conversation in lines of JSON over a unix socket: with QEMU itself (QMP), and with the guest's agent.
///
/// One question at a time, each with its answer. It blocks a queue of its own and nothing else.
final class LineSocket: Sendable {
    private let descriptor: Int32
    private let queue: DispatchQueue
    /// What has been read and is no whole line yet. Only touched on the queue.
    private nonisolated(unsafe) var rest = Data()

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        queue = DispatchQueue(label: "line-socket")
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw VirtualFailure.noAnswer("'\(path)' cannot be reached: \(reason)")
        }
    }

    deinit { close(descriptor) }

    /// Says `line` and gives the first line of the other side that `answers` takes for its answer.
    ///
    /// - Throws: `VirtualFailure.noAnswer` when there is none within `limit`, or the other side is gone.
    func ask<Answer: Sendable>(
        _ line: Data, within limit: TimeInterval, answers: @escaping @Sendable (Data) throws -> Answer?
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                continuation.resume(with: Result { try converse(line, until: Date() + limit, answers) })
            }
        }
    }

    private func converse<Answer>(
        _ question: Data, until deadline: Date, _ answers: (Data) throws -> Answer?
    ) throws -> Answer {
        try write(question + Data("\n".utf8))
        while true {
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Data(rest[..<end])
                rest = Data(rest[(end + 1)...])
                if let answer = try answers(line) { return answer }
            }
            do {
                try read(until: deadline)
            } catch VirtualFailure.noAnswer(let reason) {
                throw VirtualFailure.noAnswer("\(reason) to '\(String(decoding: question.prefix(200), as: UTF8.self))'")
            }
        }
    }

    private func write(_ data: Data) throws {
        var left = data[...]
        while !left.isEmpty {
            let sent = left.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { throw VirtualFailure.noAnswer("the machine is gone: \(String(cString: strerror(errno)))") }
            left = left.dropFirst(sent)
        }
    }

    private func read(until deadline: Date) throws {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let left = max(0, deadline.timeIntervalSinceNow)
        guard poll(&waiting, 1, Int32(left * 1000)) > 0 else { throw VirtualFailure.noAnswer("no answer in time") }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { throw VirtualFailure.noAnswer("the machine is gone") }
        rest += buffer[..<count]
    }
}

/// Why the virtual machine could not be made or asked. It says nothing of the daemon.
enum VirtualFailure: Error, CustomStringConvertible {
    case noAnswer(String)
    case refused(String)
    case command(String, status: Int?, complaint: String)
    case noBoot(String)
    case keepsUnflushed
    case losesFlushed

    var description: String {
        switch self {
        case .noAnswer(let what): what
        case .refused(let what): "the machine refuses: \(what)"
        case .command(let words, let status, let complaint):
            "'\(words)' ended with \(status.map(String.init) ?? "a signal") in the machine: \(complaint)"
        case .noBoot(let reason): "the virtual machine did not boot: \(reason)"
        case .keepsUnflushed:
            "this disk keeps what was never flushed, so a power cut on it proves nothing; see VirtualMachine.swift"
        case .losesFlushed: "this disk loses what was flushed, which no honest disk does; see VirtualMachine.swift"
        }
    }
}
