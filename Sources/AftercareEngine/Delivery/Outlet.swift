import Aftercare

/// The destination of reminders.
package enum Outlet: Sendable {
    case journal(any Journal)
    /// No journal: reminders are shown on the terminal and never count as delivered.
    case terminal

    var hasReceipts: Bool {
        if case .journal = self { true } else { false }
    }
}
