package import Foundation

/// An entry of the journal as `journalctl --output json --all` shows it.
package struct JournalRecord: Sendable {
    /// Of a field that the entry repeats, each value, in no order.
    let values: [String: [String]]

    /// The first value of each field.
    package var fields: [String: String] { values.compactMapValues(\.first) }

    /// The first value of a field.
    package subscript(name: String) -> String? { values[name]?.first }

    package func values(of name: String) -> [String] { values[name] ?? [] }

    /// One object a line. What is not text is left out.
    package static func list(_ output: String) throws -> [JournalRecord] {
        try output.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            // A field that stands there once is a value, one that is repeated is an array of them.
            return JournalRecord(values: object.mapValues { value in (value as? [Any] ?? [value]).compactMap { $0 as? String } })
        }
    }
}

extension JournalRecord {
    /// The instant in a field, which has to be RFC 3339 in UTC.
    package func instant(_ name: String) -> Date? {
        guard let text = self[name], text.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) else { return nil }
        return try? Date(text, strategy: .iso8601)
    }

    package func number(_ name: String) -> Int? { self[name].flatMap { Int($0) } }
}
