import Aftercare
import AftercareAPI
import Systemd

/// What a doctor judges by: gathered first, all of it, and judged by `Diagnosis` alone.
struct DoctorFacts: Sendable {
    /// What the service tells of itself.
    var service: Fact<Service>
    /// Whoever runs this may not use the socket, so that nobody knows how the service is.
    var isShutOut = false
    /// The systemd unit of it.
    var unit: Fact<UnitProperties>
    /// What journald is told, in the namespace that the service writes to.
    var journald: Fact<JournaldSettings>
    /// Where the journal lies.
    var storage: Fact<JournalStorage>
    var clock: ClockState
    /// Whoever runs this.
    var caller: Caller
    /// The number of the group that may read the journal; nil: there is none.
    var journalGroup: UInt32?
    /// The number of the group that may use the socket; nil: there is none.
    var staffGroup: UInt32?

    struct Service: Sendable {
        var journal: JournalBody
        var machine: MachineBody
        /// Of the newest receipts, how many are of a journal in memory, and how many were looked at.
        var receiptsInMemory = 0
        var receipts = 0
    }

    struct Caller: Sendable {
        var uid: UInt32
        var name: String?
        var groups: [UInt32]
    }
}

/// Something that was looked for.
enum Fact<Value: Sendable>: Sendable {
    case known(Value)
    /// It could not be looked at, and why.
    case unknown(String)

    var value: Value? {
        if case .known(let value) = self { value } else { nil }
    }
}
