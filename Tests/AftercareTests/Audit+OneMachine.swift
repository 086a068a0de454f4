import Foundation

@testable import Aftercare

// A store that has always been on one machine.

extension Audit {
    init(store: UUID, uid: UInt32, first: Int64 = 1, since: Instant? = nil, isOursAlone: Bool = false) {
        let writer = Writer(epoch: 1, author: Author(machine: "A", uid: uid), since: .distantPast)
        self.init(store: store, writers: [writer], first: first, since: since, isOursAlone: isOursAlone)
    }
}

extension Audit.Record {
    init(
        id: OccurrenceID?, store: UUID?, sequence: Int64?, attempt: Int = 1, redelivery: Redelivery? = nil, uid: UInt32?, at: Instant,
        mark: Int, seal: Audit.Seal = .unchecked
    ) {
        self.init(
            id: id, store: store, sequence: sequence, attempt: attempt, redelivery: redelivery, author: Author(machine: "A", uid: uid),
            at: at,
            mark: mark, seal: seal)
    }

    /// A message of one reminder.
    ///
    /// - Parameter id: nil: it cannot be read.
    init(
        id: OccurrenceID?, store: UUID?, sequence: Int64?, attempt: Int = 1, redelivery: Redelivery? = nil, author: Author,
        isFromUnit: Bool = false, epoch: Int? = nil, at: Instant, mark: Int, seal: Audit.Seal = .unchecked
    ) {
        self.init(
            reminders: id.map { [Item(id: $0, attempt: attempt, redelivery: redelivery)] } ?? [], store: store, sequence: sequence,
            author: author, isFromUnit: isFromUnit, epoch: epoch, at: at, mark: mark, seal: seal)
    }
}
