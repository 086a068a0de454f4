import Aftercare

/// Reminders withheld until another machine's journal can be read or a person decides.
struct WithheldRecords {
    let writer: Writer
    /// The number of reminders sent without a receipt; `EngineHealth.maxCounted` means that many or more.
    let reminders: Int
    /// Why their outcome is not known.
    let reason: String

    /// The same as it appears in an answer.
    var answer: Withheld { Withheld(machine: writer.author.machine, epoch: writer.epoch, reminders: reminders, text: text) }

    var text: String {
        let what =
            reminders == 0
            ? "what was due before the store came here"
            : "\(reminders.counted("reminder")) without a receipt from before the store came here"
        return "\(what) may have been said by \(writer.author.text), and is held back: \(reason). Where that machine is off for good, "
            + "'aftercarectl promote' says again, marked as uncertain, what is still of use"
    }
}
