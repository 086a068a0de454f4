/// What came of a person's decision that the machines that wrote before are off for good.
package struct Promotion: Equatable, Codable, Sendable {
    package var epoch: Int
    /// So many were sent by another machine, and had no receipt.
    package var withoutReceipt: Int
    /// What was due by then, and is in no journal, is said again; nil: the store came from no backup.
    package var inDoubtUntil: Instant?
    /// What journals tell of the time after the backup that was put in place; nil: none was, or nobody has looked.
    package var sinceBackup: SinceBackup?

    package init(epoch: Int, withoutReceipt: Int, inDoubtUntil: Instant?) {
        self.epoch = epoch
        self.withoutReceipt = withoutReceipt
        self.inDoubtUntil = inDoubtUntil
    }
}
