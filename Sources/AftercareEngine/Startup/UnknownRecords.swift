import Aftercare
package import AftercareStore

/// What the journal has that the store does not know.
package enum UnknownRecords: Equatable, Sendable {
    case told([JournaledReminder])
    /// As far as the journal can be read; the rest is damaged for good.
    case partly([JournaledReminder], reason: String)
    /// It cannot be read now.
    case unknown(reason: String)

    var journaledReminders: [JournaledReminder] {
        switch self {
        case .told(let journaledReminders), .partly(let journaledReminders, _): journaledReminders
        case .unknown: []
        }
    }
}
