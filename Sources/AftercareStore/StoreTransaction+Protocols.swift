package import Aftercare
import GRDB

// Protocols: those of the files, and those that plans are pinned to.

extension StoreTransaction {
    package func careProtocol(_ reference: ProtocolReference) throws -> CareProtocol? {
        try ProtocolRow.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM protocol WHERE id = ? AND version = ?"),
            arguments: [reference.id.rawValue, reference.version]
        ).map(protocols.careProtocol(of:))
    }

    /// The newest version of a protocol that new plans may follow.
    package func careProtocol(_ id: ProtocolID) throws -> CareProtocol? {
        try ProtocolRow.filter(Column("id") == id.rawValue && Column("isOffered") == 1).order(Column("version").desc)
            .fetchOne(db).map(protocols.careProtocol(of:))
    }

    /// Those that new plans may follow.
    package func careProtocols() throws -> [CareProtocol] {
        try ProtocolRow.filter(Column("isOffered") == 1).order(Column("id"), Column("version")).fetchAll(db)
            .map(protocols.careProtocol(of:))
    }

    /// No protocol is offered to new plans any more; those that plans are pinned to stay.
    package func withdrawCareProtocols() throws { try db.execute(sql: "UPDATE protocol SET isOffered = 0") }

    /// Takes in a protocol file's content and offers it to new plans.
    ///
    /// - Returns: false where plans are pinned to the same version with another content; then that content
    ///   stays, and is the one that is offered.
    package func offer(_ careProtocol: CareProtocol) throws -> Bool {
        if let known = try self.careProtocol(careProtocol.reference), known != careProtocol,
            try pinnedPlans(to: careProtocol.reference) > 0
        {
            try ProtocolRow(known, isOffered: true).save(db)
            return false
        }
        try ProtocolRow(careProtocol, isOffered: true).save(db)
        return true
    }

    /// How many plans follow this version of a protocol.
    package func pinnedPlans(to reference: ProtocolReference) throws -> Int {
        try PlanRow.filter(Column("protocol") == reference.id.rawValue && Column("protocolVersion") == reference.version)
            .fetchCount(db)
    }
}
