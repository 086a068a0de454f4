import Aftercare
import AftercareAPI
import AftercareClient
import Foundation

/// The service, as the verbs see it.
struct Service: Sendable {
    private let client: Client

    /// Connects to the service at the socket, runs `body`, and closes the connection afterwards.
    ///
    /// - Parameter patience: how long to wait for a response.
    static func talk<Result>(
        _ options: GlobalOptions, patience: Duration = .seconds(60), _ body: (Service) async throws -> Result
    ) async throws -> Result {
        let client = Client(socket: options.socketPath, patience: patience)
        do {
            let result = try await body(Service(client: client))
            await client.close()
            return result
        } catch {
            await client.close()
            throw error
        }
    }

    func get<Answer: Decodable & Sendable>(_ path: String, _ query: [String: String?] = [:]) async throws -> Answer {
        try await WaitingNotice.waiting { try await client.get(path, query: query) }
    }

    func post<Answer: Decodable & Sendable>(
        _ path: String, _ body: some Encodable & Sendable, _ query: [String: String?] = [:]
    ) async throws -> Answer {
        try await WaitingNotice.waiting { try await client.post(path, body, query: query) }
    }

    /// States what a file says, however large it is.
    func apply(_ request: ClinicRequest, _ query: [String: String?] = [:]) async throws -> Outcome {
        let note = ProgressNote()
        let waiting = Task { try await note.wait() }
        defer {
            waiting.cancel()
            note.erase()
        }
        return try await client.apply(request, query: query) { note.show($0) }
    }

    /// - Parameter take: receives the bytes of a backup, in order.
    func backup(_ take: (UnsafeRawBufferPointer) throws -> Void) async throws -> BackupBody { try await client.backup(take) }

    // MARK: Listings

    /// Fetches as many pages as `limit` items need.
    ///
    /// - Parameter page: fetches at most that many items after a position; `next` is nil on the last page.
    static func list<Item>(
        limit: Int, after: String? = nil, page: (_ after: String?, _ limit: Int) async throws -> (items: [Item], next: String?)
    ) async throws -> Listing<Item> {
        var items: [Item] = []
        var next = after
        repeat {
            let found = try await page(next, min(limit - items.count, PageRequest.largest))
            items += found.items
            next = found.next
        } while next != nil && items.count < limit
        // A page that was just filled may have been the last one.
        if let place = next, try await page(place, 1).items.isEmpty { next = nil }
        return Listing(items: Array(items.prefix(limit)), next: next, hasMore: next != nil || items.count > limit)
    }

    /// The first `limit` items that match, searched page by page.
    ///
    /// - Parameter place: the position after an item, from which a listing continues.
    static func list<Item>(
        limit: Int, where fits: (Item) -> Bool, place: (Item) -> String? = { _ in nil },
        page: (_ after: String?, _ limit: Int) async throws -> (items: [Item], next: String?)
    ) async throws -> Listing<Item> {
        var items: [Item] = []
        var next: String?
        repeat {
            let found = try await page(next, PageRequest.largest)
            items += found.items.filter(fits)
            next = found.next
        } while next != nil && items.count <= limit
        let shown = Array(items.prefix(limit))
        let hasMore = items.count > limit
        return Listing(items: shown, next: hasMore ? shown.last.flatMap(place) : nil, hasMore: hasMore)
    }

    /// The first `limit` of everybody's items, or of one patient's, that fit.
    func list<Item: PageItem>(
        of patient: PatientID? = nil, limit: Int, where fits: (Item) -> Bool
    ) async throws -> Listing<Item> {
        try await Self.list(limit: limit, where: fits, place: \.pageCursor) { after, limit in
            let page: Page<Item> = try await get(
                Item.pageKey, ["patient": patient?.rawValue, "after": after, "limit": String(limit)])
            return (page.items, page.next)
        }
    }

    // MARK: Patients' clocks

    /// The clocks of these patients; those not among `known` are fetched one by one.
    func clocks(
        _ patients: some Sequence<PatientID>, known: [Patient] = [], zones: Zones, now: Instant
    ) async throws -> Clocks {
        let strangers = Set(patients).subtracting(known.map(\.id))
        return Clocks(of: known + (try await self.patients(strangers)).map(\.patient), zones: zones, now: now)
    }

    /// These patients with their plans and treatments, asked for one by one; those that are unknown are left out.
    func patients(_ ids: some Sequence<PatientID>) async throws -> [PatientDetails] {
        var bodies: [PatientDetails] = []
        for id in Set(ids).sorted() {
            do {
                bodies.append(try await get("patients/\(id)"))
            } catch is ErrorBody {
                // The times of an unknown patient are shown in UTC.
            }
        }
        return bodies
    }
}

extension Service {
    /// The sessions of the series that `treatment` belongs to, in order; empty when it belongs to none.
    ///
    /// Other sessions that were entered in error are left out.
    func series(of treatment: Treatment) async throws -> [Treatment] {
        guard let series = treatment.series else { return [] }
        let listing = try await list(of: treatment.patient, limit: .max) { (session: Treatment) in
            session.series == series && (session.status != .enteredInError || session.id == treatment.id)
        }
        return listing.items.inOrder
    }
}

extension Instant {
    /// Now, by the clock of this machine. Responses of the service carry its own time.
    static var current: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
}
