import Aftercare

/// What waits until another machine's journal can be read, or a person decides.
struct WithheldRecords {
    let writer: Writer
    /// How many were sent and have no receipt; `EngineHealth.maxCounted` is that many or more.
    let reminders: Int
    /// Why it cannot be told what became of them.
    let reason: String

    /// As it is answered.
    var answer: Withheld { Withheld(machine: writer.author.machine, epoch: writer.epoch, reminders: reminders, text: text) }

    var text: String {
        let what = reminders == 0
            ? "what was due before the store came here"
            : "\(reminders.counted("reminder")) without a receipt from before the store came here"
        return "\(what) may have been said by \(writer.author.text), and is held back: \(reason). Where that machine is off for good, "
            + "'aftercarectl promote' says again, marked as uncertain, what is still of use"
    }
}
