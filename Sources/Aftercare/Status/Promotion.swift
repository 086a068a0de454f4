/// The result of promoting this machine: a person declared the machines that wrote before off for good.
package struct Promotion: Equatable, Codable, Sendable {
    package var epoch: Int
    /// The number of reminders that another machine sent without a receipt.
    package var withoutReceipt: Int
    /// Reminders due by then that no journal has are decided again; nil if the store came from no backup.
    package var inDoubtUntil: Instant?
    /// What journals show of the time after the backup; nil if none was put in place.
    package var sinceBackup: SinceBackup?

    package init(epoch: Int, withoutReceipt: Int, inDoubtUntil: Instant?) {
        self.epoch = epoch
        self.withoutReceipt = withoutReceipt
        self.inDoubtUntil = inDoubtUntil
    }
}
