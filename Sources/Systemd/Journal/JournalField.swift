/// One field of a journal record: a name and its value.
///
/// The name may be one that only journald writes, such as `_UID`: those occur in records that are read back.
package struct JournalField: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether journald accepts a field of this name from a sender: `A-Z`, `0-9` and `_`, at most 64
    /// characters, starting with a letter. Names that start with `_` are journald's own.
    package static func isValid(name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 64 else { return false }
        return isUppercase(first) && name.utf8.allSatisfy { isUppercase($0) || isDigit($0) || $0 == underscore }
    }

    private static let underscore = UInt8(ascii: "_")

    private static func isUppercase(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
