import Aftercare
import AftercareAPI
import Systemd

/// The facts for a diagnosis: all gathered first, then judged by `Diagnosis` alone.
struct DoctorFacts: Sendable {
    /// What the service reports about itself.
    var service: Fact<Service>
    /// Whether the caller may not use the socket, so that the state of the service is unknown.
    var isShutOut = false
    /// The service's systemd unit.
    var unit: Fact<UnitProperties>
    /// The settings of journald for the namespace that the service writes to.
    var journald: Fact<JournaldSettings>
    /// Where the journal is stored.
    var storage: Fact<JournalStorage>
    /// The sockets that accept records for it; empty when the journal is the whole machine's or nobody uses it now.
    var sockets: [JournalSocketFile] = []
    var clock: ClockState
    /// What is wrong with the name of this machine's own zone; nil when nothing is.
    var machineZone: String?
    /// The user who runs the doctor.
    var caller: Caller
    /// Whether the service belongs to a user's own systemd.
    var isUsers = false
    /// The commands that address the service.
    var commands = ServiceCommands(.machine)
    /// The state of its timed backups.
    var backups: Fact<TimedBackups>
    /// The group that may use the service; nil when it is a user's own service.
    var staff: Staff?
    /// The users here whose numbers are those under which the store was written elsewhere.
    var holders: [UInt32: String] = [:]

    struct Service: Sendable {
        /// Nil when the service cannot report it, since its store cannot be read.
        var journal: JournalHealth?
        /// Why its store cannot be used now; nil when it can.
        var storeTrouble: String?
        var machine: MachineBody
        /// Among the newest receipts: how many name a journal in memory, and how many were checked.
        var receiptsInMemory = 0
        var receipts = 0
        /// The time zones that it does not know.
        var unknownZones: [UnknownZone] = []
        /// The machines and users under which its store has been written, by epoch.
        var writers: [Writer] = []
        /// What is waiting for another machine's journal.
        var withheld: [String] = []
    }

    struct Caller: Sendable {
        var uid: UInt32
        var name: String?
        /// The groups of this login.
        var groups: [UInt32]
        /// The groups that a new login would have.
        var listed: [UInt32] = []
        /// Whether the caller may read the reminders' journal; nil when that cannot be determined.
        var readsJournal: Bool?
    }

    struct Staff: Sendable {
        var name: String
        /// nil when there is no such group.
        var number: UInt32?
        /// The group of those who may look but change nothing.
        var viewers: UInt32?

        var viewersName: String { "\(name)-view" }
    }
}

/// The result of looking something up.
enum Fact<Value: Sendable>: Sendable {
    case known(Value)
    /// It could not be determined; the text is the reason.
    case unknown(String)

    var value: Value? {
        if case .known(let value) = self { value } else { nil }
    }
}
