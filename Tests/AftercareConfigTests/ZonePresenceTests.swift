import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

/// What counts as a zone of the machine's database, and what the machine's own zone is.
@Suite struct `A time zone's name` {
    private let scratch: Scratch
    private let zones: ZoneDatabase

    init() throws {
        scratch = try Scratch()
        zones = ZoneDatabase(directory: "\(scratch.path)/zoneinfo")
        try install("Asia/Kathmandu")
    }

    private func install(_ zone: String) throws {
        try scratch.write("zoneinfo/\(zone)", try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(zone)")))
    }

    @Test(arguments: [
        ("UTC", true), ("Etc/UTC", true), ("Etc/UCT", true), ("UCT", true), ("Zulu", true), ("Etc/Zulu", true), ("utc", false),
        ("GMT", false),
    ])
    func `needs no file where it means UTC`(name: String, isUTC: Bool) throws {
        #expect(try zones.zone(named: name) == (isUTC ? Zone(name: name, transitions: [], offsets: [0]) : nil))
        #expect(zones.presence(of: name) == (isUTC ? .here : .never))
    }

    @Test(arguments: [
        "iso3166.tab", "leap-seconds.list", "leapseconds", "tzdata.zi", "zone.tab", "zone1970.tab", "zonenow.tab", "+VERSION", "SECURITY",
        "posixrules", "localtime", "Factory",
    ])
    func `is none of the files that lie beside the zones`(name: String) throws {
        try scratch.write("zoneinfo/\(name)", "no zone\n")
        #expect(zones.presence(of: name) == .never)
    }

    @Test(arguments: [
        ("Asia/Kathmandu", ZoneDatabase.Presence.here), ("Asia/Tokyo", .away), ("US/Pacific", .away), ("America/Los_Angeles", .never),
        ("Asia/Seoul", .never), ("Europe/Berlin", .never), ("J", .never),
    ])
    func `is that of a zone that is away where the database lists it`(name: String, presence: ZoneDatabase.Presence) throws {
        try scratch.write(
            "zoneinfo/tzdata.zi",
            """
            # version 2026b
            R J 1948 o - May Sa>=1 24 1 D
            Z Asia/Tokyo 9:18:59 - LMT 1887
            Z Asia/Seoul
            L America/Los_Angeles US/Pacific

            """)
        #expect(zones.presence(of: name) == presence)
    }

    @Test func `cannot be told from another while no zone is there at all`() throws {
        #expect(zones.presence(of: "Europe/Berlin") == .never)
        let bare = ZoneDatabase(directory: "\(scratch.path)/bare")
        try scratch.write("bare/posix/Europe/Berlin", "")
        try scratch.write("bare/tzdata.zi", "Z Asia/Tokyo 9:18:59 - LMT 1887\n")
        #expect(bare.presence(of: "Europe/Berlin") == .away)
        #expect(bare.presence(of: "../secret") == .never)
    }

    @Test func `is looked for in all folders but copies, and in no more than a hundred`() throws {
        for copy in ["posix/Asia", "right/Asia"] {
            try FileManager.default.createDirectory(atPath: "\(zones.directory)/\(copy)", withIntermediateDirectories: true)
        }
        #expect(zones.folders == [zones.directory, "\(zones.directory)/Asia"])
        for number in 0..<120 {
            try FileManager.default.createDirectory(atPath: "\(zones.directory)/Z\(number)", withIntermediateDirectories: true)
        }
        #expect(zones.folders.count == 100 && zones.folders.first == zones.directory)
    }

    // MARK: The machine's own

    private static let remedy = "as root, run 'timedatectl set-timezone ZONE', or install the package tzdata"

    @Test(
        arguments: [
            (nil, "UTC", true), ("Asia/Kathmandu", "Asia/Kathmandu", false), ("Mars/Base", "UTC", true),
        ] as [(String?, String, Bool)])
    func `is not told by a file in the place of the link`(stated: String?, name: String, isComplaint: Bool) throws {
        let localtime = try scratch.write("localtime", "TZif2")
        if let stated { try scratch.write("timezone", stated) }
        let found = zones.machineZone(localtime: localtime, timezone: "\(scratch.path)/timezone")
        #expect(found.name == name)
        let complaint = "'\(localtime)' is no link, which names no time zone, so the times of this machine are shown in UTC; \(Self.remedy)"
        #expect(found.problem == (isComplaint ? complaint : nil))
    }

    @Test(
        arguments: [
            ("Europe/Paris", nil, "Europe/Paris", "which cannot be read", "UTC"),
            ("Europe/Paris", "Asia/Kathmandu", "Asia/Kathmandu", "where no time zone is", "Asia/Kathmandu"),
            ("Mars/Base", nil, "UTC", "where no time zone is", "UTC"),
        ] as [(String, String?, String, String, String)])
    func `that cannot be read is told with what stands in for it`(
        linked: String, stated: String?, name: String, why: String, shown: String
    ) throws {
        try scratch.write("zoneinfo/Europe/Paris", "TZif2 and then nothing")
        let (localtime, link) = ("\(scratch.path)/localtime", "/usr/share/zoneinfo/\(linked)")
        try FileManager.default.createSymbolicLink(atPath: localtime, withDestinationPath: link)
        if let stated { try scratch.write("timezone", "\(stated)\n") }
        let found = zones.machineZone(localtime: localtime, timezone: "\(scratch.path)/timezone")
        #expect(found.name == name)
        #expect(
            found.problem
                == "'\(localtime)' leads to '\(link)', \(why), so the times of this machine are shown in \(shown); \(Self.remedy)")
    }
}
