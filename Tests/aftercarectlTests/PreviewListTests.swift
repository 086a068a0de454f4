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
        #expect(listed(body).last == "no reminder is planned")
    }

    @Test func `marks what is for the staff`() throws {
        var body = try previewed()
        body.entries = [body.entries[0]]
        body.entries[0].role = .escalation
        #expect(listed(body).last?.contains("▲  no food  for the staff: Nothing to eat until") == true)
    }

    @Test func `has a twin for programs`() throws {
        let object = try JSONSerialization.jsonObject(with: Data(try JSON.pretty(try previewed()).utf8)) as? [String: Any]
        #expect(
            object?.keys.sorted() == ["entries", "from", "isCut", "patient", "quiet", "through", "treatments", "windows", "zone"])
        let entry = (object?["entries"] as? [[String: Any]])?.first
        #expect(
            entry?.keys.sorted() == [
                "alsoFor", "at", "deadline", "due", "instant", "instruction", "kind", "label", "message", "outcome", "phase",
                "role", "treatment",
            ])
    }
}
