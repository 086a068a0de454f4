package import Foundation

/// The ledger held against the journal: what is proven, what is refuted, and what cannot be told.
///
/// Give it the rows of the ledger in the order of their numbers, then every record of the journal that bears a
/// reminder's id, then the rows that came meanwhile; then ask for its report. It keeps less than a kilobyte of each
/// reminder: 100,000 of them took 3.2 s and 128 MB, the journal's mapped files included.
package struct Audit: Sendable {
    let store: UUID
    /// Who has written records of the store; one of a machine without a name has on any.
    let writers: [Writer]
    /// The first number that it looks at.
    let first: Int64
    /// What others wrote before is passed over; nil: nothing is.
    let since: Instant?
    /// Nobody but the service has any business in this journal.
    let isOursAlone: Bool
    var tales: [OccurrenceID: Tale] = [:]
    /// The number that the next row should have.
    private var expected: Int64
    /// Numbers that no row had.
    private(set) var holes: [ClosedRange<Int64>] = []
    private(set) var forged = AuditReport.Forged()
    private(set) var unreadable = 0
    private(set) var epochs = EpochSpans()

    /// - Parameters:
    ///   - store: the id of the store that the ledger lies in.
    ///   - writers: the machines and users that the service has run on and as: no other's records count, but those with a
    ///     good seal.
    ///   - first: the number to begin at.
    ///   - since: leaves out what others wrote before; nil: nothing.
    ///   - isOursAlone: the journal is the service's own, so that whatever of another user looks like its records is forged,
    ///     whatever store it names.
    package init(store: UUID, writers: [Writer], first: Int64 = 1, since: Instant? = nil, isOursAlone: Bool = false) {
        self.store = store
        self.writers = writers
        self.first = first
        self.since = since
        self.isOursAlone = isOursAlone
        expected = first
    }

    /// A row of the ledger that has a number.
    package struct Row: Hashable, Sendable {
        package let id: OccurrenceID
        package let sequence: Int64
        package let state: ReminderState
        package let attempt: Int
        package let place: RecordPlace?
        package let settledAt: Instant?
        /// Its receipt is of a journal that is kept in memory.
        package let isInMemory: Bool
        /// In which it was sent; nil: before epochs were kept.
        package let epoch: Int?

        package init(
            id: OccurrenceID, sequence: Int64, state: ReminderState, attempt: Int = 1, place: RecordPlace? = nil,
            settledAt: Instant? = nil, isInMemory: Bool = false, epoch: Int? = nil
        ) {
            self.id = id
            self.sequence = sequence
            self.state = state
            self.attempt = attempt
            self.place = place
            self.settledAt = settledAt
            self.isInMemory = isInMemory
            self.epoch = epoch
        }
    }

    /// A record of the journal that bears a reminder's id.
    package struct Record: Hashable, Sendable {
        /// nil: what stands there is no id.
        package let id: OccurrenceID?
        /// nil: it names none; records of early releases do not.
        package let store: UUID?
        /// nil: what stands there is no number.
        package let sequence: Int64?
        package let attempt: Int
        package let redelivery: Redelivery?
        /// Who sent it, as journald vouches for.
        package let author: Author
        /// Whether journald saw it come from our unit, which only the service gets into.
        package let isFromUnit: Bool
        /// nil: it names none; records of early releases do not.
        package let epoch: Int?
        package let at: Instant
        /// Two copies of one record have the same, two records do not.
        package let mark: Int
        package let seal: Seal

        package init(
            id: OccurrenceID?, store: UUID?, sequence: Int64?, attempt: Int = 1, redelivery: Redelivery? = nil,
            author: Author, isFromUnit: Bool = false, epoch: Int? = nil, at: Instant, mark: Int, seal: Seal = .unchecked
        ) {
            self.id = id
            self.store = store
            self.sequence = sequence
            self.attempt = attempt
            self.redelivery = redelivery
            self.author = author
            self.isFromUnit = isFromUnit
            self.epoch = epoch
            self.at = at
            self.mark = mark
            self.seal = seal
        }
    }

    /// What a record says that is not the first attempt.
    package enum Redelivery: String, Hashable, Sendable {
        /// No earlier attempt is in the journal.
        case proven
        /// Damage of the journal, or another machine that is gone, hid whether an earlier one is: there may be two.
        case uncertain
    }

    package enum Seal: Hashable, Sendable {
        /// Nobody gave a key.
        case unchecked
        case good, missing, wrong
    }

    /// What both sides say of one reminder.
    struct Tale: Sendable {
        var row: Row?
        /// It came after the journal was read, so nothing is expected there.
        var isNew = false
        var sightings: [Sighting] = []
    }

    /// What is kept of a record.
    struct Sighting: Hashable, Sendable {
        let sequence: Int64
        let attempt: Int
        let redelivery: Redelivery?
        let epoch: Int?
        let at: Instant
        let mark: Int
        let seal: Seal
    }

    /// - Parameters:
    ///   - row: with a number above those of the rows before it.
    ///   - isNew: the journal was read before the ledger was asked for it.
    package mutating func take(_ row: Row, isNew: Bool = false) {
        guard row.sequence >= first else { return }
        if row.sequence > expected { holes.append(expected...(row.sequence - 1)) }
        expected = max(expected, row.sequence + 1)
        tales[row.id, default: Tale()].row = row
        tales[row.id]?.isNew = isNew
    }

    /// One of another store is passed over, and one with a number before the first.
    package mutating func take(_ record: Record) {
        let isKnown = record.id.map { tales[$0] != nil } ?? false
        guard isOurs(record) else {
            // One that names no store passes for ours with whoever reads it.
            let isForged = isKnown || isOursAlone || record.store == nil || record.store == store
            guard isForged, since.map({ record.at >= $0 }) ?? true else { return }
            return forged.note(record.author.uid)
        }
        guard isKnown || record.store == store else { return }
        epochs.note(record.epoch, on: record.author.machine, at: record.at)
        guard let id = record.id, let sequence = record.sequence else {
            unreadable += 1
            return
        }
        guard isKnown || sequence >= first else { return }
        let sighting = Sighting(
            sequence: sequence, attempt: record.attempt, redelivery: record.redelivery, epoch: record.epoch, at: record.at, mark: record.mark,
            seal: record.seal)
        guard tales[id]?.sightings.contains(where: { $0.mark == record.mark }) != true else { return }
        tales[id, default: Tale()].sightings.append(sighting)
    }

    /// Whether it counts: one of the writers sent it, or its seal is good, or it is of another machine, which saw it come from
    /// our unit.
    private func isOurs(_ record: Record) -> Bool {
        if record.seal == .good || writers.contains(where: { $0.author.covers(record.author) }) { return true }
        return record.isFromUnit && record.store == store && record.author.machine != writers.last?.author.machine
    }

    /// The numbers up to `highest` that no row had, without those that are free, or were left to another machine.
    func gaps(upTo highest: Int64, free: Set<Int64>, left: [ClosedRange<Int64>] = []) -> [ClosedRange<Int64>] {
        let holes = highest >= expected ? holes + [expected...highest] : holes
        let ranges = left.reduce(holes) { ranges, left in ranges.flatMap { $0.without(left) } }
        return ranges.flatMap { range in
            var gaps: [ClosedRange<Int64>] = []
            var start = range.lowerBound
            for number in free.filter(range.contains).sorted() {
                if start < number { gaps.append(start...(number - 1)) }
                start = number + 1
            }
            return start <= range.upperBound ? gaps + [start...range.upperBound] : gaps
        }
    }
}

extension ClosedRange<Int64> {
    fileprivate func without(_ other: ClosedRange<Int64>) -> [ClosedRange<Int64>] {
        guard overlaps(other) else { return [self] }
        let before = lowerBound < other.lowerBound ? [lowerBound...(other.lowerBound - 1)] : []
        return before + (upperBound > other.upperBound ? [(other.upperBound + 1)...upperBound] : [])
    }
}
