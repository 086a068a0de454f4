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
    /// Where records are written to it; none: the journal is the whole machine's, or nobody uses it now.
    var sockets: [JournalSocketFile] = []
    var clock: ClockState
    /// What is wrong with how this machine names its own zone; nil: nothing.
    var machineZone: String?
    /// Whoever runs this.
    var caller: Caller
    /// It is the service of a user's own systemd.
    var isUsers = false
    /// What leads to it.
    var commands = ServiceCommands(.machine)
    /// How its timed backups are.
    var backups: Fact<TimedBackups>
    /// The group that may use the service; nil: it is the user's own.
    var staff: Staff?
    /// Who has the numbers here as which the store was written to elsewhere.
    var holders: [UInt32: String] = [:]

    struct Service: Sendable {
        /// Nil: it cannot tell, since its store cannot be read.
        var journal: JournalHealth?
        /// Why its store cannot be used now; nil: it can.
        var storeTrouble: String?
        var machine: MachineBody
        /// Of the newest receipts, how many are of a journal in memory, and how many were looked at.
        var receiptsInMemory = 0
        var receipts = 0
        /// The time zones that it does not know.
        var unknownZones: [UnknownZone] = []
        /// The machines and users under which its store has written, by their epochs.
        var writers: [Writer] = []
        /// What waits for another machine's journal.
        var withheld: [String] = []
    }

    struct Caller: Sendable {
        var uid: UInt32
        var name: String?
        /// Those of this login.
        var groups: [UInt32]
        /// Those that a new login would have.
        var listed: [UInt32] = []
        /// Whether the journal of the reminders is open to it; nil: it cannot tell.
        var readsJournal: Bool?
    }

    struct Staff: Sendable {
        var name: String
        /// nil: there is no such group.
        var number: UInt32?
        /// Of those who may look, and change nothing.
        var viewers: UInt32?

        var viewersName: String { "\(name)-view" }
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
