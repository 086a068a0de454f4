/// Who wrote a record, as the journal that took it vouches for.
package struct Author: Hashable, Codable, Sendable {
    /// `_MACHINE_ID`: 32 hexadecimal digits (machine-id(5)); empty: nobody knows any more.
    package let machine: String
    /// `_UID`; nil: journald does not vouch for anybody.
    package let uid: UInt32?

    package init(machine: String, uid: UInt32?) {
        self.machine = machine
        self.uid = uid
    }

    /// Whether that is the same one, as far as this one is known: without a machine, it is that user's on any.
    func covers(_ other: Author) -> Bool { uid != nil && uid == other.uid && (machine.isEmpty || machine == other.machine) }

    /// Of a store from before writers were kept, of whose records no journal is left that can be read.
    package static let unknown = Author(machine: "", uid: nil)
}

/// A machine and user under which a store has written records, for one epoch: the journals of all its writers together
/// hold its past.
package struct Writer: Hashable, Codable, Sendable {
    /// How often the store had come to another machine, from 1; in every record of this time.
    package let epoch: Int
    package let author: Author
    package let since: Instant

    package init(epoch: Int, author: Author, since: Instant) {
        self.epoch = epoch
        self.author = author
        self.since = since
    }
}
