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
    /// - Returns: false where plans follow the same version and their patients would be told otherwise; then the old
    ///   content stays, and is the one that is offered.
    package func offer(_ careProtocol: CareProtocol) throws -> Bool {
        if let known = try self.careProtocol(careProtocol.reference), !careProtocol.tellsTheSame(as: known),
            try pinnedPlans(to: careProtocol.reference) > 0
        {
            try ProtocolRow(known, isOffered: true).save(db)
            return false
        }
        try ProtocolRow(careProtocol, isOffered: true).save(db)
        return true
    }

    /// How many plans that are not over follow this version of a protocol.
    package func pinnedPlans(to reference: ProtocolReference) throws -> Int {
        try PlanRow.filter(Column("protocol") == reference.id.rawValue && Column("protocolVersion") == reference.version)
            .filter(Self.openStatuses.contains(Column("status"))).fetchCount(db)
    }

    /// Every version that new plans may follow, or that plans follow which are not over; each with how many of these
    /// there are.
    package func knownCareProtocols() throws -> [KnownProtocol] {
        var plans: [ProtocolReference: Int] = [:]
        let counted = PlanRow.filter(Self.openStatuses.contains(Column("status")))
            .select(Column("protocol"), Column("protocolVersion"), count(Column("id"))).group(Column("protocol"), Column("protocolVersion"))
        for row in try Row.fetchAll(db, counted) {
            plans[ProtocolReference(id: try decoded(ProtocolID(row[0]), "protocol id"), version: row[1])] = row[2]
        }
        let followed = Set(plans.keys)
        return try ProtocolRow.order(Column("id"), Column("version")).fetchAll(db).compactMap { row in
            let isFollowed = followed.contains { $0.id.rawValue == row.id && $0.version == row.version }
            guard row.isOffered || isFollowed else { return nil }
            let careProtocol = try protocols.careProtocol(of: row)
            return KnownProtocol(
                careProtocol: careProtocol, isOffered: row.isOffered, plans: plans[careProtocol.reference] ?? 0)
        }
    }

    /// The plans that follow any version of a protocol, and are not over.
    package func openPlans(following id: ProtocolID) throws -> [Plan] {
        try PlanRow.filter(Column("protocol") == id.rawValue).filter(Self.openStatuses.contains(Column("status")))
            .order(Column("id")).fetchAll(db).map { try $0.plan() }
    }

    private static let openStatuses = Plan.Status.allCases.filter { !$0.isFinal }.map(\.rawValue)
}
