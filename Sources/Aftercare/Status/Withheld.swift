/// Reminders that another machine may have emitted for the same store, withheld until its journal can be read or a person
/// decides.
package struct Withheld: Equatable, Codable, Sendable {
    /// Its machine id; empty if unknown.
    package var machine: String
    package var epoch: Int
    /// The number of reminders it sent without a receipt.
    package var reminders: Int
    /// What is withheld, why, and what to do.
    package var text: String

    package init(machine: String, epoch: Int, reminders: Int, text: String) {
        self.machine = machine
        self.epoch = epoch
        self.reminders = reminders
        self.text = text
    }
}
