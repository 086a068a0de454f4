import Aftercare
import Foundation

// How values become columns and columns values. A row that no value can be made of is damage, and said to be.

func decoded<Value>(_ value: Value?, _ what: String) throws -> Value {
    guard let value else { throw StoreError.damaged(path: "store.sqlite", detail: "unreadable \(what)") }
    return value
}

func json<Value: Encodable>(_ value: Value) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

func value<Value: Decodable>(_ json: String, as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
}

/// The list of `json`; most lists in the store are empty, and need no decoder.
func list<Element: Decodable>(_ json: String) throws -> [Element] { json == "[]" ? [] : try value(json) }

extension History {
    /// The history of a `history` column whose row has `status` beside it. Most have one step, and need no decoder.
    init(column json: String, status: Status) throws {
        let since = json.dropFirst(#"[{"since":""#.count).prefix(#"1970-01-01T00:00:00Z"#.count)
        if json == #"[{"since":"\#(since)","status":"\#(status.rawValue)"}]"#, let since = try? Instant(text: String(since)) {
            self.init(status, since: since)
            return
        }
        self = try value(json)
        guard current == status else {
            throw StoreError.damaged(
                path: "store.sqlite", detail: "the status '\(status.rawValue)' is not the last of its history")
        }
    }
}

extension OccurrenceKey {
    /// As one column. Names have no '/'.
    var column: String { "\(treatment)/\(timingRevision)/\(instruction)/\(place)/\(role.rawValue)/\(ordinal)" }

    init?(column text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, let treatment = TreatmentID(parts[0]), let timingRevision = Int(parts[1]),
            let instruction = InstructionID(parts[2]), let place = Int(parts[3]), let role = Role(rawValue: parts[4]),
            let ordinal = Int(parts[5])
        else { return nil }
        self.init(
            treatment: treatment, timingRevision: timingRevision, instruction: instruction, place: place, role: role,
            ordinal: ordinal)
    }
}
