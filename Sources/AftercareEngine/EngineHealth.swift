package import Aftercare

/// The engine's state after a pass.
package struct EngineHealth: Equatable, Sendable {
    package let journal: JournalHealth
    /// When the next reminder is due; nil when nothing is planned.
    package let nextDue: Instant?
    package let patientsInWindow: Int
    /// The number of staff tasks, open reactions first; `maxCounted` means that many or more.
    package let needsPerson: Int
    /// Why the store cannot be written; nil when it can.
    package let trouble: String?
    /// Files of the store that are missing from their place.
    package let missingFiles: [String]
    /// The zones that this machine does not know and that patients are waiting for.
    package let unknownZones: [UnknownZone]
    /// The authors of the reminders that wait for another machine's journal.
    package let withheldFrom: [Author]

    /// Counting stops here.
    package static let maxCounted = 50

    package init(
        journal: JournalHealth, nextDue: Instant?, patientsInWindow: Int, needsPerson: Int = 0, trouble: String? = nil,
        missingFiles: [String] = [], unknownZones: [UnknownZone] = [], withheldFrom: [Author] = []
    ) {
        self.journal = journal
        self.nextDue = nextDue
        self.patientsInWindow = patientsInWindow
        self.needsPerson = needsPerson
        self.trouble = trouble
        self.missingFiles = missingFiles
        self.unknownZones = unknownZones
        self.withheldFrom = withheldFrom
    }
}
