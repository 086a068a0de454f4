package import Aftercare
/// How the engine stands after a pass.
package struct EngineHealth: Equatable, Sendable {
    package let journal: JournalHealth
    /// When something is next to be said; nil: nothing is planned.
    package let nextDue: Instant?
    package let patientsInWindow: Int
    /// How many things wait for a person, open reactions above all; `maxCounted` is that many or more.
    package let needsPerson: Int
    /// What keeps the store from being written; nil: nothing.
    package let trouble: String?
    /// Files of the store that are not where they were.
    package let missingFiles: [String]
    /// The zones that this machine does not know, and somebody waits for.
    package let unknownZones: [UnknownZone]
    /// What waits for another machine's journal.
    package let withheld: [Withheld]

    /// Nobody counts further.
    package static let maxCounted = 50

    package init(
        journal: JournalHealth, nextDue: Instant?, patientsInWindow: Int, needsPerson: Int = 0, trouble: String? = nil,
        missingFiles: [String] = [], unknownZones: [UnknownZone] = [], withheld: [Withheld] = []
    ) {
        self.journal = journal
        self.nextDue = nextDue
        self.patientsInWindow = patientsInWindow
        self.needsPerson = needsPerson
        self.trouble = trouble
        self.missingFiles = missingFiles
        self.unknownZones = unknownZones
        self.withheld = withheld
    }
}

/// Whether reminders reach the journal.
package enum JournalHealth: Equatable, Sendable {
    case ok
    /// There is none here; reminders are shown on the terminal.
    case none
    /// Records wait. Delivery is tried again at `retryAt`.
    case failing(reason: String, since: Instant, retryAt: Instant)
}
