import Aftercare
import AftercareStore

/// An action in the audit rows. The raw values are stored; do not change them.
enum AuditAction: String, CaseIterable {
    case patientCreate = "patient.create"
    case patientChange = "patient.change"
    case patientErase = "patient.erase"
    case patientEnteredInError = "patient.entered-in-error"
    case planCreate = "plan.create"
    case planChange = "plan.change"
    case planEnteredInError = "plan.entered-in-error"
    case treatmentCreate = "treatment.create"
    case treatmentChange = "treatment.change"
    case treatmentMove = "treatment.move"
    case treatmentComplete = "treatment.complete"
    case treatmentCancel = "treatment.cancel"
    case treatmentReopen = "treatment.reopen"
    case treatmentEnteredInError = "treatment.entered-in-error"
    case reactionReport = "reaction.report"
    case reactionClear = "reaction.clear"
    case reactionEnteredInError = "reaction.entered-in-error"
    case reminderAcknowledged = "reminder.acknowledged"
    case reminderSnoozed = "reminder.snoozed"
    case reminderDeclined = "reminder.declined"
    case reminderEnteredInError = "reminder.entered-in-error"
    case storeBackup = "store.backup"
    case storePromote = "store.promote"

    init(_ answer: Response.Answer.Kind) {
        switch answer {
        case .acknowledged: self = .reminderAcknowledged
        case .snoozed: self = .reminderSnoozed
        case .declined: self = .reminderDeclined
        }
    }
}

extension AuditEntry {
    /// - Parameter subject: the id of the object of the action.
    init(_ action: AuditAction, of subject: String, at instant: Instant, by requester: Requester, detail: String?) {
        let uid: UInt32? =
            switch requester {
            case .service: nil
            case .user(let uid): uid
            }
        self.init(at: instant, uid: uid, action: action.rawValue, subject: subject, detail: detail)
    }
}
