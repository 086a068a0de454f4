/// One mistake in a request, with what to do about it.
package struct Problem: Error, Hashable, Codable, Sendable {
    /// Stable, for programs.
    package let code: Code
    /// The path within the request: `treatments.2.plan`; empty for all of it.
    package let path: String
    /// For people: a lower-case phrase that names the value and ends with what to do.
    package let message: String

    package init(_ code: Code, at path: String, _ message: String) {
        self.code = code
        self.path = path.showable
        self.message = message.showable
    }

    /// The raw values are part of the interface; do not change them.
    package enum Code: String, CaseIterable, Codable, Sendable {
        case malformed
        case missing
        case unknownKey = "unknown-key"
        case unknownPatient = "unknown-patient"
        case unknownPlan = "unknown-plan"
        case unknownProtocol = "unknown-protocol"
        case unknownInstruction = "unknown-instruction"
        case unknownTreatment = "unknown-treatment"
        case unknownReminder = "unknown-reminder"
        case unknownReaction = "unknown-reaction"
        case unknownZone = "unknown-zone"
        case unknownTerm = "unknown-term"
        case duplicateID = "duplicate-id"
        case skippedLocalTime = "skipped-local-time"
        case endsBeforeStart = "ends-before-start"
        case outOfRange = "out-of-range"
        case routeMismatch = "route-mismatch"
        case modalityMissing = "modality-missing"
        case ambiguousPlan = "ambiguous-plan"
        case alreadyFinished = "already-finished"
        case contradiction
        /// It looks like a mistake; `force` accepts it.
        case implausible
    }
}

extension Problem {
    package static func unknown(patient: String) -> String {
        "unknown patient '\(patient.quotable)'; run 'aftercarectl patient list', or add it with 'aftercarectl patient add'"
    }
}
