import AftercareAPI
import AftercareClient
import Glibc

/// Why the service could not be asked, with what this machine knows about the socket and the user.
struct Unanswered {
    private let error: ClientError

    init(_ error: ClientError) { self.error = error }

    var words: String {
        switch error {
        case .notRunning(let socket) where Self.isOther(socket):
            "'\(socket)' is no socket; name that of the service with '--socket' or $AFTERCARE_SOCKET, or leave both out for the usual one"
        case .notPermitted(let socket):
            Membership.new(among: error.groups).map {
                "you may not use the socket '\(socket)' yet: you are in the group '\($0)', and this login began before that; "
                    + "log out and in again"
            } ?? "\(error)"
        case .notRunning, .noAnswer, .broken, .busy, .pathTooLong, .unusableText: "\(error)"
        }
    }

    var status: ExitStatus {
        switch error {
        case .notRunning(let socket): Self.isOther(socket) ? .usage : .unavailable
        case .noAnswer, .broken, .busy: .unavailable
        case .notPermitted: .notPermitted
        case .pathTooLong, .unusableText: .usage
        }
    }

    /// Whether the path is something other than a socket, which can never answer.
    private static func isOther(_ path: String) -> Bool {
        var info = Glibc.stat()
        return stat(path, &info) == 0 && info.st_mode & S_IFMT != S_IFSOCK
    }
}
