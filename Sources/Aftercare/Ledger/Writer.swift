/// The sender of a record, as verified by the journald that received it.
package struct Author: Hashable, Codable, Sendable {
    /// `_MACHINE_ID`: 32 hexadecimal digits (machine-id(5)); empty if no longer known.
    package let machine: String
    /// `_UID`; nil if journald cannot verify the sender.
    package let uid: UInt32?

    package init(machine: String, uid: UInt32?) {
        self.machine = machine
        self.uid = uid
    }

    /// Whether `other` is the same sender, as far as this one is known: without a machine, it is that user on any.
    func covers(_ other: Author) -> Bool { uid != nil && uid == other.uid && (machine.isEmpty || machine == other.machine) }

    /// The author of a store from before writers were stored, when no readable journal has any of its records.
    package static let unknown = Author(machine: "", uid: nil)
}

/// A machine and user under which a store has written records, for one epoch: the journals of all its writers together
/// contain its past.
package struct Writer: Hashable, Codable, Sendable {
    /// Counts the store's moves to another machine, from 1; every record of this time has it.
    package let epoch: Int
    package let author: Author
    package let since: Instant

    package init(epoch: Int, author: Author, since: Instant) {
        self.epoch = epoch
        self.author = author
        self.since = since
    }
}
