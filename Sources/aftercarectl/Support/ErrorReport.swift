import Aftercare
import AftercareAPI
import AftercareConfig

/// An error for programs: what '--format json' writes to standard error instead of lines of text.
struct ErrorReport: Encodable, Equatable {
    /// A stable code: that of the service's response, or the name of the exit status.
    var code: String
    /// The message for people.
    var message: String
    /// Everything wrong with the request, each problem with its option.
    var problems: [Problem] = []
    /// Everything wrong with a file, each diagnostic with its position.
    var diagnostics: [Diagnostic] = []
}

extension ExitStatus {
    /// The name for programs. The names are part of the interface; do not change them.
    var name: String {
        switch self {
        case .done: "done"
        case .refused: "refused"
        case .deliveryFails: "delivery-fails"
        case .notAllWell: "not-all-well"
        case .cannotTell: "cannot-tell"
        case .notConfirmed: "not-confirmed"
        case .usage: "usage"
        case .fileHasErrors: "file-has-errors"
        case .unavailable: "unavailable"
        case .outputLost: "output-lost"
        case .notPermitted: "not-permitted"
        }
    }
}

extension ErrorReport {
    /// The same report, in which quoted commands address the service that was asked.
    var addressed: ErrorReport {
        var report = self
        report.message = GlobalOptions.addressed(message)
        report.problems = problems.map { Problem($0.code, at: $0.path, GlobalOptions.addressed($0.message)) }
        return report
    }
}
