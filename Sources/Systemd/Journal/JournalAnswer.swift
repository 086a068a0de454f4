/// Whether a record is in the journal.
package enum JournalAnswer: Sendable, Hashable {
    /// It is there. `count` is the number of different records that hold the value, `cursor` names one:
    /// the newest of the first file that has any, files in use before archived ones.
    case found(cursor: JournalCursor, count: Int)
    /// All files were read to their end, and it is in none of them. It may still be in journald's queue:
    /// only a look that also finds a record sent later proves that it was lost.
    case absent
    /// It was not found, and something could not be read. That is no proof of anything.
    case unknown(JournalError)
}
