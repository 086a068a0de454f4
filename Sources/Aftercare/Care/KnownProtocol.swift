/// One version of a protocol, with its availability and its use.
package struct KnownProtocol: Equatable, Sendable {
    package let careProtocol: CareProtocol
    /// Whether new plans may follow it.
    package let isOffered: Bool
    /// The number of plans that follow it and are not over.
    package let plans: Int

    package init(careProtocol: CareProtocol, isOffered: Bool, plans: Int) {
        self.careProtocol = careProtocol
        self.isOffered = isOffered
        self.plans = plans
    }
}
