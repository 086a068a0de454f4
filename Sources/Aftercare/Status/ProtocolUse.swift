/// Who may and does follow a version of a protocol.
package struct ProtocolUse: Equatable, Codable, Sendable {
    package var careProtocol: ProtocolReference
    /// Whether new plans may follow it.
    package var isOffered: Bool
    /// How many plans follow it that are not over.
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
