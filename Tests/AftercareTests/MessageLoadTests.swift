import Aftercare
import Foundation
import Testing

@Suite struct `The load of messages` {
    private func load(
        _ messages: [(String, String)], in zone: Zone = .utc, moment: Int = 100, day: Int = 100
    ) -> MessageLoad {
        MessageLoad(
            of: messages.map { (at: at($0.0), text: $0.1) }, in: zone, limits: MessageLimits(perMoment: moment, perDay: day))
    }

    private func load(at times: String..., zone: Zone = .utc, moment: Int = 100, day: Int = 100) -> MessageLoad {
        load(times.map { ($0, "a") }, in: zone, moment: moment, day: day)
    }

    @Test func `counts messages and SMS parts, and has the parts of the longest`() {
        let long = String(repeating: "a", count: 307)
        let counted = load([
            ("2026-03-02T09:00:00Z", "a"), ("2026-03-02T12:00:00Z", long), ("2026-03-03T09:00:00Z", String(repeating: "ă", count: 71)),
        ])
        #expect(counted.messages == 3 && counted.parts == 6 && counted.longestParts == 3)
    }

    @Test func `of nothing is nothing`() {
        let none = load([])
        #expect(none.messages == 0 && none.parts == 0 && none.longestParts == 0)
        #expect(none.fullestMoment == nil && none.fullestDay == nil && none.outsiders == [] && none.warnings == [])
        #expect(load([], moment: 0, day: 0).warnings == [])
    }

    @Test func `knows the moment with the most, the first of several`() {
        let counted = load(
            at: "2026-03-02T09:00:00Z", "2026-03-02T12:00:00Z", "2026-03-02T12:00:00Z", "2026-03-02T12:00:01Z", "2026-03-02T15:00:00Z",
            "2026-03-02T15:00:00Z")
        #expect(counted.fullestMoment?.at == at("2026-03-02T12:00:00Z"))
        #expect(counted.fullestMoment?.messages == 2)
    }

    ///     UTC        17:00  18:14:59 | 18:15  20:00 … 18:14:59 | 18:15
    ///     Kathmandu  22:45  23:59:59 | 00:00  01:45 … 23:59:59 | 00:00
    @Test func `counts a day on the patient's clock, from midnight to midnight`() throws {
        let times = [
            "2026-12-01T17:00:00Z", "2026-12-01T18:14:59Z", "2026-12-01T18:15:00Z", "2026-12-01T20:00:00Z", "2026-12-02T18:14:59Z",
            "2026-12-02T18:15:00Z",
        ]
        let there = load(times.map { ($0, "a") }, in: try zone("Asia/Kathmandu"))
        #expect(there.fullestDay?.date.text == "2026-12-02" && there.fullestDay?.messages == 3)
        let here = load(times.map { ($0, "a") })
        #expect(here.fullestDay?.date.text == "2026-12-01" && here.fullestDay?.messages == 4)
    }

    @Test func `counts a day of 25 hours as one`() throws {
        // From midnight to midnight in Berlin, where the clocks go back on 25 October.
        let long = load(at: "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z", zone: try zone("Europe/Berlin"))
        #expect(long.fullestDay?.date.text == "2026-10-25" && long.fullestDay?.messages == 2)
    }

    @Test func `names the first of several days that have the most`() {
        let counted = load(at: "2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z")
        #expect(counted.fullestDay?.date.text == "2026-03-02" && counted.fullestDay?.messages == 1)
    }

    // MARK: Limits

    @Test(arguments: [(3, 0), (2, 1)] as [(Int, Int)])
    func `warns of more at a moment than the clinic wants`(limit: Int, warnings: Int) throws {
        let times = Array(repeating: "2026-11-24T08:26:00Z", count: 3)
        let counted = load(times.map { ($0, "a") }, in: try zone("Europe/Berlin"), moment: limit)
        #expect(counted.warnings.count == warnings)
        guard warnings > 0 else { return }
        #expect(
            counted.warnings == [
                "3 messages at one moment, 2026-11-24 09:26; the clinic's limit is 2: let fewer instructions be said 'apart', or raise "
                    + "'clinic.messages.moment' in aftercared.yaml"
            ])
    }

    @Test(arguments: [(3, 0), (2, 1)] as [(Int, Int)])
    func `warns of more on a day than the clinic wants`(limit: Int, warnings: Int) throws {
        let times = ["2026-11-23T23:00:00Z", "2026-11-24T09:00:00Z", "2026-11-24T22:59:00Z"]
        let counted = load(times.map { ($0, "a") }, in: try zone("Europe/Berlin"), day: limit)
        #expect(counted.warnings.count == warnings)
        guard warnings > 0 else { return }
        #expect(
            counted.warnings == [
                "3 messages on one day, 2026-11-24; the clinic's limit is 2: remind less often, or raise 'clinic.messages.day' in "
                    + "aftercared.yaml"
            ])
    }

    @Test func `warns of both, the moment first`() {
        let warnings = load(at: "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z", moment: 1, day: 1).warnings
        #expect(warnings.map { $0.prefix(24) } == ["2 messages at one moment", "2 messages on one day, 2"])
    }

    // MARK: Characters

    @Test func `has the characters that make messages UCS-2, the most first, then by code`() {
        let counted = load([
            ("2026-03-02T09:00:00Z", "să, ș"), ("2026-03-02T10:00:00Z", "știi"), ("2026-03-02T11:00:00Z", "ăsta"),
            ("2026-03-02T12:00:00Z", "Țară"), ("2026-03-02T13:00:00Z", "Grüße"),
        ])
        #expect(counted.outsiders.map { "\($0.character) \($0.code) \($0.messages)" } == ["ă U+0103 2", "ș U+0219 1", "Ț U+021A 1"])
    }

    // MARK: A forecast

    @Test func `of a forecast leaves out what is for the staff`() {
        let asked = instruction("pill", kind: .advise, .moments([.start]), nag: Nag(every: .hours(1), times: 2), text: "Pill.")
        let record = record(careProtocol(asked), treatment())
        let forecast = Schedule(record).forecast(from: at("2026-03-02T07:00:00Z"), through: at("2026-03-04T07:00:00Z"))
        #expect(forecast.messages.map(\.isForStaff) == [false, false, false, true])
        let counted = MessageLoad(of: forecast, for: record)
        #expect(counted.messages == 3 && counted.fullestDay?.messages == 3)
    }

    @Test func `of a forecast holds it against the limits of the clinic, on the patient's clock`() throws {
        let record = record(
            careProtocol(compress()), treatment(), zone: try zone("Asia/Kathmandu"),
            clinic: Clinic(
                name: "the clinic", contact: "030 1234", isContactMonitored: true, quietHours: nil, zone: "UTC", language: .english,
                messageLimits: MessageLimits(perMoment: 1, perDay: 4)))
        let forecast = Schedule(record).forecast(from: at("2026-03-02T07:00:00Z"), through: at("2026-03-04T07:00:00Z"))
        let counted = MessageLoad(of: forecast, for: record)
        // From 14:45 on every three hours, eight times: four of them on the first day, four on the next.
        #expect(counted.messages == 8 && counted.fullestDay?.date.text == "2026-03-02" && counted.fullestDay?.messages == 4)
        #expect(counted.warnings == [])
    }

    @Test func `is read again as it was written`() throws {
        let counted = load(at: "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z", moment: 1)
        let data = try JSONEncoder().encode(counted)
        #expect(try JSONDecoder().decode(MessageLoad.self, from: data) == counted)
        let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        #expect(
            object?.keys.sorted() == ["fullestDay", "fullestMoment", "longestParts", "messages", "outsiders", "parts", "warnings"])
    }
}
