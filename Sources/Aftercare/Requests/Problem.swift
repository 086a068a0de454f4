/// One thing that is wrong with what somebody asked for, and what to do about it.
package struct Problem: Error, Hashable, Codable, Sendable {
    /// Stable, for programs.
    package let code: Code
    /// Where in the request: `treatments.2.plan`; empty: all of it.
    package let path: String
    /// For people: a lower-case phrase that names the value and ends with what to do.
    package let message: String

    package init(_ code: Code, at path: String, _ message: String) {
        self.code = code
        self.path = path
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
        /// It looks like a slip of the hand; with `force` it is taken.
        case implausible
    }
}

extension Problem {
    package static func unknown(reaction: ReactionID) -> String {
        "unknown reaction '\(reaction)'; run 'aftercarectl reaction list'"
    }

    package static func unknown(patient: String) -> String {
        "unknown patient '\(patient.quotable)'; run 'aftercarectl patient list', or add it with 'aftercarectl patient add'"
    }
}

/// Everything that is wrong with a request. Nothing of it was applied.
package struct Refusal: Error, Equatable, Sendable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}

/// Collects problems while a request is weighed, each under the path where it was found.
package struct Findings: Sendable {
    package private(set) var problems: [Problem] = []
    private let prefix: String

    package init(at prefix: String = "") { self.prefix = prefix }

    package mutating func add(_ code: Problem.Code, at path: String, _ message: String) {
        problems.append(Problem(code, at: [prefix, path].filter { !$0.isEmpty }.joined(separator: "."), message))
    }

    package mutating func add(_ others: [Problem]) { problems += others }

    /// None yet, for a part of what is weighed.
    package func part(_ path: String) -> Findings { Findings(at: [prefix, path].filter { !$0.isEmpty }.joined(separator: ".")) }

    /// The value that `text` speaks of; nil, with a finding, where it speaks of none.
    package mutating func read<Value: Spoken>(_ text: String, as type: Value.Type = Value.self, at path: String) -> Value? {
        do {
            return try Value(stated: text)
        } catch {
            add(.malformed, at: path, "\(error)")
            return nil
        }
    }

    /// The case of an enumeration that `text` names.
    package mutating func read<Value: RawRepresentable<String> & CaseIterable>(
        _ text: String, oneOf type: Value.Type = Value.self, at path: String
    ) -> Value? {
        if let value = Value(rawValue: text) { return value }
        let known = Value.allCases.map(\.rawValue).sorted().joined(separator: ", ")
        add(.malformed, at: path, "'\(text.quotable)' is not one of \(known)")
        return nil
    }

    package mutating func name<Entity>(_ text: String, as type: ID<Entity>.Type = ID<Entity>.self, at path: String) -> ID<Entity>? {
        if let id = ID<Entity>(text) { return id }
        add(.malformed, at: path, "'\(text.quotable)' is not a name; \(ID<Entity>.rule)")
        return nil
    }
}
