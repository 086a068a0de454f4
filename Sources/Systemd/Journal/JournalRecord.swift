/// A record to send to the journal: an ordered list of fields whose names journald accepts.
///
/// journald silently drops a field with an invalid name, so a record cannot contain one. Values are any text, including
/// newlines. A name may occur more than once.
package struct JournalRecord: Sendable, Hashable {
    package private(set) var fields: [JournalField] = []

    /// - Throws: `JournalError.invalidFieldName` for the first name that journald would drop,
    ///   `JournalError.emptyRecord` if there is no field.
    package init(_ fields: [JournalField]) throws(JournalError) {
        guard !fields.isEmpty else { throw .emptyRecord }
        for field in fields {
            try append(field.name, field.value)
        }
    }

    /// `try JournalRecord(["MESSAGE": "text", "PRIORITY": "5"])`
    package init(_ fields: KeyValuePairs<String, String>) throws(JournalError) {
        try self.init(fields.map { JournalField($0.key, $0.value) })
    }

    /// Adds a field at the end.
    ///
    /// - Throws: `JournalError.invalidFieldName` if journald would drop it.
    package mutating func append(_ name: String, _ value: String) throws(JournalError) {
        guard JournalField.isValid(name: name) else { throw .invalidFieldName(name) }
        fields.append(JournalField(name, value))
    }
}
