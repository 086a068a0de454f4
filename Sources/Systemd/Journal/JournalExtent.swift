/// The range of records in one journal file, from its first to its last record.
///
/// journald numbers records; within one seqnum id no number is used twice. Rotation removes the oldest files of a kind
/// first. So a record was removed with its file if all files of its seqnum id and kind begin after it.
package struct JournalExtent: Sendable, Hashable {
    package let path: String
    /// The kind of file: `nil` for the system's (`system.journal`), otherwise the user whose records it contains
    /// (`user-1000.journal`). All kinds share one sequence of numbers, so each kind has gaps.
    package let owner: UInt32?
    /// Whether journald has closed the file for good.
    package let isArchived: Bool
    /// Whether the file is lost at power-off.
    package let isVolatile: Bool
    /// The sequence that the numbers belong to: 32 lower-case hexadecimal digits.
    package let seqnumID: String
    /// The numbers of the first and the last record.
    package let first: UInt64
    package let last: UInt64
    /// The times of the first and the last record, in microseconds since 1970, by the clock at that time. After a step
    /// of the clock the first is not always the earlier.
    package let oldestMicroseconds: UInt64
    package let newestMicroseconds: UInt64

    package init(
        path: String, owner: UInt32? = nil, isArchived: Bool = false, isVolatile: Bool = false, seqnumID: String,
        first: UInt64, last: UInt64, oldestMicroseconds: UInt64, newestMicroseconds: UInt64
    ) {
        self.path = path
        self.owner = owner
        self.isArchived = isArchived
        self.isVolatile = isVolatile
        self.seqnumID = seqnumID
        self.first = first
        self.last = last
        self.oldestMicroseconds = oldestMicroseconds
        self.newestMicroseconds = newestMicroseconds
    }
}

extension JournalCursor {
    /// The sequence that its number belongs to (`s=`): 32 hexadecimal digits.
    package var seqnumID: String? { part("s").map(String.init) }

    /// Its number in that sequence (`i=`).
    package var number: UInt64? { part("i").flatMap { UInt64($0, radix: 16) } }

    /// When journald received the record (`t=`), in microseconds since 1970.
    package var realtimeMicroseconds: UInt64? { part("t").flatMap { UInt64($0, radix: 16) } }

    private func part(_ name: Character) -> Substring? {
        text.split(separator: ";").first { $0.first == name && $0.dropFirst().first == "=" }?.dropFirst(2)
    }
}

extension JournalFileName {
    /// The user whose records a file with this name contains; `nil` for the system's.
    var owner: UInt32? {
        guard name.hasPrefix("user-") else { return nil }
        return UInt32(name.dropFirst("user-".count).prefix { $0.isASCII && $0.isNumber })
    }
}
