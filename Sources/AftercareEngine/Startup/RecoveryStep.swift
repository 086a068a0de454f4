/// A question to answer before anything new goes out.
enum RecoveryStep: Equatable, Sendable {
    /// How did the last run end?
    case previousRun
    /// Which machine and user does this process run under, and has another machine replaced it?
    case writer
    /// Which records in the journal does this store not know, because it is an older copy?
    case unknownRecords
    /// Did the last receipts survive an unclean shutdown of the machine?
    case recentReceipts
    /// What was the outcome of reminders that were sent and have no receipt?
    case unconfirmed
    /// What was the outcome of reminders that another machine sent for this store and that have no receipt?
    case otherWriters
    /// Does the journal hold reminders of an earlier store that this one replaced?
    case formerStore
}
