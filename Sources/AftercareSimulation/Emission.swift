package import Aftercare
import AftercareEngine

/// A record that the service wrote into the journal (FHIR R4: Communication).
package struct Emission: Equatable, Sendable {
    /// When it could first be read.
    package let at: Instant
    /// The record, in order.
    package let fields: [Field]

    package struct Field: Equatable, Sendable {
        package let name: String
        package let value: String
    }

    package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// What it says.
    package var message: String { self["MESSAGE"] ?? "" }
    /// Whom it is about.
    package var patient: PatientID? { self["AFTERCARE_PATIENT"].flatMap(PatientID.init) }
}

extension Emission {
    /// nil: a mark that the service sent to itself.
    init?(_ entry: MemoryJournal.Entry) {
        guard entry.record[OutgoingRecord.barrierField] == nil else { return nil }
        at = entry.at
        fields = entry.record.fields.map { Field(name: $0.name, value: $0.value) }
    }
}
