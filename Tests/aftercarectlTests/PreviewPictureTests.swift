import Aftercare
import Testing

@testable import aftercarectl

/// Berlin, with the changes of its clocks around the samples.
private let changingBerlin = Zone(
    name: "Europe/Berlin",
    transitions: ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2027-03-28T01:00:00Z", "2027-10-31T01:00:00Z"].map(at),
    offsets: [3600, 7200, 3600, 7200, 3600])

/// What the knee's protocol would say of a treatment, or of a series.
func previewed(
    start: String = "2026-12-01 10:00", lasting: String? = nil, every: String? = nil, times: Int? = nil,
    quietHours: String? = "21:00-08:00"
) throws -> Preview {
    let zones = Zones(machine: changingBerlin) { $0 == changingBerlin.name ? changingBerlin : nil }
    let sample = PreviewSample(careProtocol: try knee(), zones: zones, quietHours: quietHours, compress: "cold")
    let treatment = TreatmentRequest(patient: PreviewSample.patient, start: start, every: every, times: times)
    return try sample.preview(PreviewRequest(patient: PreviewSample.patient, treatment: treatment, lasting: lasting), now: now)
}

private func drawn(_ body: Preview, on canvas: Canvas = Canvas(width: 80, isColored: false)) -> [String] {
    PreviewSheet(body: body, zone: changingBerlin, showsList: false).lines(on: canvas)
}

@Suite struct `A preview's picture` {
    @Test func `of three days shows windows, reminders and quiet hours`() throws {
        try Golden.expect(drawn(try previewed(lasting: "72h")), "preview-three-days")
    }

    @Test func `of two treatments that overlap groups its rows`() throws {
        try Golden.expect(drawn(try previewed(every: "1d", times: 2)), "preview-overlapping")
    }

    @Test func `of half a year names the months and weeks, and draws the treatments together`() throws {
        try Golden.expect(drawn(try previewed(every: "2w", times: 13)), "preview-half-a-year")
    }

    @Test func `of a day that has 23 hours draws it as long as it is`() throws {
        try Golden.expect(drawn(try previewed(start: "2026-03-28 10:00", lasting: "3d")), "preview-clocks-forward")
        try Golden.expect(drawn(try previewed(start: "2026-10-24 10:00", lasting: "3d")), "preview-clocks-back")
    }

    @Test func `fits a narrow terminal`() throws {
        let lines = drawn(try previewed(lasting: "72h"), on: Canvas(width: 44, isColored: false))
        #expect(lines.dropFirst().allSatisfy { $0.count <= 44 })
        try Golden.expect(lines, "preview-44-columns")
    }

    @Test func `of nothing says so`() throws {
        var body = try previewed()
        (body.windows, body.entries) = ([], [])
        #expect(drawn(body).suffix(2) == ["", "nothing is planned"])
    }

    @Test func `of 60 sessions has a row for each instruction and not for each session`() throws {
        var body = try previewed()
        let (session, windows) = (body.treatments[0], body.windows)
        for number in 1..<60 {
            let later = Int64(number) * 7 * 86_400
            let id: TreatmentID = id("SESSION-\(number + 1)")
            body.treatments.append(session)
            body.treatments[number].treatment = id
            (body.treatments[number].start, body.treatments[number].end) = (session.start + later, session.end + later)
            for var window in windows {
                (window.treatment, window.opens, window.closes) = (id, window.opens + later, window.closes + later)
                body.windows.append(window)
            }
            body.through = body.through + 7 * 86_400
        }
        let lines = drawn(body)
        #expect(lines.contains("60 treatments together"))
        #expect(lines.count { $0.hasPrefix("  no alcohol ") } == 1)
        #expect(lines.dropFirst().allSatisfy { $0.count <= 80 })
    }

    @Test func `is 80 columns wide where nobody knows the width`() throws {
        let body = try previewed()
        #expect(drawn(body, on: .plain) == drawn(body))
    }

    @Test func `shows that a window opened before it, and goes on after it`() throws {
        var body = try previewed(lasting: "72h")
        (body.from, body.through) = (at("2026-12-01T12:00:00Z"), at("2026-12-02T00:00:00Z"))
        body.entries = []
        let row = try #require(drawn(body).first { $0.hasPrefix("no alcohol") })
        #expect(row.dropFirst(15).first == "◂")
        #expect(row.last == "▸")
    }

    @Test func `leaves out months in which nothing is planned`() throws {
        let body = try previewed(every: "6mo", times: 2)
        let lines = drawn(body)
        #expect(lines.count { $0.hasPrefix("nothing for ") } == 1)
        #expect(lines.contains("nothing for 176 days"))
        // Each session stands in its own part alone.
        #expect(lines.filter { $0.hasPrefix("treatment ") }.map { row in row.count { $0 == "▼" } } == [1, 1])
        // Both axes begin at midnight or at the hour at which something begins.
        #expect(lines.dropLast().count { $0.contains("Tue 1 Dec") || $0.contains("Tue 1 Jun") } == 2)
    }

    @Test func `says the same with colours and without`() throws {
        let body = try previewed(lasting: "72h")
        let painted = drawn(body, on: Canvas(width: 80, isColored: true))
        #expect(painted.joined().contains("\u{1B}["))
        #expect(painted.map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") } == drawn(body))
    }
}

@Suite struct `A scale` {
    private let scale = PreviewScale(from: now, through: now + 3600, columns: 10)

    @Test(arguments: [(-1, 0), (0, 0), (359, 0), (360, 1), (3599, 9), (3600, 9), (9999, 9)])
    func `puts an instant into its column`(second: Int, column: Int) {
        #expect(scale.column(of: now + Int64(second)) == column)
    }

    @Test func `gives what is shorter than a column one column`() {
        #expect(scale.columns(from: now + 400, to: now + 410) == 1...1)
        #expect(scale.columns(from: now + 400, to: now + 720) == 1...1)
        #expect(scale.columns(from: now + 400, to: now + 721) == 1...2)
    }

    @Test func `gives no column to what lies outside`() {
        #expect(scale.columns(from: now - 10, to: now) == nil)
        #expect(scale.columns(from: now + 3601, to: now + 3700) == nil)
        #expect(scale.columns(from: now - 10, to: now + 5000) == 0...9)
    }

    @Test func `names hours, days, weeks or months, as they fit`() {
        func fine(_ days: Int64) -> String {
            let scale = PreviewScale(from: at("2026-12-01T00:00:00Z"), through: at("2026-12-01T00:00:00Z") + days * 86_400, columns: 60)
            return PreviewAxis(scale: scale, zone: .utc).lines.joined(separator: "|")
        }
        #expect(fine(1).hasPrefix("Tue 1 Dec|00   02"))
        #expect(fine(7).hasPrefix("Tue 1   Wed 2    Thu 3"))
        #expect(fine(20).hasPrefix("Dec 2026|1  2  3"))
        #expect(fine(60).contains("|      7      14     21"))
        #expect(fine(400).hasPrefix("    2027|Dec Jan  Feb"))
    }
}
