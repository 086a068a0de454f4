import Aftercare
import Foundation
import Testing

@testable import aftercarectl

@Suite struct `A preview's list` {
    private func listed(_ body: Preview, on canvas: Canvas = .plain) -> [String] {
        let zone = Zone(
            name: "Europe/Berlin", transitions: [at("2026-03-29T01:00:00Z"), at("2026-10-25T01:00:00Z")], offsets: [3600, 7200, 3600])
        return PreviewSheet(body: body, zone: zone, showsPicture: false).lines(on: canvas)
    }

    @Test func `tells day by day what is said, and what is not and why`() throws {
        try Golden.expect(listed(try previewed()), "preview-list")
    }

    @Test func `of several treatments names them, and breaks its words`() throws {
        let lines = listed(try previewed(every: "1d", times: 2), on: Canvas(width: 80, isColored: false))
        #expect(lines.dropFirst().allSatisfy { $0.count <= 80 })
        try Golden.expect(lines, "preview-list-overlapping")
    }

    @Test func `says from when a reminder was moved`() throws {
        let lines = listed(try previewed(start: "2026-12-01 12:30"))
        #expect(lines.contains { $0.hasSuffix("(moved from 01:15, quiet hours)") })
    }

    @Test func `tells on which day the clocks change`() throws {
        #expect(listed(try previewed(start: "2026-03-28 10:00")).contains("Sun 29 Mar 2026 · the clocks go forward by 1 h"))
        #expect(listed(try previewed(start: "2026-10-24 10:00")).contains("Sun 25 Oct 2026 · the clocks go back by 1 h"))
        #expect(!listed(try previewed()).contains { $0.contains("clocks") })
    }

    @Test func `says that windows without reminders have none`() throws {
        var body = try previewed()
        body.entries = []
        #expect(listed(body).contains("no reminder is planned"))
    }

    @Test func `marks what is for the staff`() throws {
        var body = try previewed()
        (body.entries, body.messages) = ([body.entries[0]], [body.messages[0]])
        body.entries[0].role = .escalation
        #expect(listed(body).contains { $0.contains("▲  no food  for the staff: Nothing to eat until") })
    }

    // MARK: Messages

    /// The lines of the message at the end of the session: no alcohol, and the first compress.
    private func ofTwo(_ change: (inout Preview.Entry) -> Void = { _ in }) throws -> [String] {
        var body = try previewed()
        let message = try #require(body.messages.first { $0.entries.count == 2 })
        for index in message.entries { change(&body.entries[index]) }
        let lines = listed(body)
        let first = try #require(lines.firstIndex { $0.hasPrefix("  10:45") })
        return Array(lines[first...].prefix { !$0.hasPrefix("  13:45") })
    }

    @Test func `has a message once, with a line for each thing that it says`() throws {
        #expect(
            try ofTwo() == [
                "  10:45  ●  no alcohol     No alcohol until Wednesday 10:45.", "            cold compress  Cold compress: 15 minutes.",
            ])
    }

    @Test func `has a sentence once that speaks of several, and says of how many more`() throws {
        #expect(
            try ofTwo { $0.message = "Until Wednesday 10:45: no alcohol, no smoking." } == [
                "  10:45  ●  no alcohol +1  Until Wednesday 10:45: no alcohol, no smoking."
            ])
    }

    @Test func `keeps the lines of a sentence`() throws {
        #expect(
            try ofTwo { if $0.instruction.rawValue == "compress" { $0.message = "Cold compress.\nWith a cloth." } } == [
                "  10:45  ●  no alcohol     No alcohol until Wednesday 10:45.", "            cold compress  Cold compress.",
                "                           With a cloth.",
            ])
    }

    @Test func `marks a message as its gravest part, and says which was moved`() throws {
        let lines = try ofTwo { if $0.instruction.rawValue == "compress" { $0.instant = $0.due - 3600 } }
        #expect(lines.first == "  10:45  ◆  no alcohol     No alcohol until Wednesday 10:45.")
        #expect(lines.last == "            cold compress  Cold compress: 15 minutes. (moved from 09:45, quiet hours)")
    }

    @Test func `has messages before what is left out at that moment`() throws {
        var body = try previewed()
        let message = try #require(body.messages.first { $0.entries.count == 2 })
        body.entries[message.entries[0]].outcome = .suppressed
        body.messages = body.messages.map { other in
            guard other == message else { return other }
            var rest = other
            rest.entries.removeFirst()
            return rest
        }
        let moment = listed(body).filter { $0.hasPrefix("  10:45") }.prefix(2)
        #expect(moment.map { $0.prefix(24) } == ["  10:45  ●  cold compres", "  10:45  ○  no alcohol  "])
    }

    @Test func `shows a message whose reminders it does not know by its text`() throws {
        var body = try previewed()
        body.messages[0].entries = [4711]
        #expect(listed(body).contains("  20:45  ●                 Nothing to eat until Tuesday 10:00."))
        // Then the reminder stands by itself.
        #expect(listed(body).count { $0.contains("Nothing to eat until Tuesday 10:00.") } == 3)
    }

    // MARK: Counts

    @Test func `ends with how many messages that makes`() throws {
        #expect(
            listed(try previewed()).suffix(2) == ["", "12 messages, 12 SMS parts; at most 1 at a moment, 5 on a day (Tue 1 Dec)"])
    }

    @Test func `warns where that is more than the clinic wants`() throws {
        #expect(
            listed(try previewed(quietHours: nil)).suffix(3) == [
                "", "15 messages, 15 SMS parts; at most 1 at a moment, 7 on a day (Tue 1 Dec)",
                "warning: 7 messages on one day, 2026-12-01; the clinic's limit is 5: remind less often, or raise 'clinic.messages.day' in "
                    + "aftercared.yaml",
            ])
        let body = try previewed(quietHours: nil)
        let narrow = listed(body, on: Canvas(width: 60, isColored: false))
        #expect(narrow.suffix(3).allSatisfy { $0.count <= 60 } && narrow.contains { $0.hasPrefix("warning: 7 messages on one day") })
    }

    @Test func `has a twin for programs`() throws {
        let object = try JSONSerialization.jsonObject(with: Data(try JSON.pretty(try previewed()).utf8)) as? [String: Any]
        #expect(
            object?.keys.sorted() == [
                "entries", "from", "isCut", "load", "messages", "patient", "quiet", "through", "treatments", "windows", "zone",
            ])
        let message = (object?["messages"] as? [[String: Any]])?.first
        #expect(message?.keys.sorted() == ["at", "encoding", "entries", "instructions", "isForStaff", "parts", "text"])
        let entry = (object?["entries"] as? [[String: Any]])?.first
        #expect(
            entry?.keys.sorted() == [
                "alsoFor", "at", "deadline", "due", "instant", "instruction", "kind", "label", "message", "outcome", "phase",
                "role", "treatment",
            ])
    }
}
