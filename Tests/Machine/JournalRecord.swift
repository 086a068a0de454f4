package import Foundation

/// An entry of the journal as `journalctl --output json` shows it.
package struct JournalRecord: Sendable {
    package let fields: [String: String]

    package subscript(name: String) -> String? { fields[name] }

    /// One object a line. A field that is not text, or stands there twice, is left out.
    package static func list(_ output: String) throws -> [JournalRecord] {
        try output.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            return JournalRecord(fields: object.compactMapValues { $0 as? String })
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
