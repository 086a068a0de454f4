import Aftercare
import AftercareAPI
import AftercareConfig

/// Why something was not done, for programs: what '--format json' writes to standard error in the place of lines.
struct ErrorReport: Encodable, Equatable {
    /// Stable: that of the service's answer, or the name of the exit status.
    var code: String
    /// For people.
    var message: String
    /// Everything that is wrong with what was asked, each with the option where it stands.
    var problems: [Problem] = []
    /// Everything that is wrong with a file, each at its place.
    var diagnostics: [Diagnostic] = []
}

extension ExitStatus {
    /// For programs. The names are part of the interface; do not change them.
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
    /// With the commands that lead to the service that was asked.
    var addressed: ErrorReport {
        var report = self
        report.message = GlobalOptions.addressed(message)
        report.problems = problems.map { Problem($0.code, at: $0.path, GlobalOptions.addressed($0.message)) }
        return report
    }
}
