/// The status of the whole service. Properties are named after their keys.
package struct ServiceStatus: Equatable, Codable, Sendable {
    /// The version of the service; the engine leaves it empty, the server fills it in.
    package var version = ""
    package var now: Instant
    /// When the service started.
    package var since: Instant
    package var journal: JournalHealth
    /// When the next reminder to anybody is due; nil if none is planned.
    package var nextDue: Instant?
    package var patientsInWindow = 0
    /// The first staff tasks, open reactions first.
    package var needsPerson: [StaffTask] = []
    /// The number of reminders in each state: all that wait for a receipt, and of the others those due in the last 24 h.
    package var counts: [ReminderState: Int] = [:]
    /// The first patients in a window.
    package var inWindow: [PatientStatus] = []
    /// The next reminders, soonest first.
    package var upcoming: [UpcomingReminder] = []
    /// What an administrator should fix.
    package var complaints: [String] = []
    /// Why the store cannot be written, which stops all reminders; nil if it can.
    package var storeTrouble: String?
    /// Since when the store cannot be written.
    package var storeTroubleSince: Instant?
    /// Which files of the store are gone, and what to do; nil if none is.
    package var storeLoss: String?
    /// Time zones that this machine does not know and patients wait for.
    @OmittedWhenEmpty package var unknownZones: [UnknownZone] = []
    /// Reminders withheld because another machine may have emitted them.
    @OmittedWhenEmpty package var withheld: [Withheld] = []
    /// The epoch in which this machine writes records, from 1; nil without a journal.
    package var epoch: Int?
    /// What space the disk lacks, so that new work is refused; nil if none. Repeated in `complaints`.
    package var storageLow: String?
    /// The errors for which the last reload was refused. Repeated in `complaints`.
    @OmittedWhenEmpty package var notReloaded: [String] = []

    package init(now: Instant, since: Instant, journal: JournalHealth) {
        self.now = now
        self.since = since
        self.journal = journal
    }

    /// The number of reminders that wait for a receipt.
    package var withoutReceipt: Int { counts.filter { !$0.key.isFinal }.values.reduce(0, +) }
}

/// A dictionary keyed by states is a JSON object.
extension ReminderState: CodingKeyRepresentable {}
