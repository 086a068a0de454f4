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
    /// Who sent what waits for another machine's journal.
    package let withheldFrom: [Author]

    /// Nobody counts further.
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
