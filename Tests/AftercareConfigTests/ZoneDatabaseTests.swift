import Foundation
import Glibc
import Testing

@testable import Aftercare
@testable import AftercareConfig

@Suite("The zone database")
struct ZoneDatabaseTests {
    private let scratch: Scratch
    private let zones: ZoneDatabase

    init() throws {
        scratch = try Scratch()
        zones = ZoneDatabase(directory: "\(scratch.path)/zoneinfo")
        try install("Europe/Berlin", as: "Europe/Berlin")
    }

    /// Copies a zone of this machine into the database, replacing any file there.
    private func install(_ zone: String, as name: String) throws {
        let data = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(zone)"))
        try scratch.write("zoneinfo/\(name)", data)
    }

    @Test("knows every zone that the machine has")
    func machine() throws {
        let zones = ZoneDatabase(directory: "/usr/share/zoneinfo")
        let table = try String(contentsOfFile: "/usr/share/zoneinfo/zone1970.tab", encoding: .utf8)
        let names = table.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { String($0.split(separator: "\t")[2]) }

        #expect(names.count > 300)
        for name in names { #expect(try zones.zone(named: name)?.name == name) }
    }

    @Test("gives the zone that its file holds")
    func zone() throws {
        let berlin = try #require(try zones.zone(named: "Europe/Berlin"))

        #expect(berlin.offset(at: Instant(seconds: 1_784_000_000)) == 7200)
    }

    @Test(
        "stays inside its directory and knows no file that is no zone",
        arguments: [
            "../secret", "Europe/../../secret", "/etc/localtime", "", ".", "..", "Europe/", "Europe//Berlin", "Europe",
            "Europe/Atlantis", "posix/Europe/Berlin", "right/Europe/Berlin", "posixrules", "Factory", "localtime", "zone.tab",
            ".hidden", "-Berlin", "Europe/Berlin\0", "Europe/Berlin\n", "Europe\\Berlin", String(repeating: "a/", count: 200) + "a",
        ])
    func names(name: String) throws {
        // given: a real zone under each of these names that a file can have
        try scratch.write("secret", try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Asia/Tokyo")))
        for file in ["posix/Europe/Berlin", "right/Europe/Berlin", "posixrules", "Factory", "localtime", ".hidden", "-Berlin"] {
            try install("Europe/Berlin", as: file)
        }
        try scratch.write("zoneinfo/zone.tab", "DE\t+5230+01322\tEurope/Berlin\n")

        // then
        #expect(try zones.zone(named: name) == nil)
        #expect(!zones.has(name))
    }

    @Test("takes a name of up to 128 bytes", arguments: [(127, true), (128, true), (129, false)])
    func length(bytes: Int, isTaken: Bool) throws {
        let name = "Europe/" + String(repeating: "x", count: bytes - 7)
        try install("Europe/Berlin", as: name)

        #expect(zones.has(name) == isTaken)
        #expect(zones.presence(of: name) == (isTaken ? .here : .never))
    }

    @Test("says that a damaged file is damaged")
    func damaged() throws {
        try scratch.write("zoneinfo/Broken", "TZif2 and then nothing")

        #expect(throws: MalformedText.self) { try zones.zone(named: "Broken") }
        #expect(!zones.has("Broken"))
    }

    @Test("notices an update of the machine's zones")
    func update() throws {
        // given
        let before = try #require(try zones.zone(named: "Europe/Berlin"))

        // when: the file is replaced
        try install("Asia/Tokyo", as: "Europe/Berlin")

        // then
        let after = try #require(try zones.zone(named: "Europe/Berlin"))
        #expect(before.offset(at: Instant(seconds: 0)) == 3600)
        #expect(after.offset(at: Instant(seconds: 0)) == 32_400)
    }

    @Test("notices a file that was written anew with the same size and time")
    func rewritten() throws {
        let path = "\(zones.directory)/Europe/Berlin"
        #expect(try zones.zone(named: "Europe/Berlin")?.offset(at: Instant(seconds: 0)) == 3600)
        var before = stat()
        #expect(stat(path, &before) == 0)
        let bytes = try #require(FileManager.default.contents(atPath: path))

        // when: every offset of one hour becomes one and a half hours, in the same file
        let file = try FileHandle(forUpdating: URL(filePath: path))
        var changed = bytes
        for index in changed.indices.dropLast(3) where changed[index...].prefix(4).elementsEqual([0, 0, 0x0E, 0x10]) {
            changed.replaceSubrange(index..<index + 4, with: [0, 0, 0x15, 0x18])
        }
        try file.write(contentsOf: changed)
        try file.close()
        #expect(utimensat(AT_FDCWD, path, [before.st_atim, before.st_mtim], 0) == 0)

        // then
        #expect(try zones.zone(named: "Europe/Berlin")?.offset(at: Instant(seconds: 0)) == 5400)
    }

    @Test("knows UTC without a file", arguments: ["UTC", "Etc/UTC"])
    func utc(name: String) throws {
        #expect(try zones.zone(named: name) == Zone(name: name, transitions: [], offsets: [0]))
    }

    @Test("tells a zone that is away from a name that never was one")
    func presence() throws {
        try scratch.write("zoneinfo/tzdata.zi", "# version 1\nZ Europe/Berlin 0:53:28 - LMT 1893\nL America/Los_Angeles US/Pacific\n")
        try scratch.write("zoneinfo/Europe/Paris", "TZif2 and then nothing")
        try scratch.write("zoneinfo/Europe/Rome", "")

        #expect(zones.presence(of: "Europe/Berlin") == .here)
        #expect(["US/Pacific", "Europe/Paris", "Europe/Rome"].map(zones.presence) == [.away, .away, .away])
        #expect(["Europe/Berlln", "tzdata.zi", "../secret", "Europe", ""].map(zones.presence).allSatisfy { $0 == .never })

        // when: all zone data is removed
        try FileManager.default.removeItem(atPath: zones.directory)

        // then: no name can be told from another
        #expect(["Europe/Berlin", "Europe/Berlln"].map(zones.presence) == [.away, .away])
        #expect(zones.presence(of: "../secret") == .never)
    }

    @Test("names the folders in which its files lie")
    func folders() throws {
        try install("Europe/Berlin", as: "America/Indiana/Vevay")
        try install("Europe/Berlin", as: "posix/Europe/Berlin")

        #expect(
            zones.folders.map { String($0.dropFirst(zones.directory.count)) } == ["", "/America", "/Europe", "/America/Indiana"])
    }

    @Test("notices that a zone is gone")
    func removal() throws {
        #expect(zones.has("Europe/Berlin"))

        try FileManager.default.removeItem(atPath: "\(zones.directory)/Europe/Berlin")

        #expect(!zones.has("Europe/Berlin"))
    }

    @Test("lies where TZDIR says, else where Debian has it")
    func directory() {
        #expect(ZoneDatabase.defaultDirectory(environment: ["TZDIR": "/opt/zones"]) == "/opt/zones")
        #expect(ZoneDatabase.defaultDirectory(environment: ["TZDIR": ""]) == "/usr/share/zoneinfo")
        #expect(ZoneDatabase.defaultDirectory(environment: [:]) == "/usr/share/zoneinfo")
    }

    @Test(
        "complains of a link that leads nowhere, and takes its name where the zone is only away",
        arguments: [
            ("/usr/share/zoneinfo/Europe/Berlin", nil, "Europe/Berlin", nil), (nil, nil, "UTC", nil),
            ("/usr/share/zoneinfo/Etc/UTC", nil, "Etc/UTC", nil),
            ("/usr/share/zoneinfo/posix/Europe/Berlin", "Asia/Tokyo", "Europe/Berlin", nil),
            ("/usr/share/zoneinfo/Mars/Base", nil, "UTC", "leads to '/usr/share/zoneinfo/Mars/Base', where no time zone is"),
            ("/usr/share/zoneinfo/Mars/Base", "Asia/Tokyo", "Asia/Tokyo", "shown in Asia/Tokyo"),
            ("/usr/share/zoneinfo/Europe/Paris", nil, "Europe/Paris", "which cannot be read"),
            ("/nowhere", nil, "UTC", "leads to '/nowhere', which names no time zone"), ("/nowhere", "Asia/Tokyo", "Asia/Tokyo", nil),
        ] as [(String?, String?, String, String?)])
    func machineComplaint(link: String?, file: String?, name: String, complaint: String?) throws {
        try install("Asia/Tokyo", as: "Asia/Tokyo")
        try scratch.write("zoneinfo/Europe/Paris", "TZif2 and then nothing")
        let localtime = "\(scratch.path)/localtime"
        if let link { try FileManager.default.createSymbolicLink(atPath: localtime, withDestinationPath: link) }
        if let file { try scratch.write("timezone", file) }

        let found = zones.machineZone(localtime: localtime, timezone: "\(scratch.path)/timezone")
        #expect(found.name == name)
        #expect(complaint.map { found.problem?.contains($0) == true } ?? (found.problem == nil), "\(found)")
    }

    @Test(
        "tells the machine's own zone from its link, else from Debian's file, else takes UTC",
        arguments: [
            ("/usr/share/zoneinfo/Europe/Berlin", "Asia/Tokyo\n", "Europe/Berlin"),
            ("../usr/share/zoneinfo/Europe/Berlin", nil, "Europe/Berlin"),
            ("/usr/share/zoneinfo/Atlantis", "Europe/Berlin\n", "Europe/Berlin"),
            (nil, "Europe/Berlin\n", "Europe/Berlin"), (nil, "Atlantis\n", "UTC"), (nil, nil, "UTC"),
        ] as [(String?, String?, String)])
    func machineZone(link: String?, file: String?, expected: String) throws {
        try install("Asia/Tokyo", as: "Asia/Tokyo")
        let localtime = "\(scratch.path)/localtime"
        if let link { try FileManager.default.createSymbolicLink(atPath: localtime, withDestinationPath: link) }
        if let file { try scratch.write("timezone", file) }

        #expect(zones.machineZoneName(localtime: localtime, timezone: "\(scratch.path)/timezone") == expected)
    }
}
