/// One version of a protocol, and who may and does follow it.
package struct KnownProtocol: Equatable, Sendable {
    package let careProtocol: CareProtocol
    /// Whether new plans may follow it.
    package let isOffered: Bool
    /// How many plans follow it that are not over.
    package let plans: Int

    package init(careProtocol: CareProtocol, isOffered: Bool, plans: Int) {
        self.careProtocol = careProtocol
        self.isOffered = isOffered
        self.plans = plans
    }
}
