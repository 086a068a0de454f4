import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import aftercarectl

@Suite struct `A sheet of a simulation` {
    private static let tally = SimulationBody.Tally(emitted: 21, late: 22, missed: 23, suppressed: 24, cancelled: 25, waiting: 26)

    /// The first table, for so many patients.
    private func drawn(_ tallies: SimulationBody.Tally..., on canvas: Canvas = .plain) throws -> [String] {
        Array(try lines(tallies.map { ($0, .nothing) }, on: canvas).prefix { !$0.isEmpty })
    }

    /// The lines below the first table, for so many patients.
    private func drawn(_ loads: MessageLoad..., on canvas: Canvas = .plain) throws -> [String] {
        Array(try lines(loads.map { (.init(), $0) }, on: canvas).drop { !$0.isEmpty }.dropFirst())
    }

    /// The lines below the headline.
    private func lines(_ patients: [(SimulationBody.Tally, MessageLoad)], on canvas: Canvas) throws -> [String] {
        let empty = """
            {"from": "2026-03-01T23:00:00Z", "through": "2026-03-08T23:00:00Z", "zone": "Europe/Berlin", "tookSeconds": 1, "patients": [],
             "total": {"emitted": 91, "late": 92, "missed": 93, "suppressed": 94, "cancelled": 95, "waiting": 96}}
            """
        var body = try Wire.decode(SimulationBody.self, from: Data(empty.utf8))
        body.patients = patients.enumerated().map { index, patient in
            SimulationBody.PatientTally(
                patient: id("P-000\(index)"), zone: "Asia/Kathmandu", tally: patient.0, load: patient.1, reasons: [])
        }
        return Array(SimulationSheet(body: body, zones: zones, tellsTime: false).lines(on: canvas).dropFirst(2))
    }

    @Test func `adds up what several patients were told, and of one nothing`() throws {
        let one = try drawn(Self.tally).map { $0.split(separator: " ").map(String.init) }
        #expect(one.dropFirst() == [["P-0000", "21", "22", "23", "24", "25", "26"]])
        let two = try drawn(Self.tally, SimulationBody.Tally(emitted: 7)).map { $0.split(separator: " ").map(String.init) }
        #expect(
            two.dropFirst() == [
                ["P-0000", "21", "22", "23", "24", "25", "26"], ["P-0001", "7", "0", "0", "0", "0", "0"],
                ["all", "2", "91", "92", "93", "94", "95", "96"],
            ])
    }

    @Test func `has in colour what came about, and nothing in the background`() throws {
        let canvas = Canvas(width: nil, isColored: true)
        func row(_ tally: SimulationBody.Tally) throws -> [String] {
            try #require(try drawn(tally, on: canvas).last).split(separator: " ").dropFirst().map(String.init)
        }
        let tones: [(String, Tone)] = [
            ("21", .good), ("22", .warning), ("23", .warning), ("24", .warning), ("25", .faint), ("26", .warning),
        ]
        #expect(try row(Self.tally) == tones.map { canvas.painted($0, $1) })
        #expect(try row(SimulationBody.Tally()) == Array(repeating: canvas.painted("0", .faint), count: 6))
    }

    // MARK: Messages

    /// - Parameter count: at each of these moments, of two SMS parts each.
    private func load(_ count: Int, at times: String..., day limit: Int = 100) -> MessageLoad {
        let text = String(repeating: "a", count: 161)
        return MessageLoad(
            of: times.flatMap { time in Array(repeating: (at: at(time), text: text), count: count) }, in: kathmandu,
            limits: MessageLimits(perMoment: 100, perDay: limit))
    }

    @Test func `adds up messages and SMS parts, and has the most that anybody gets`() throws {
        let one = load(2, at: "2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z")
        let other = load(1, at: "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z")
        let rows = try drawn(one, other).map { $0.split(separator: " ").map(String.init) }
        #expect(
            rows == [
                ["PATIENT", "MESSAGES", "SMS", "PARTS", "MOST", "AT", "A", "MOMENT", "MOST", "ON", "A", "DAY"],
                ["P-0000", "4", "8", "2", "2"], ["P-0001", "3", "6", "1", "3"], ["all", "2", "7", "14", "2", "3"],
            ])
        #expect(try drawn(MessageLoad.nothing).last?.split(separator: " ").map(String.init) == ["P-0000", "0", "0", "0", "0"])
    }

    @Test func `names who gets more than the clinic wants, and says what to do`() throws {
        let lines = try drawn(load(1, at: "2026-03-02T09:00:00Z"), load(3, at: "2026-03-02T09:00:00Z", day: 2))
        let warning =
            "3 messages on one day, 2026-03-02; the clinic's limit is 2: remind less often, or raise 'clinic.messages.day' in "
            + "aftercared.yaml"
        #expect(lines.suffix(3) == ["", "ABOVE THE LIMITS", "  P-0001  \(warning)"])
        let narrow = try drawn(load(3, at: "2026-03-02T09:00:00Z", day: 2), on: Canvas(width: 64, isColored: false))
        #expect(narrow.allSatisfy { $0.count <= 64 } && narrow.last?.hasPrefix("          ") == true, "\(narrow)")
    }
}

extension MessageLoad {
    static let nothing = MessageLoad(of: [], in: .utc, limits: .usual)
}
