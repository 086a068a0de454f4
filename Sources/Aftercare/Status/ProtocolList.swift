/// Every protocol version that new plans may follow or unfinished plans do follow.
package struct ProtocolList: Equatable, Codable, Sendable {
    package var protocols: [CareProtocol]
    /// The use of each version, in the same order.
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
