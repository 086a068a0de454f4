import AftercareAPI
import Foundation
import NIOCore

/// Why there was no answer.
package enum ClientError: Error, Equatable, Sendable {
    case notRunning(socket: String)
    case notPermitted(socket: String)
    case noAnswer(socket: String, detail: String)
    /// A long answer did not come as it was promised.
    case broken(socket: String, detail: String)
    /// There was no room for another connection.
    case busy(socket: String)
    case pathTooLong(socket: String)
    case unusableText(String)

    init(_ error: any Error, socket: String) {
        if case SocketAddressError.unixDomainSocketPathTooLong = error {
            self = .pathTooLong(socket: socket)
            return
        }
        switch (error as? IOError)?.errnoCode ?? (error as? POSIXError)?.code.rawValue {
        case ENOENT, ECONNREFUSED, ENOTSOCK: self = .notRunning(socket: socket)
        case EACCES, EPERM: self = .notPermitted(socket: socket)
        case EAGAIN: self = .busy(socket: socket)
        case ENAMETOOLONG: self = .pathTooLong(socket: socket)
        default:
            let detail =
                switch error as? ConnectionError {
                case .overdue: "it took too long"
                case .closed: "it closed the connection: it has too many, or was stopped"
                case nil: "\(error)"
                }
            self = .noAnswer(socket: socket, detail: detail)
        }
    }
}

extension ClientError {
    /// Whether the service cannot have heard the question.
    package var wasNotAsked: Bool {
        switch self {
        case .notRunning, .notPermitted, .busy, .pathTooLong, .unusableText: true
        case .noAnswer, .broken: false
        }
    }
}

extension ClientError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notRunning(let socket):
            "aftercared is not running (nobody answers at '\(socket)'); start it with "
                + "'\(ServicePlace(socket: socket).startCommand)', or name another socket with --socket"
        case .notPermitted(let socket):
            "you may not use the socket '\(socket)'; ask to be added to the group '\(group(of: socket))' "
                + "(or '\(group(of: socket))-view', to look only), or become root"
        case .noAnswer(let socket, let detail):
            "no answer from aftercared at '\(socket)' (\(detail)); look at 'systemctl status aftercared'"
        case .broken(let socket, let detail):
            "the answer of aftercared at '\(socket)' is not whole (\(detail)), and was not kept: "
                + "look at 'systemctl status aftercared', and try again"
        case .busy(let socket):
            "aftercared at '\(socket)' has more connections than it can take; try again. Where that goes on, 'ss -xp' shows "
                + "who holds them"
        case .pathTooLong(let socket):
            "the socket path '\(socket)' is longer than the 107 bytes that the kernel takes; name a shorter one with --socket"
        case .unusableText(let text): "'\(text)' cannot be part of a request"
        }
    }

    /// The groups of which one would help: first that of the staff, then the viewers'.
    package var groups: [String] {
        guard case .notPermitted(let socket) = self else { return [] }
        return [group(of: socket), "\(group(of: socket))-view"]
    }

    private func group(of socket: String) -> String { ServicePlace(socket: socket).staff ?? "aftercare" }
}
