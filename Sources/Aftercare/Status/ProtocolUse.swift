/// The plans that may and do follow a version of a protocol.
package struct ProtocolUse: Equatable, Codable, Sendable {
    package var careProtocol: ProtocolReference
    /// Whether new plans may follow it.
    package var isOffered: Bool
    /// The number of unfinished plans that follow it.
    package var plans: Int

    enum CodingKeys: String, CodingKey {
        case isOffered, plans
        case careProtocol = "protocol"
    }

    package init(careProtocol: ProtocolReference, isOffered: Bool, plans: Int) {
        self.careProtocol = careProtocol
        self.isOffered = isOffered
        self.plans = plans
    }
}
