package import Aftercare
package import Foundation
package import Logging

/// The world as the engine is given it: nothing of it does the engine reach for by itself.
package struct Environment: Sendable {
    package let clock: any WallClock
    package let alarm: any Alarm
    package let outlet: Outlet
    /// The zone of that name; nil: there is none.
    package let zone: @Sendable (String) -> Zone?
    package var clinic: Clinic
    /// Of the running system; part of each attempt's record.
    package let bootID: String?
    package let logger: Logger
    /// Shows a delivered reminder to whoever watches the terminal.
    package let shows: @Sendable (Reminder) -> Void
    /// Told after every pass how things stand, in a line.
    package let tells: @Sendable (Pulse) -> Void
    /// Seconds to wait for sent records to become readable.
    package let patience: TimeInterval

    package init(
        clock: any WallClock, alarm: any Alarm, outlet: Outlet, zone: @escaping @Sendable (String) -> Zone?,
        clinic: Clinic, bootID: String?, logger: Logger, shows: @escaping @Sendable (Reminder) -> Void = { _ in },
        tells: @escaping @Sendable (Pulse) -> Void = { _ in }, patience: TimeInterval = 3
    ) {
        self.clock = clock
        self.alarm = alarm
        self.outlet = outlet
        self.zone = zone
        self.clinic = clinic
        self.bootID = bootID
        self.logger = logger
        self.shows = shows
        self.tells = tells
        self.patience = patience
    }
}

/// How the engine stands after a pass.
package struct Pulse: Equatable, Sendable {
    package let journal: JournalHealth
    /// When something is next to be said; nil: nothing is planned.
    package let nextDue: Instant?
    package let patientsInWindow: Int

    package init(journal: JournalHealth, nextDue: Instant?, patientsInWindow: Int) {
        self.journal = journal
        self.nextDue = nextDue
        self.patientsInWindow = patientsInWindow
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
