/// How things stand, for everybody. Its properties have the names that its keys have.
package struct ServiceStatus: Equatable, Codable, Sendable {
    /// Of the service; empty until the daemon says it.
    package var version = ""
    package var now: Instant
    /// When the service started.
    package var since: Instant
    package var journal: JournalHealth
    /// When something is next to be said to anybody; nil: nothing is planned.
    package var nextDue: Instant?
    package var patientsInWindow = 0
    /// What a person must see to, open reactions first; the first of them.
    package var needsPerson: [StaffTask] = []
    /// How many reminders stand where: all that wait for a receipt, and of the others those that fell due in the last 24
    /// hours.
    package var counts: [ReminderState: Int] = [:]
    /// The patients in a window, the first of them.
    package var inWindow: [PatientStatus] = []
    /// What is said next, soonest first.
    package var upcoming: [UpcomingReminder] = []
    /// What an administrator should mend.
    package var complaints: [String] = []
    /// Why the store cannot be written, so that nothing can be said; nil: it can.
    package var storeTrouble: String?
    /// Since when that is so.
    package var storeTroubleSince: Instant?
    /// That the store's files are not where they were, and what to do; nil: they are.
    package var storeLoss: String?
    /// The time zones that the service does not know, and somebody waits for.
    @OmittedWhenEmpty package var unknownZones: [UnknownZone] = []
    /// What other machines may have said, and is held back until their journals tell, or a person decides.
    @OmittedWhenEmpty package var withheld: [Withheld] = []
    /// How often the store has come to another machine, from 1; nil: there is no journal.
    package var epoch: Int?
    /// What room the store lacks on its disk, so that nothing new is taken in; nil: none. Among the complaints too.
    package var storageLow: String?
    /// Why the last reading of the configuration was refused, an error each. Among the complaints too.
    @OmittedWhenEmpty package var notReloaded: [String] = []

    package init(now: Instant, since: Instant, journal: JournalHealth) {
        self.now = now
        self.since = since
        self.journal = journal
    }

    /// How many reminders wait for a receipt.
    package var withoutReceipt: Int { counts.filter { !$0.key.isFinal }.values.reduce(0, +) }
}

/// In JSON it is a key as it is.
extension ReminderState: CodingKeyRepresentable {}
