/// How many messages a patient may get before the clinic is warned that it is a flood.
package struct MessageLimits: Hashable, Codable, Sendable {
    package let perMoment: Int
    package let perDay: Int

    package init(perMoment: Int, perDay: Int) {
        self.perMoment = perMoment
        self.perDay = perDay
    }

    /// Published programmes of aftercare by text message send one to three a day.
    package static let usual = MessageLimits(perMoment: 3, perDay: 5)
}
