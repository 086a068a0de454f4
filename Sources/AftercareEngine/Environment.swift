package import Aftercare
package import Foundation
package import Logging

/// The world as the engine is given it: nothing of it does the engine reach for by itself.
package struct Environment: Sendable {
    package let clock: any WallClock
    package let alarm: any Alarm
    package let outlet: Outlet
    /// The zone of that name; nil: there is none. It throws where there is one that cannot be read.
    private let zones: @Sendable (String) throws -> Zone?
    package var clinic: Clinic
    /// Of the running system; part of each attempt's record.
    package let bootID: String?
    /// Seals every record with an HMAC; nil: none is sealed.
    package let recordKey: [UInt8]?
    package let logger: Logger
    /// Shows a delivered reminder to whoever watches the terminal.
    package let shows: @Sendable (Reminder) -> Void
    /// Told after every pass how things stand, in a line.
    package let tells: @Sendable (Pulse) -> Void
    /// Told once that another machine writes for this store by now.
    package let replaced: @Sendable (Writer) -> Void
    /// Told what the engine is at, for whoever waits for its start or its stop. Called on its queues.
    package let moves: @Sendable (Step) -> Void
    /// Seconds to wait for sent records to become readable.
    package let patience: TimeInterval
    /// Seconds after which a delivery that has not come back is told to hang.
    package let stall: TimeInterval
    package let storage: Storage
    /// How long one command may hold up the engine's queue, and with it every reminder; nil: as long as it takes.
    package let longestChange: Duration?

    package init(
        clock: any WallClock, alarm: any Alarm, outlet: Outlet, zone: @escaping @Sendable (String) throws -> Zone?,
        clinic: Clinic, bootID: String?, recordKey: [UInt8]? = nil, logger: Logger,
        shows: @escaping @Sendable (Reminder) -> Void = { _ in },
        tells: @escaping @Sendable (Pulse) -> Void = { _ in }, moves: @escaping @Sendable (Step) -> Void = { _ in },
        replaced: @escaping @Sendable (Writer) -> Void = { _ in }, patience: TimeInterval = 3, stall: TimeInterval = 10, storage: Storage = .unlimited,
        longestChange: Duration? = nil
    ) {
        self.clock = clock
        self.alarm = alarm
        self.outlet = outlet
        zones = zone
        self.clinic = clinic
        self.bootID = bootID
        self.recordKey = recordKey
        self.logger = logger
        self.shows = shows
        self.tells = tells
        self.moves = moves
        self.replaced = replaced
        self.patience = patience
        self.stall = stall
        self.storage = storage
        self.longestChange = longestChange
    }

    /// The zone of that name; nil: this machine does not know it now.
    package func zone(_ name: String) -> Zone? { (try? zones(name)) ?? nil }

    /// Why this machine does not know the zone of that name, in words.
    func absence(ofZone name: String) -> String {
        do { return try zones(name) == nil ? "its file is missing" : "it is back" } catch { return "\(error)" }
    }
}

/// How the engine stands after a pass.
package struct Pulse: Equatable, Sendable {
    package let journal: JournalHealth
    /// When something is next to be said; nil: nothing is planned.
    package let nextDue: Instant?
    package let patientsInWindow: Int
    /// How many things wait for a person, open reactions above all; `mostCounted` is that many or more.
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
    package static let mostCounted = 50

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
