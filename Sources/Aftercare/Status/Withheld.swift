/// What another machine may have said for the same store, and is held back until its journal tells, or a person decides.
package struct Withheld: Equatable, Codable, Sendable {
    /// As journald names it; empty: nobody knows.
    package var machine: String
    package var epoch: Int
    /// How many it sent that have no receipt.
    package var reminders: Int
    /// What is held back, why, and what to do.
    package var text: String

    package init(machine: String, epoch: Int, reminders: Int, text: String) {
        self.machine = machine
        self.epoch = epoch
        self.reminders = reminders
        self.text = text
    }
}
