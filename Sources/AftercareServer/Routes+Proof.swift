import Aftercare
import AftercareAPI
import AftercareEngine
import Foundation
import Glibc
import Hummingbird

// What an audit and a doctor ask for.

extension Routes {
    func proofs(_ root: RouterGroup<PeerContext>) {
        root.get("ledger") { request, _ in
            let limit = try request.page().limit
            let page = try await engine.ledger(since: try request.instant("since"), after: try request.number("after"), limit: limit)
            return try Answer.ok(LedgerBody(page, store: engine.storeID.uuidString.lowercased(), uid: getuid(), limit: limit))
        }
        root.get("machine") { _, _ in try Answer.ok(machine()) }
    }
}

extension LedgerBody {
    init(_ page: LedgerPage, store: String, uid: UInt32, limit: Int) {
        self.init(
            store: store, uid: uid, writers: page.writers, left: page.left, first: page.first, highest: page.highest,
            free: page.free, restoredAt: page.restoredAt,
            rows: page.entries.map(LedgerRowBody.init), next: page.entries.count < limit ? nil : page.entries.last?.sequence)
    }
}

extension LedgerRowBody {
    init(_ entry: LedgerEntry) {
        self.init(
            id: entry.id, sequence: entry.sequence, attempt: entry.attempt, state: entry.state, cursor: entry.cursor,
            due: entry.due, emittedAt: entry.emittedAt, settledAt: entry.settledAt, reason: entry.reason,
            epoch: entry.epoch)
    }
}

extension Request {
    fileprivate func instant(_ name: String) throws -> Instant? {
        guard let text = uri.queryParameters[name[...]].map(String.init) else { return nil }
        do { return try Instant(text: text) } catch { throw RefusedRequest([Problem(.malformed, at: name, "\(error)")]) }
    }

    fileprivate func number(_ name: String) throws -> Int64? {
        guard let text = uri.queryParameters[name[...]].map(String.init) else { return nil }
        guard let number = Int64(text), number >= 0 else {
            throw RefusedRequest([Problem(.malformed, at: name, "'\(text)' is not a number from 0")])
        }
        return number
    }
}
