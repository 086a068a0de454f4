/// Every version that new plans may follow, or that plans follow which are not over.
package struct ProtocolList: Equatable, Codable, Sendable {
    package var protocols: [CareProtocol]
    /// Who follows each of them, in the same order.
    package var use: [ProtocolUse]?

    package init(protocols: [CareProtocol], use: [ProtocolUse]? = nil) {
        self.protocols = protocols
        self.use = use
    }

    package init(_ known: [KnownProtocol]) {
        self.init(
            protocols: known.map(\.careProtocol),
            use: known.map { ProtocolUse(careProtocol: $0.careProtocol.reference, isOffered: $0.isOffered, plans: $0.plans) })
    }
}
