/// How many messages a patient gets, and how many at once.
package struct MessageLoad: Equatable, Codable, Sendable {
    package var messages: Int
    /// Into how many parts they go as SMS.
    package var parts: Int
    /// The parts of the longest of them; 0 where there is none.
    package var longestParts: Int
    /// The moment with the most messages, the first of several; nil where there is none.
    package var fullestMoment: Moment?
    /// The day with the most messages on the patient's clock, the first of several; nil where there is none.
    package var fullestDay: Day?
    /// The characters that the GSM alphabet does not have, each with the messages that it makes UCS-2, the most first.
    package var outsiders: [Outsider]
    /// What is above the clinic's limits, in words that end with what to do.
    package var warnings: [String]

    package struct Moment: Equatable, Codable, Sendable {
        package var at: Instant
        package var messages: Int
    }

    package struct Day: Equatable, Codable, Sendable {
        package var date: CivilDate
        package var messages: Int
    }

    /// A character that is the first one outside the GSM alphabet in so many messages.
    package struct Outsider: Equatable, Codable, Sendable {
        package var character: String
        /// `U+0103`.
        package var code: String
        package var messages: Int
    }

    /// - Parameters:
    ///   - messages: everything that the patient is sent, and when; what is for the staff is no part of it.
    ///   - zone: the patient's.
    package init(of messages: [(at: Instant, text: String)], in zone: Zone, limits: MessageLimits) {
        let parts = messages.map { TextMessageParts($0.text) }
        let moment = Self.fullest(messages.map(\.at))
        let day = Self.fullest(messages.map { zone.local($0.at).date })
        self.messages = messages.count
        self.parts = parts.map(\.count).reduce(0, +)
        longestParts = parts.map(\.count).max() ?? 0
        fullestMoment = moment.map { Moment(at: $0.value, messages: $0.count) }
        fullestDay = day.map { Day(date: $0.value, messages: $0.count) }
        outsiders = Dictionary(grouping: parts.compactMap(\.outsider), by: \.self).mapValues(\.count)
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { Outsider(character: String($0.key), code: $0.key.code, messages: $0.value) }
        warnings = []
        if let moment, moment.count > limits.perMoment {
            warnings.append(
                "\(moment.count.counted("message")) at one moment, \(zone.written(moment.value)); the clinic's limit is "
                    + "\(limits.perMoment): let fewer instructions be said 'apart', or raise 'clinic.messages.moment' in aftercared.yaml")
        }
        if let day, day.count > limits.perDay {
            warnings.append(
                "\(day.count.counted("message")) on one day, \(day.value); the clinic's limit is \(limits.perDay): remind less often, or "
                    + "raise 'clinic.messages.day' in aftercared.yaml")
        }
    }

    /// The value that occurs most often, the least of several; nil where there is none.
    private static func fullest<Value: Comparable & Hashable>(_ values: [Value]) -> (value: Value, count: Int)? {
        Dictionary(grouping: values, by: \.self).map { (value: $0.key, count: $0.value.count) }
            .max { ($0.count, $1.value) < ($1.count, $0.value) }
    }
}

extension MessageLoad {
    /// The load of what `forecast` foresees for the patient of `record`.
    package init(of forecast: Forecast, for record: CareRecord) {
        self.init(
            of: forecast.messages.filter { !$0.isForStaff }.map { (at: $0.at, text: $0.text) }, in: record.zone,
            limits: record.clinic.messageLimits)
    }
}
