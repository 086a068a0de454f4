import Aftercare

/// What the engine is at, while somebody waits for it: at a start, or at a stop.
package enum EngineProgress: Equatable, Sendable {
    /// The journal is asked for what this store may not know.
    case recovering
    /// So many receipts are looked up again.
    case rechecking(Int)
    /// So many reminders are looked up in the journal, behind a mark.
    case reconciling(Int)
    /// So many reminders are on their way into the journal.
    case sending(Int)
    /// The journal's files are synced to disk: only the kernel knows how far it is.
    case syncing

    /// In words.
    package var text: String {
        switch self {
        case .recovering: "asking the journal for what the store may not know"
        case .rechecking(let count): "looking up \(count.counted("receipt")) of the last minutes again"
        case .reconciling(let count): "looking up \(count.counted("reminder")) in the journal"
        case .sending(let count): "sending \(count.counted("reminder"))"
        case .syncing: "syncing the journal to disk"
        }
    }
}
