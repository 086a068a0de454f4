import Aftercare
import Synchronization

/// A cache of protocols decoded from their rows: every evaluation of a patient needs one, and decoding its JSON costs
/// more than the rest of the evaluation.
final class DecodedProtocols: Sendable {
    private struct Version: Hashable {
        let id: String
        let version: Int
    }

    private struct Known {
        let content: String
        let careProtocol: CareProtocol
    }

    private let known = Mutex<[Version: Known]>([:])

    /// The protocol of `row`, decoded again only if its content has changed. So it is never outdated, even if the
    /// transaction that read it last was rolled back.
    func careProtocol(of row: ProtocolRow) throws -> CareProtocol {
        let version = Version(id: row.id, version: row.version)
        if let found = known.withLock({ $0[version] }), found.content == row.content { return found.careProtocol }
        let careProtocol = try row.careProtocol()
        known.withLock { $0[version] = Known(content: row.content, careProtocol: careProtocol) }
        return careProtocol
    }
}
