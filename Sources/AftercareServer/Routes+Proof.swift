import Aftercare
import AftercareEngine
import Foundation
import Glibc
import Hummingbird

// What an audit and a doctor ask for.

extension Routes {
    func proofs(_ root: RouterGroup<PeerContext>) {
        root.get("ledger") { request, _ in
            let limit = try request.page().limit
            return try Answer.ok(
                try await engine.ledger(
                    since: try request.instant("since"), after: try request.number("after"), limit: limit, uid: getuid()))
        }
        root.get("machine") { _, _ in try Answer.ok(machine()) }
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
