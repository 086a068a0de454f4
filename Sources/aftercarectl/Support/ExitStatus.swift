/// The exit statuses, for scripts. The numbers are part of the interface; do not change them.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case refused = 1
    case deliveryFails = 3
    case notAllWell = 4
    case cannotTell = 5
    case notConfirmed = 6
    case usage = 64
    case fileHasErrors = 65
    case unavailable = 69
    case outputLost = 74
    case notPermitted = 77

    var meaning: String {
        switch self {
        case .done: "done"
        case .refused: "refused by the service; nothing was changed; backup: it was not taken; backup check: one is not sound"
        case .deliveryFails: "status: reminders do not reach the journal, or a patient's time zone is unknown"
        case .notAllWell: "audit: refuted or doubtful; doctor: something is to be mended"
        case .cannotTell: "audit: cannot tell, since part of the journal cannot be read, or holds nothing of aftercared"
        case .notConfirmed: "you were asked, and the answer was not yes; nothing was changed"
        case .usage: "the command line is wrong"
        case .fileHasErrors: "a file has errors"
        case .unavailable: "the service is not running, does not answer or cannot work"
        case .outputLost: "the output cannot be written"
        case .notPermitted: "you may not do that; ask for the group aftercare, or aftercare-view to look"
        }
    }

    /// All statuses, one per line.
    static var table: String {
        allCases.map { status in
            let number = String(status.rawValue)
            return "  \(number)\(String(repeating: " ", count: 4 - number.count))\(status.meaning)"
        }.joined(separator: "\n")
    }
}
