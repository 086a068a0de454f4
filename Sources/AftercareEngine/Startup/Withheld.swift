package import Aftercare
import AftercareStore
import Logging

/// What waits until another machine's journal can be read, or a person decides.
package struct Withheld: Equatable, Sendable {
    package let writer: Writer
    /// How many were sent and have no receipt; `EngineHealth.maxCounted` is that many or more.
    package let reminders: Int
    /// Why it cannot be told what became of them.
    package let reason: String

    package var text: String {
        let what = reminders == 0
            ? "what was due before the store came here"
            : "\(reminders.counted("reminder")) without a receipt from before the store came here"
        return "\(what) may have been said by \(writer.author.text), and is held back: \(reason). Where that machine is off for good, "
            + "'aftercarectl promote' says again, marked as uncertain, what is still of use"
    }
}
