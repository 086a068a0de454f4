import Aftercare
package import AftercareStore

/// The journal's records that the store does not know.
package enum UnknownRecords: Equatable, Sendable {
    case told([JournaledReminder])
    /// The records in the readable part of the journal; the rest is damaged for good.
    case partly([JournaledReminder], reason: String)
    /// The journal cannot be read now.
    case unknown(reason: String)

    var journaledReminders: [JournaledReminder] {
        switch self {
        case .told(let journaledReminders), .partly(let journaledReminders, _): journaledReminders
        case .unknown: []
        }
    }
}
