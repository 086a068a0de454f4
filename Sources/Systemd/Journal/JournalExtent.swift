/// What one journal file spans, as its first and last record tell.
///
/// journald numbers records; within one seqnum id no number is given twice. Rotation removes the oldest files of a
/// kind first. So a record is gone with its file where all files of its seqnum id, and of its kind, begin after it.
package struct JournalExtent: Sendable, Hashable {
    package let path: String
    /// The kind of file: nil for the system's (`system.journal`), else the user whose records it takes
    /// (`user-1000.journal`). Numbers are given across kinds, so each kind has holes.
    package let owner: UInt32?
    /// Whether journald has closed it for good.
    package let isArchived: Bool
    /// Whether it is gone when the power is.
    package let isVolatile: Bool
    /// 32 lower-case hexadecimal digits: which count the numbers belong to.
    package let seqnumID: String
    package let first: UInt64
    package let last: UInt64
    /// Of the first record and of the last, in microseconds since 1970, by the clock of the time. After a step of
    /// the clock the first is not always the lesser.
    package let oldest: UInt64
    package let newest: UInt64

    package init(
        path: String, owner: UInt32? = nil, isArchived: Bool = false, isVolatile: Bool = false, seqnumID: String,
        first: UInt64, last: UInt64, oldest: UInt64, newest: UInt64
    ) {
        self.path = path
        self.owner = owner
        self.isArchived = isArchived
        self.isVolatile = isVolatile
        self.seqnumID = seqnumID
        self.first = first
        self.last = last
        self.oldest = oldest
        self.newest = newest
    }
}

extension JournalCursor {
    /// Which count its number belongs to (`s=`), in 32 hexadecimal digits.
    package var seqnumID: String? { part("s").map(String.init) }

    /// Its number in that count (`i=`).
    package var number: UInt64? { part("i").flatMap { UInt64($0, radix: 16) } }

    /// When journald got the record (`t=`), in microseconds since 1970.
    package var realtime: UInt64? { part("t").flatMap { UInt64($0, radix: 16) } }

    private func part(_ name: Character) -> Substring? {
        text.split(separator: ";").first { $0.first == name && $0.dropFirst().first == "=" }?.dropFirst(2)
    }
}

extension JournalFileName {
    /// The user whose records a file of this name takes; nil: the system's.
    var owner: UInt32? {
        guard name.hasPrefix("user-") else { return nil }
        return UInt32(name.dropFirst("user-".count).prefix { $0.isASCII && $0.isNumber })
    }
}
