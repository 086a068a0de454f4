/// Whether a record is in the journal.
package enum JournalAnswer: Sendable, Hashable {
    /// It is there. `count` is the number of different records with the value; `cursor` is one of them: the newest in
    /// the first file that has any, with files in use before archived ones.
    case found(cursor: JournalCursor, count: Int)
    /// All files were read to their end, and none contains it. It may still be in journald's queue: only a search that
    /// also finds a record sent later proves that it was lost.
    case absent
    /// It was not found, and something could not be read, so nothing is proved.
    case unknown(JournalError)
}
