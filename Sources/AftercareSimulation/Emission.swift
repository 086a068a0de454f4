package import Aftercare
import AftercareEngine

/// A record that the service wrote to the journal (FHIR R4: Communication).
package struct Emission: Equatable, Sendable {
    /// When it first became readable.
    package let at: Instant
    /// The record's fields, in order.
    package let fields: [Field]

    package struct Field: Equatable, Sendable {
        package let name: String
        package let value: String
    }

    package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The text of the record.
    package var message: String { self["MESSAGE"] ?? "" }
    /// The patient whom it concerns.
    package var patient: PatientID? { self["AFTERCARE_PATIENT"].flatMap(PatientID.init) }
}

extension Emission {
    /// Fails for a barrier, which the service sends only to itself.
    init?(_ entry: MemoryJournal.Entry) {
        guard entry.record[OutgoingRecord.barrierField] == nil else { return nil }
        at = entry.at
        fields = entry.record.fields.map { Field(name: $0.name, value: $0.value) }
    }
}
