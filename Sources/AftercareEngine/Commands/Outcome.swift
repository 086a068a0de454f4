package import Aftercare

/// What a command changed.
package struct Outcome: Equatable, Sendable {
    package var patients: [Change<Patient>] = []
    package var plans: [Change<Plan>] = []
    package var treatments: [Change<Treatment>] = []
    package var reactions: [Change<Reaction>] = []
    package var responses: [Response] = []
    /// The plans that follow another version of their protocol now, by what their patients are told otherwise.
    package internal(set) var upgrades: [Upgrade] = []
    /// Protocols that a plan follows from now on, and that no clinician has signed off.
    package internal(set) var drafts: [ProtocolReference] = []
    /// What somebody should know of it.
    package var notes: [String] = []
}

/// One thing after a command.
package struct Change<Value: Equatable & Sendable>: Equatable, Sendable {
    package let value: Value
    package let kind: Kind

    package enum Kind: String, Sendable {
        case created, changed, unchanged
    }

    init(_ value: Value, was old: Value?) {
        self.value = value
        kind = old == nil ? .created : old == value ? .unchanged : .changed
    }
}
