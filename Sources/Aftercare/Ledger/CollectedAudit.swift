import Foundation

/// Records of many stores, as a collector has them, judged without any ledger: is each store's sequence complete?
///
/// Give it every barrier, then every record with the id of a store, in any order; then ask for its report. It keeps
/// 40 bytes of each record.
package struct CollectedAudit: Sendable {
    /// Whose records count; empty: those of whoever is vouched for.
    let uids: Set<UInt32>
    /// Only what came at this time or later; nil: all.
    let since: Instant?
    private(set) var stores: [UUID: Collected] = [:]
    private var barriers: [Author: Moment] = [:]

    package init(uids: Set<UInt32> = [], since: Instant? = nil) {
        self.uids = uids
        self.since = since
    }

    /// Whether a record of any store was found at all.
    package var isEmpty: Bool { stores.isEmpty }

    /// Where a record came from.
    package struct Origin: Hashable, Sendable {
        /// The user who sent it, on the machine whose journal took it.
        package let author: Author
        package let host: String
        /// By what name the collector knows who sent it. The rest is that sender's own word.
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

    /// The unit of aftercared that journald saw a record come from. Nobody else gets into a system's unit; a unit of
    /// this name of their own anybody can make.
    package enum Unit: Hashable, Sendable {
        case system, user

        /// By the names that our unit files have.
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

    /// When a record was taken into a journal.
    package struct Moment: Hashable, Sendable {
        /// In the collector's own file.
        package let place: RecordPlace?
        /// By the clock of the machine that it was written on.
        package let microseconds: UInt64

        package init(place: RecordPlace?, microseconds: UInt64) {
            self.place = place
            self.microseconds = microseconds
        }

        var instant: Instant { Instant(seconds: Int64(microseconds / 1_000_000)) }

        /// Certainly after: a clock that was set back, or an upload that begins anew, leaves doubt, and doubt is no.
        func isAfter(_ other: Moment) -> Bool {
            guard microseconds > other.microseconds else { return false }
            guard let place, let otherPlace = other.place, place.count == otherPlace.count else { return true }
            return place.number > otherPlace.number
        }
    }

    /// What makes an author's records the service's own, the strongest last.
    enum Voucher: Int, Comparable, Sendable {
        case none, seal, userUnit, unit

        static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    /// All that is kept of one store.
    struct Collected: Sendable {
        var sightings: [Sighting] = []
        var authors: [AuthorTale] = []
        private var indices: [Author: Int] = [:]

        /// The place of an author in `authors`.
        mutating func index(of author: Author) -> Int {
            if let known = indices[author] { return known }
            authors.append(AuthorTale(author: author))
            indices[author] = authors.count - 1
            return authors.count - 1
        }
    }

    /// One user of one machine, who wrote records with this store's id.
    struct AuthorTale: Sendable {
        let author: Author
        var host = ""
        var senders: Set<String> = []
        var voucher = Voucher.none
        var unreadable = 0
        /// The highest number of a record from before `since`; 0: there is none.
        var before: Int64 = 0
        /// The highest number of a record that no barrier came after; 0: there is none. What this service gave back it
        /// gave back behind a barrier, and gives to the next records before it goes on: lower numbers are not free.
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

    /// What is kept of a record.
    struct Sighting: Sendable {
        let id: UUID
        let sequence: Int64
        let mark: Int
        let author: UInt32
        let attempt: Int16
        let redelivery: Audit.Redelivery?
        let seal: Audit.Seal
    }

    /// A mark that a service sent to itself, behind everything that it had sent before.
    package mutating func takeBarrier(from origin: Origin) {
        if let known = barriers[origin.author], !origin.moment.isAfter(known) { return }
        barriers[origin.author] = origin.moment
    }

    /// One without the id of a store is passed over: nobody can tell whose sequence it belongs to.
    package mutating func take(_ record: Audit.Record, from origin: Origin) {
        guard let store = record.store else { return }
        // In place: a copy of all that is kept, for each record, would take for ever.
        stores[store, default: Collected()].take(
            record, from: origin, since: since, isBeyond: barriers[origin.author].map { origin.moment.isAfter($0) } ?? true)
    }
}

extension CollectedAudit.Collected {
    fileprivate mutating func take(
        _ record: Audit.Record, from origin: CollectedAudit.Origin, since: Instant?, isBeyond: Bool
    ) {
        let index = index(of: origin.author)
        // No service gives the last number that there is; somebody who writes it wants us to count past the end.
        let sequence = record.sequence.flatMap { (1..<Int64.max).contains($0) ? $0 : nil }
        if let since, origin.moment.instant < since {
            authors[index].before = max(authors[index].before, sequence ?? 0)
            return
        }
        authors[index].note(origin)
        authors[index].voucher = max(authors[index].voucher, CollectedAudit.Voucher(origin.unit, record.seal))
        guard let id = record.id, let sequence else {
            authors[index].unreadable += 1
            return
        }
        authors[index].epochs.note(record.epoch, on: origin.author.machine, at: origin.moment.instant)
        if isBeyond { authors[index].beyond = max(authors[index].beyond, sequence) }
        sightings.append(
            CollectedAudit.Sighting(
                id: id.uuid, sequence: sequence, mark: record.mark, author: UInt32(index),
                attempt: Int16(clamping: record.attempt), redelivery: record.redelivery, seal: record.seal))
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
