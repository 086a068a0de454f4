import Foundation

/// A column that holds a value as JSON: its keys in order, so that one value is always one text.
enum JSONColumn {
    static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    static func decode<Value: Decodable>(_ text: String) throws -> Value {
        try (try? JSONDecoder().decode(Value.self, from: Data(text.utf8))).orDamaged("JSON")
    }

    // Most lists and maps in the store are empty, of a million reminders nearly all: these go without a coder.

    static func encode(list: [some Encodable]) throws -> String { list.isEmpty ? emptyList : try encode(list) }

    static func decodeList<Element: Decodable>(_ text: String) throws -> [Element] {
        text == emptyList ? [] : try decode(text)
    }

    static func decodeMap<Key: Decodable & Hashable, Value: Decodable>(_ text: String) throws -> [Key: Value] {
        text == emptyMap ? [:] : try decode(text)
    }

    /// As the encoder writes them.
    private static let (emptyList, emptyMap) = ("[]", "{}")
}
