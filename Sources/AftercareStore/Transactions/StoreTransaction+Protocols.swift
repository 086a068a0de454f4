package import Aftercare
import GRDB

// Protocols: those in the files, and those that plans are pinned to.

extension StoreTransaction {
    package func careProtocol(_ reference: ProtocolReference) throws -> CareProtocol? {
        try knownProtocols.careProtocol(reference) {
            try ProtocolRow.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM protocol WHERE id = ? AND version = ?"),
                arguments: [reference.id.rawValue, reference.version]
            ).map(protocols.careProtocol(of:))
        }
    }

    /// The newest version of a protocol that is offered to new plans.
    package func careProtocol(_ id: ProtocolID) throws -> CareProtocol? {
        try knownProtocols.newest(id) {
            try ProtocolRow.filter(Column("id") == id.rawValue && Column("isOffered") == 1).order(Column("version").desc)
                .fetchOne(db).map(protocols.careProtocol(of:))
        }
    }

    /// All protocol versions that are offered to new plans.
    package func careProtocols() throws -> [CareProtocol] {
        try knownProtocols.offered {
            try ProtocolRow.filter(Column("isOffered") == 1).order(Column("id"), Column("version")).fetchAll(db)
                .map(protocols.careProtocol(of:))
        }
    }

    /// Stops offering any protocol to new plans. Versions that plans are pinned to are kept.
    package func withdrawCareProtocols() throws {
        defer { knownProtocols.forget() }
        try db.execute(sql: "UPDATE protocol SET isOffered = 0")
    }

    /// Stores the content of a protocol file and offers it to new plans.
    ///
    /// - Returns: `false` if plans are pinned to the same version and the new content would change what their patients
    ///   are told; then the old content is kept and offered.
    package func offer(_ careProtocol: CareProtocol) throws -> Bool {
        defer { knownProtocols.forget() }
        if let known = try self.careProtocol(careProtocol.reference), !careProtocol.tellsTheSame(as: known),
            try pinnedPlans(to: careProtocol.reference) > 0
        {
            try ProtocolRow(known, isOffered: true).save(db)
            return false
        }
        try ProtocolRow(careProtocol, isOffered: true).save(db)
        return true
    }

    /// The number of plans pinned to this version that are not over; also of those that an import brings and that do
    /// not count yet.
    package func pinnedPlans(to reference: ProtocolReference) throws -> Int {
        try Table("plan").filter(Column("protocol") == reference.id.rawValue && Column("protocolVersion") == reference.version)
            .filter(Self.openStatuses.contains(Column("status"))).fetchCount(db)
    }

    /// Every version that is offered to new plans, or that plans which are not over are pinned to, with the number of
    /// these plans.
    package func knownCareProtocols() throws -> [KnownProtocol] {
        var plans: [ProtocolReference: Int] = [:]
        let counted = PlanRow.filter(Self.openStatuses.contains(Column("status")))
            .select(Column("protocol"), Column("protocolVersion"), count(Column("id"))).group(Column("protocol"), Column("protocolVersion"))
        for row in try Row.fetchAll(db, counted) {
            plans[ProtocolReference(id: try ProtocolID(row[0]).orDamaged("protocol id"), version: row[1])] = row[2]
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

    /// The plans pinned to any version of a protocol that are not over.
    package func openPlans(following id: ProtocolID) throws -> [Plan] {
        try PlanRow.filter(Column("protocol") == id.rawValue).filter(Self.openStatuses.contains(Column("status")))
            .order(Column("id")).fetchAll(db).map { try $0.plan() }
    }

    private static let openStatuses = Plan.Status.allCases.filter { !$0.isFinal }.map(\.rawValue)
}
