import Foundation

/// Audits the records of many stores, as a collector has them, without any ledger: is each store's sequence complete?
///
/// Pass it every barrier, then every record with a store's id, in any order; then request the report. It keeps 40 bytes
/// for each reminder in a record.
package struct CollectedAudit: Sendable {
    /// The users whose records count; if empty, those with a voucher.
    let uids: Set<UInt32>
    /// Only records from this time on; nil for all.
    let since: Instant?
    private(set) var stores: [UUID: Collected] = [:]
    private var barriers: [Author: Moment] = [:]

    package init(uids: Set<UInt32> = [], since: Instant? = nil) {
        self.uids = uids
        self.since = since
    }

    /// Whether no record of any store was found.
    package var isEmpty: Bool { stores.isEmpty }

    /// The origin of a record.
    package struct Origin: Hashable, Sendable {
        /// The user who sent it, on the machine whose journal received it.
        package let author: Author
        package let host: String
        /// The name by which the collector knows the uploading machine. Everything else is only what that machine
        /// claims.
        package let sender: String
        package let unit: Unit?
        package let moment: Moment

        package init(author: Author, host: String, sender: String, unit: Unit?, moment: Moment) {
            self.author = author
            self.host = host
            self.sender = sender
            self.unit = unit
            self.moment = moment
        }
    }

    /// The unit of aftercared that journald saw a record come from. Nobody else can enter a system unit, but anybody
    /// can create a user unit with this name.
    package enum Unit: Hashable, Sendable {
        case system, user

        /// Recognises the names of our unit files.
        ///
        /// - Parameters:
        ///   - system: `_SYSTEMD_UNIT`
        ///   - user: `_SYSTEMD_USER_UNIT`
        package init?(system: String?, user: String?) {
            func isOurs(_ unit: String?) -> Bool {
                guard let unit else { return false }
                return unit == "aftercared.service" || unit.hasPrefix("aftercared@") && unit.hasSuffix(".service")
            }
            if isOurs(system) {
                self = .system
            } else if isOurs(user) {
                self = .user
            } else {
                return nil
            }
        }
    }

    /// When a record was written to a journal.
    package struct Moment: Hashable, Sendable {
        /// In the collector's own file.
        package let place: RecordPlace?
        /// By the clock of the machine that wrote it.
        package let microseconds: UInt64

        package init(place: RecordPlace?, microseconds: UInt64) {
            self.place = place
            self.microseconds = microseconds
        }

        var instant: Instant { Instant(seconds: Int64(microseconds / 1_000_000)) }

        /// Whether it is certainly later. A clock that was set back, or an upload that starts over, leaves doubt, and
        /// then the answer is no.
        func isAfter(_ other: Moment) -> Bool {
            guard microseconds > other.microseconds else { return false }
            guard let place, let otherPlace = other.place, place.count == otherPlace.count else { return true }
            return place.number > otherPlace.number
        }
    }

    /// What shows that an author's records are the service's own, the strongest last.
    enum Voucher: Int, Comparable, Sendable {
        case none, seal, userUnit, unit

        static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    /// Everything kept for one store.
    struct Collected: Sendable {
        var sightings: [Sighting] = []
        var authors: [AuthorRecords] = []
        private var indices: [Author: Int] = [:]

        /// The index of an author in `authors`.
        mutating func index(of author: Author) -> Int {
            if let known = indices[author] { return known }
            authors.append(AuthorRecords(author: author))
            indices[author] = authors.count - 1
            return authors.count - 1
        }
    }

    /// A user on a machine who wrote records with this store's id.
    struct AuthorRecords: Sendable {
        let author: Author
        var host = ""
        var senders: Set<String> = []
        var voucher = Voucher.none
        /// Records whose ids and number can be read, with all copies.
        var records = 0
        /// The others.
        var unreadable = 0
        /// The highest number in a record from before `since`; 0 if there is none.
        var before: Int64 = 0
        /// The highest number in a record without a later barrier; 0 if there is none. Numbers are returned only behind
        /// a barrier and reused before new ones, so no number below this is free.
        var beyond: Int64 = 0
        var oldest = Instant(seconds: .max)
        var newest = Instant(seconds: .min)
        var epochs = EpochSpans()

        mutating func note(_ origin: Origin) {
            let at = origin.moment.instant
            if at >= newest { host = origin.host }
            oldest = min(oldest, at)
            newest = max(newest, at)
            senders.insert(origin.sender)
        }
    }

    /// What is kept of a record for each of its reminders.
    struct Sighting: Sendable {
        let id: UUID
        let sequence: Int64
        let mark: Int
        let author: UInt32
        let attempt: Int16
        let redelivery: Redelivery?
        let seal: Audit.Seal
    }

    /// A barrier is a mark that a service sent to itself after everything that it had sent before.
    package mutating func takeBarrier(from origin: Origin) {
        if let known = barriers[origin.author], !origin.moment.isAfter(known) { return }
        barriers[origin.author] = origin.moment
    }

    /// A record without a store's id is ignored: nobody can tell whose sequence it belongs to.
    package mutating func take(_ record: Audit.Record, from origin: Origin) {
        guard let store = record.store else { return }
        // In place: copying everything collected for each record would take forever.
        stores[store, default: Collected()].take(
            record, from: origin, since: since, isBeyond: barriers[origin.author].map { origin.moment.isAfter($0) } ?? true)
    }
}

extension CollectedAudit.Collected {
    fileprivate mutating func take(
        _ record: Audit.Record, from origin: CollectedAudit.Origin, since: Instant?, isBeyond: Bool
    ) {
        let index = index(of: origin.author)
        // No service assigns the highest possible number. Whoever writes it wants to make us count past the end.
        let sequence = record.sequence.flatMap { (1..<Int64.max).contains($0) ? $0 : nil }
        if let since, origin.moment.instant < since {
            authors[index].before = max(authors[index].before, sequence ?? 0)
            return
        }
        authors[index].note(origin)
        authors[index].voucher = max(authors[index].voucher, CollectedAudit.Voucher(origin.unit, record.seal))
        guard !record.reminders.isEmpty, let sequence else {
            authors[index].unreadable += 1
            return
        }
        authors[index].records += 1
        authors[index].epochs.note(record.epoch, on: origin.author.machine, at: origin.moment.instant)
        if isBeyond { authors[index].beyond = max(authors[index].beyond, sequence) }
        for item in record.reminders {
            sightings.append(
                CollectedAudit.Sighting(
                    id: item.id.uuid, sequence: sequence, mark: record.mark, author: UInt32(index),
                    attempt: Int16(clamping: item.attempt), redelivery: item.redelivery, seal: record.seal))
        }
    }
}

extension CollectedAudit.Voucher {
    fileprivate init(_ unit: CollectedAudit.Unit?, _ seal: Audit.Seal) {
        switch unit {
        case .system: self = .unit
        case .user: self = .userUnit
        case nil: self = seal == .good ? .seal : .none
        }
    }
}
