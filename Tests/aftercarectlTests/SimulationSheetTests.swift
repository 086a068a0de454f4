import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import aftercarectl

@Suite struct `A sheet of a simulation` {
    private static let tally = SimulationBody.Tally(emitted: 21, late: 22, missed: 23, suppressed: 24, cancelled: 25, waiting: 26)

    /// The lines below the headline, for so many patients.
    private func drawn(_ tallies: SimulationBody.Tally..., on canvas: Canvas = .plain) throws -> [String] {
        let empty = """
            {"from": "2026-03-01T23:00:00Z", "through": "2026-03-08T23:00:00Z", "zone": "Europe/Berlin", "tookSeconds": 1, "patients": [],
             "total": {"emitted": 91, "late": 92, "missed": 93, "suppressed": 94, "cancelled": 95, "waiting": 96}}
            """
        var body = try Wire.decode(SimulationBody.self, from: Data(empty.utf8))
        body.patients = tallies.enumerated().map {
            SimulationBody.PatientTally(patient: id("P-000\($0)"), zone: "Asia/Kathmandu", tally: $1, reasons: [])
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
}
