package import Foundation

/// The location of a record in the journal when its receipt was made: the sequence id and the number in its cursor
/// (`s=…;i=…`). `count` is the sequence id.
package struct RecordPlace: Hashable, Sendable {
    package let count: UUID
    package let number: UInt64

    package init(count: UUID, number: UInt64) {
        self.count = count
        self.number = number
    }

    /// Nil for text that is not a journal cursor.
    package init?(cursor: String) {
        var count: UUID?
        var number: UInt64?
        for part in cursor.split(separator: ";") {
            if part.hasPrefix("s=") { count = Self.count(hex: part.dropFirst(2)) }
            if part.hasPrefix("i=") { number = UInt64(part.dropFirst(2), radix: 16) }
        }
        guard let count, let number else { return nil }
        self.init(count: count, number: number)
    }

    /// Parses journald's form of a sequence id: 32 hexadecimal digits.
    package static func count(hex: some StringProtocol) -> UUID? {
        let digits = Array(hex)
        guard digits.count == 32 else { return nil }
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        return UUID(uuidString: parts.joined(separator: "-"))
    }
}

/// The range that the remaining journal files cover: those of the kind that our records go to.
package struct JournalReach: Hashable, Sendable {
    package let files: [File]

    package init(_ files: [File]) { self.files = files }

    package struct File: Hashable, Sendable {
        package let count: UUID
        package let first: UInt64
        package let last: UInt64
        /// When its first record was written.
        package let oldest: Instant

        package init(count: UUID, first: UInt64, last: UInt64, oldest: Instant) {
            self.count = count
            self.first = first
            self.last = last
            self.oldest = oldest
        }
    }

    /// When the oldest remaining record was written.
    package var oldest: Instant? { files.map(\.oldest).min() }

    /// Whether a record that the journal no longer has went with its file in rotation, which removes the oldest first.
    ///
    /// If files with its sequence id remain, all of them must begin after it. If none does, all remaining records must
    /// be newer than its receipt; or the receipt was from a file in memory, which a power-off destroys.
    ///
    /// - Parameters:
    ///   - place: nil if unknown.
    ///   - settledAt: when its receipt was made; nil if unknown.
    package func hasLost(_ place: RecordPlace?, settledAt: Instant?, isInMemory: Bool = false) -> Bool {
        if let place {
            let begins = files.filter { $0.count == place.count }.map(\.first)
            if let earliest = begins.min() { return earliest > place.number }
        }
        if isInMemory { return true }
        guard let oldest else { return true }
        return settledAt.map { $0 < oldest } ?? false
    }
}
