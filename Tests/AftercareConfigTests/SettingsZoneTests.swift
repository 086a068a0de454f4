import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

/// The clinic's zone while the machine's zone data is missing: the service starts, and a typing error is still an
/// error.
@Suite("The zone in the settings")
struct SettingsZoneTests {
    private func load(_ zone: String, _ scratch: Scratch) throws -> (zone: String?, errors: [String]) {
        try scratch.write("aftercared.yaml", "clinic: { zone: \(zone) }\n")
        var diagnostics: [Diagnostic] = []
        let settings = DaemonSettings.load(
            "\(scratch.path)/aftercared.yaml", zones: ZoneDatabase(directory: "\(scratch.path)/zoneinfo"), diagnostics: &diagnostics)
        return (diagnostics.hasErrors ? nil : settings.clinic.zone, diagnostics.map(\.description))
    }

    @Test("is kept while all of the zone data is away")
    func away() throws {
        let scratch = try Scratch()
        #expect(try load("Europe/Berlin", scratch).zone == "Europe/Berlin")
    }

    @Test("is kept where only its own file is missing, or damaged")
    func gone() throws {
        let scratch = try Scratch()
        try scratch.write("zoneinfo/Asia/Tokyo", try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Asia/Tokyo")))
        try scratch.write("zoneinfo/tzdata.zi", "L America/Los_Angeles US/Pacific\n")
        try scratch.write("zoneinfo/Europe/Rome", "")
        #expect(try load("US/Pacific", scratch).zone == "US/Pacific")
        #expect(try load("Europe/Rome", scratch).zone == "Europe/Rome")
    }

    @Test("is refused where it never was a zone")
    func never() throws {
        let scratch = try Scratch()
        try scratch.write("zoneinfo/Asia/Tokyo", try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Asia/Tokyo")))
        let refused = try load("Europe/Berlln", scratch)
        #expect(refused.zone == nil && refused.errors.first?.contains("unknown time zone 'Europe/Berlln'") == true)
    }
}
