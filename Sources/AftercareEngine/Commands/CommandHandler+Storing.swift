import Aftercare
import AftercareStore
import Foundation

// Storing what was accepted: each change adds an audit row and marks its patient for evaluation.

extension CommandHandler {
    mutating func store(_ patient: Patient, was existing: Patient?, as action: AuditAction) throws {
        enter(try store(patient, id: patient.id.rawValue, was: existing, as: action, with: tx.save))
        touched.insert(patient.id)
    }

    mutating func store(_ plan: Plan, was existing: Plan?, as action: AuditAction) throws {
        enter(try store(plan, id: plan.id.rawValue, was: existing, as: action, with: tx.save))
        touched.insert(plan.patient)
    }

    mutating func store(_ treatment: Treatment, was existing: Treatment?, as action: AuditAction) throws {
        enter(try store(treatment, id: treatment.id.rawValue, was: existing, as: action, with: tx.save))
        touched.insert(treatment.patient)
    }

    mutating func store(_ reaction: Reaction, was existing: Reaction?, as action: AuditAction) throws {
        outcome.reactions.append(try store(reaction, id: reaction.id.rawValue, was: existing, as: action, with: tx.save))
        touched.insert(reaction.patient)
    }

    private func store<Value: Codable & Equatable & Sendable>(
        _ value: Value, id: String, was existing: Value?, as action: AuditAction, with save: (Value) throws -> Void
    ) throws -> Outcome.Change<Value> {
        let change = Outcome.Change(value, was: existing)
        if change.kind != .unchanged {
            try save(value)
            try record(action, of: id, value)
        }
        return change
    }

    /// Adds an audit row with the requester, the time and the details.
    func record(_ action: AuditAction, of subject: String, _ detail: some Encodable) throws {
        try tx.record(
            AuditEntry(
                action, of: subject, at: now, by: requester,
                detail: String(decoding: try Self.encoder.encode(detail), as: UTF8.self)))
    }

    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
}
