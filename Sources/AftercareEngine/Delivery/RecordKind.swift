import Aftercare

/// A kind of record that the engine sends to the journal: reminders, notices to the staff, and its own barrier.
/// Messages about the service's own work are `Event`s.
package enum RecordKind: String, CaseIterable, Sendable {
    /// A reminder to a patient.
    case reminder
    /// A reminder repeated because nobody answered.
    case nag
    /// A reminder repeated because somebody snoozed it.
    case snoozed
    /// A correction of an earlier reminder that has become wrong.
    case correction
    /// A notice to the staff: nobody answered.
    case escalation
    /// A question to the staff: did a treatment take place?
    case confirmation
    /// A notice to the staff: a reaction was reported.
    case reaction
    /// A mark that the daemon sends to itself to check that the journal is reading.
    case barrier

    /// 32 hexadecimal digits; never change them.
    package var messageID: String {
        switch self {
        case .reminder: MessageID.reminder
        case .nag: MessageID.nag
        case .snoozed: MessageID.snoozed
        case .correction: MessageID.correction
        case .escalation: MessageID.escalation
        case .confirmation: MessageID.confirmation
        case .reaction: MessageID.reaction
        case .barrier: MessageID.barrier
        }
    }

    /// The syslog priority: 2 critical, needs action at once; 3 error, needs a person; 4 warning, may need a person; 5
    /// notice, worth knowing; 7 debug.
    package var priority: Int {
        switch self {
        case .reaction: 2
        case .escalation: 3
        case .confirmation: 4
        case .reminder, .nag, .snoozed, .correction: 5
        case .barrier: 7
        }
    }
}

extension Role {
    var kind: RecordKind {
        switch self {
        case .reminder, .standing: .reminder
        case .nag: .nag
        case .snoozed: .snoozed
        case .correction: .correction
        case .escalation: .escalation
        case .confirmation: .confirmation
        case .reaction: .reaction
        }
    }
}

extension Message {
    /// The kind of its record: the most pressing of its reminders'.
    var kind: RecordKind {
        let kinds = Set(reminders.map(\.occurrence.role.kind))
        return RecordKind.mostPressing.first(where: kinds.contains) ?? .reminder
    }
}

extension RecordKind {
    /// The order in which a message of several kinds is called by one.
    fileprivate static let mostPressing: [RecordKind] = [.reaction, .escalation, .confirmation, .correction, .nag, .snoozed, .reminder]
}

/// The stable id of every kind of record.
package enum MessageID {
    package static let reminder = "5b5a8b3d0c1e4b5f9a64c1d2e7f80391"
    package static let nag = "966254dd474348ea891fa60462adc2f5"
    package static let snoozed = "246c879d44454aeba0a72d6c6f9ecc4d"
    package static let correction = "4e2ea16b0c6a4094bb419f07d4c939e4"
    package static let escalation = "af91c31ba0a84448b794b8a904372ca2"
    package static let confirmation = "24e90ae612ca45718953f811d3dee2be"
    package static let reaction = "a0e7711aecb94b5d8cb948aaa32602d1"
    package static let barrier = "c0a7d1f27b3945d8a1f35e0d96b2c847"
}
