import Aftercare

/// Where reminders go.
package enum Outlet: Sendable {
    case journal(any Journal)
    /// There is no journal: reminders are shown on the terminal, and never counted as delivered.
    case terminal

    var hasReceipts: Bool {
        if case .journal = self { true } else { false }
    }
}
