package import Aftercare
import AftercareEngine

/// A record that the service wrote to the journal: one message (FHIR R4: Communication).
package struct Emission: Equatable, Sendable {
    /// When it first became readable.
    package let at: Instant
    /// The record's fields, in order.
    package let fields: [Field]

    package struct Field: Equatable, Sendable {
        package let name: String
        package let value: String
    }

    /// The first value of a field.
    package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All values of a field, in order: a message of several reminders repeats what differs between them.
    package func values(of name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The text of the record.
    package var message: String { self["MESSAGE"] ?? "" }
    /// The patient whom it concerns.
    package var patient: PatientID? { self["AFTERCARE_PATIENT"].flatMap(PatientID.init) }
    /// Whether it is for the clinic, and not for the patient.
    package var isForStaff: Bool { values(of: "AFTERCARE_ROLE").compactMap(Role.init(rawValue:)).contains(where: \.isForStaff) }
}

extension Emission {
    /// Fails for a barrier, which the service sends only to itself.
    init?(_ entry: MemoryJournal.Entry) {
        guard entry.record[OutgoingRecord.barrierField] == nil else { return nil }
        at = entry.at
        fields = entry.record.fields.map { Field(name: $0.name, value: $0.value) }
    }
}
