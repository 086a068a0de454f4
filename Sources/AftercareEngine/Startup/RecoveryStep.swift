/// What must be found out before anything new goes out.
enum RecoveryStep: Equatable, Sendable {
    /// How the last run ended.
    case previousRun
    /// Under which machine and user it runs from now on, and whether another one has taken its place.
    case writer
    /// What the journal has that this store does not know, being an older copy.
    case unknownRecords
    /// Whether the last receipts have survived an unclean end of the machine.
    case recentReceipts
    /// What became of what was sent and has no receipt.
    case unconfirmed
    /// What became of what another machine sent for this store, and has no receipt.
    case otherWriters
    /// Whether the journal holds reminders of an earlier store, in whose place this one was made.
    case formerStore
}
