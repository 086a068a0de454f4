import Aftercare
import Synchronization

/// The protocols that were read from their rows: every look at a patient needs one, and reading the JSON of a
/// protocol costs more than the rest of a look.
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

    /// The protocol of `row`, read anew only where its content is another than last time: whatever became of the
    /// transaction that read it last, it is never an old one.
    func careProtocol(of row: ProtocolRow) throws -> CareProtocol {
        let version = Version(id: row.id, version: row.version)
        if let found = known.withLock({ $0[version] }), found.content == row.content { return found.careProtocol }
        let careProtocol = try row.careProtocol()
        known.withLock { $0[version] = Known(content: row.content, careProtocol: careProtocol) }
        return careProtocol
    }
}
