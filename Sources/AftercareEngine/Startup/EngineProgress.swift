import Aftercare

/// What the engine is doing while its start or stop is awaited.
package enum EngineProgress: Equatable, Sendable {
    /// Searching the journal for records that this store may not know.
    case recovering
    /// Rechecking this many receipts.
    case rechecking(Int)
    /// Looking up this many reminders in the journal, behind a barrier.
    case reconciling(Int)
    /// Sending this many reminders to the journal.
    case sending(Int)
    /// Syncing the journal's files to disk; only the kernel knows the progress.
    case syncing
    /// The sync has ended, with or without success.
    case synced

    /// The progress as text.
    package var text: String {
        switch self {
        case .recovering: "asking the journal for what the store may not know"
        case .rechecking(let count): "looking up \(count.counted("receipt")) of the last minutes again"
        case .reconciling(let count): "looking up \(count.counted("reminder")) in the journal"
        case .sending(let count): "sending \(count.counted("reminder"))"
        case .syncing: "syncing the journal to disk"
        case .synced: "synced the journal to disk"
        }
    }
}
