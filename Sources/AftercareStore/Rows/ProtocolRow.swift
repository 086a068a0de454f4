import Aftercare
import GRDB

struct ProtocolRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "protocol"

    let id: String
    let version: Int
    let content: String
    let isOffered: Bool

    init(_ careProtocol: CareProtocol, isOffered: Bool) throws {
        self.isOffered = isOffered
        id = careProtocol.id.rawValue
        version = careProtocol.version
        content = try JSONColumn.encode(careProtocol)
    }

    func careProtocol() throws -> CareProtocol { try JSONColumn.decode(content) }
}
