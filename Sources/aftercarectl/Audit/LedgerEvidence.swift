import Aftercare
import Foundation

/// What an audit reads from the ledger, page by page so that no request holds the store for long.
struct LedgerEvidence {
    let service: Service
    /// Begins at the first number that was due at this time; nil to begin at 1.
    let since: Instant?

    private(set) var head: LedgerPage
    /// Numbers that any page listed as free.
    private(set) var free: Set<Int64> = []
    private var last: Int64?

    /// Requests the first page.
    init(from service: Service, since: Instant?) async throws {
        self.service = service
        self.since = since
        head = try await Self.page(after: nil, since: since, from: service)
    }

    /// The ledger's store and writers, with at most one row.
    static func head(of service: Service) async throws -> LedgerPage { try await service.get("ledger", ["limit": "1"]) }

    /// A new audit of this ledger, with no evidence yet.
    ///
    /// - Parameter isOursAlone: whether nobody else has any business in the journal that the ledger is compared with.
    func audit(isOursAlone: Bool) throws -> Audit {
        guard let store = UUID(uuidString: head.store) else {
            throw Failure(
                message: "the service names its store '\(head.store)', which is no id; make sure that aftercared and "
                    + "aftercarectl are of the same release", status: .unavailable)
        }
        // A service that has no journal of its own, or is only starting, has no writer yet.
        let writers =
            head.writers.isEmpty ? [Writer(epoch: 1, author: Author(machine: "", uid: head.uid), since: .distantPast)] : head.writers
        return Audit(store: store, writers: writers, first: head.first, since: since, isOursAlone: isOursAlone)
    }

    /// Passes to `audit` every row with a number above those it already has.
    ///
    /// - Parameter isNew: whether the journal has already been read.
    mutating func read(into audit: inout Audit, isNew: Bool) async throws {
        var page = isNew ? try await Self.page(after: last ?? head.first - 1, since: nil, from: service) : head
        while true {
            free.formUnion(page.free)
            head.highest = max(head.highest, page.highest)
            head.restoredAt = page.restoredAt ?? head.restoredAt
            for row in page.rows { audit.take(Audit.Row(row), isNew: isNew) }
            last = page.rows.last?.sequence ?? last
            guard let next = page.next else { return }
            page = try await Self.page(after: next, since: nil, from: service)
        }
    }

    private static func page(after: Int64?, since: Instant?, from service: Service) async throws -> LedgerPage {
        try await service.get(
            "ledger", ["after": after.map(String.init), "since": since?.text, "limit": String(PageRequest.largest)])
    }
}

extension Audit.Row {
    init(_ row: LedgerEntry) {
        self.init(
            id: row.id, sequence: row.sequence, state: row.state, attempt: row.attempt,
            place: row.cursor.flatMap(RecordPlace.init(cursor:)), settledAt: row.settledAt,
            isInMemory: row.reason == Reminder.inMemoryReason, epoch: row.epoch)
    }
}
