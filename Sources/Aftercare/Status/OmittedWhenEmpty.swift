/// A list whose key is left out of the JSON while it is empty.
@propertyWrapper
package struct OmittedWhenEmpty<Element: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    package var wrappedValue: [Element]

    package init(wrappedValue: [Element]) { self.wrappedValue = wrappedValue }

    package init(from decoder: any Decoder) throws { wrappedValue = try [Element](from: decoder) }

    package func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

// What the compiler writes for a value with such a list calls these instead of the general ones.

extension KeyedEncodingContainer {
    mutating func encode<Element>(_ list: OmittedWhenEmpty<Element>, forKey key: Key) throws {
        guard !list.wrappedValue.isEmpty else { return }
        try encode(list.wrappedValue, forKey: key)
    }
}

extension KeyedDecodingContainer {
    func decode<Element>(_ type: OmittedWhenEmpty<Element>.Type, forKey key: Key) throws -> OmittedWhenEmpty<Element> {
        OmittedWhenEmpty(wrappedValue: try decodeIfPresent([Element].self, forKey: key) ?? [])
    }
}
