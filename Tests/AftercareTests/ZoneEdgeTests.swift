import Testing

@testable import Aftercare

@Suite struct `A zone file` {
    private func bytes(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.bigEndian, Array.init) }

    /// The counts in the order of the file.
    private func header(
        _ version: String, isUT: Int32 = 0, isStandard: Int32 = 0, leaps: Int32 = 0, transitions: Int32 = 0, types: Int32 = 1,
        characters: Int32 = 0
    ) -> [UInt8] {
        let counts = [isUT, isStandard, leaps, transitions, types, characters]
        let digit: [UInt8] = version.isEmpty ? [0] : Array(version.utf8)
        return Array("TZif".utf8) + digit + rest(15) + counts.flatMap { bytes($0) }
    }

    private func types(_ offsets: Int32...) -> [UInt8] { offsets.flatMap { bytes($0) + [1, 4] } }

    private func rest(_ count: Int) -> [UInt8] { Array(repeating: 0xEE, count: count) }

    private let changes = [Instant(seconds: -5), Instant(seconds: 7)]

    @Test func `of the first version has times of 32 bits, and no rule`() throws {
        let times = bytes(Int32(-5)) + bytes(Int32(7))
        let kinds: [UInt8] = [1, 2]
        let begin = header("", isUT: 2, isStandard: 3, leaps: 2, transitions: 2, types: 3, characters: 5)
        let file = begin + times + kinds + types(3600, 7200, -1800) + rest(5 + 2 * 8 + 3 + 2)
        #expect(try Zone(name: "x", tzif: file) == Zone(name: "x", transitions: changes, offsets: [3600, 7200, -1800]))
        #expect(throws: MalformedText.self) { try Zone(name: "x", tzif: Array(file.dropLast())) }
    }

    @Test(arguments: ["2", "3", "4"]) func `of a later version has all of the first before its own`(version: String) throws {
        let old = header(version, isUT: 1, isStandard: 4, leaps: 3, transitions: 5, types: 2, characters: 7)
        let first = old + rest(5 * 5 + 2 * 6 + 7 + 3 * 8 + 4 + 1)
        let times = bytes(Int64(-5)) + bytes(Int64(7))
        let kinds: [UInt8] = [2, 0]
        let begin = header(version, isUT: 2, isStandard: 3, leaps: 2, transitions: 2, types: 3, characters: 5)
        let second = begin + times + kinds + types(3600, 7200, -1800) + rest(5 + 2 * 12 + 3 + 2)
        let whole = first + second + Array("\n\n".utf8)
        #expect(try Zone(name: "x", tzif: whole) == Zone(name: "x", transitions: changes, offsets: [3600, -1800, 3600]))
        #expect(throws: MalformedText.self) { try Zone(name: "x", tzif: Array(whole.dropLast())) }
    }

    @Test func `changes by its rule only where the offset becomes another`() throws {
        func zone(_ offset: Int32) throws -> Zone {
            try Zone(name: "x", tzif: header("2", types: 0) + header("2") + types(offset) + Array("\nCET-1\n".utf8))
        }
        #expect(try zone(3600) == Zone(name: "x", transitions: [], offsets: [3600]))
        #expect(try zone(0) == Zone(name: "x", transitions: [Instant(seconds: 1)], offsets: [0, 3600]))
    }

    @Test(arguments: [(0, true), (100_000, true), (100_001, false), (-1, false)] as [(Int32, Bool)])
    func `has a hundred thousand of anything at most`(count: Int32, isRead: Bool) {
        let file = header("", isUT: count) + types(0) + rest(max(0, Int(count)))
        #expect(((try? Zone(name: "x", tzif: file)) != nil) == isRead)
    }

    @Test func `without an offset is damaged, and says what to reinstall`() {
        #expect(throws: MalformedText(value: "Europe/X", expected: "a readable zone file; reinstall the package tzdata")) {
            try Zone(name: "Europe/X", tzif: header("", types: 0))
        }
    }
}

@Suite struct `The clocks of a zone` {
    private func drawn(_ resolution: Zone.Resolution) -> String {
        switch resolution {
        case .once(let instant): "\(instant)"
        case .twice(let first, let second): "\(first) and \(second)"
        case .skipped(let transition): "skipped at \(transition)"
        }
    }

    @Test(arguments: [
        ("Europe/Berlin", "2026-03-29 01:59:59", "2026-03-29T00:59:59Z"),
        ("Europe/Berlin", "2026-03-29 02:00", "skipped at 2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-03-29 02:59:59", "skipped at 2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-10-25 01:59:59", "2026-10-24T23:59:59Z"),
        ("Europe/Berlin", "2026-10-25 02:00", "2026-10-25T00:00:00Z and 2026-10-25T01:00:00Z"),
        ("Europe/Berlin", "2026-10-25 02:59:59", "2026-10-25T00:59:59Z and 2026-10-25T01:59:59Z"),
        ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00:00Z"),
        ("Australia/Lord_Howe", "2026-10-04 02:00", "skipped at 2026-10-03T15:30:00Z"),
        ("Australia/Lord_Howe", "2026-10-04 02:30", "2026-10-03T15:30:00Z"),
        ("Australia/Lord_Howe", "2026-04-05 01:29:59", "2026-04-04T14:29:59Z"),
        ("Australia/Lord_Howe", "2026-04-05 01:30", "2026-04-04T14:30:00Z and 2026-04-04T15:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-05 02:00", "2026-04-04T15:30:00Z"),
    ])
    func `skip and repeat times to the second`(name: String, local: String, expected: String) throws {
        #expect(try drawn(zone(name).resolve(LocalDateTime(text: local))) == expected)
    }

    @Test func `may lie as far from UTC as a zone file may say`() {
        let change = at("2026-03-02T00:00:00Z")
        let east = Zone(name: "East", transitions: [change], offsets: [93_599, 0])
        #expect(east.resolve(east.local(change - 1)) == .twice(first: change - 1, second: change + 93_598))
        let west = Zone(name: "West", transitions: [change], offsets: [0, -89_999])
        #expect(west.resolve(west.local(change)) == .twice(first: change - 89_999, second: change))
    }

    @Test(arguments: [
        // The seconds stay, the hour of the day too.
        ("Europe/Berlin", "1d", "2026-03-28T19:00:37Z", "2026-03-29T18:00:37Z"),
        ("Europe/Berlin", "24h", "2026-03-28T19:00:37Z", "2026-03-29T19:00:37Z"),
        // Months before days, and both before hours.
        ("UTC", "1mo 1d", "2026-01-30T10:00:00Z", "2026-03-01T10:00:00Z"),
        ("Europe/Berlin", "1d 2h", "2026-03-28T01:30:00Z", "2026-03-29T03:00:00Z"),
        // By the date on the patient's wall, which is the next one.
        ("Asia/Kathmandu", "1mo", "2026-02-28T18:30:00Z", "2026-03-31T18:30:00Z"),
    ])
    func `count months and days on the wall`(name: String, length: String, start: String, expected: String) throws {
        #expect(try zone(name).adding(span(length), to: at(start)) == at(expected))
    }

    @Test func `are written to the minute, on the wall`() throws {
        let instant = at("2026-03-02T18:14:59Z")
        #expect(try zone("Asia/Kathmandu").written(instant) == "2026-03-02 23:59")
        #expect(try zone("Asia/Kathmandu").written(instant + 1) == "2026-03-03 00:00")
        #expect(Zone(standingInFor: "Asia/Kathmandu").written(instant) == "2026-03-02 18:14 UTC")
    }

    @Test func `have the same fingerprint on every machine, whatever the zone is called`() {
        func fingerprint(_ name: String, _ seconds: [Int64], _ offsets: [Int64]) -> String {
            Zone(name: name, transitions: seconds.map { Instant(seconds: $0) }, offsets: offsets).fingerprint
        }
        #expect(Zone.utc.fingerprint == "af5570f5a1810b7af78caf4bc70a660f")
        #expect(fingerprint("Etc/UTC", [], [0]) == Zone.utc.fingerprint)
        #expect(fingerprint("A", [5], [0, 3600]) == "7a0ee63798eb06a318856b10fb5942e3")
        #expect(fingerprint("A", [1000, 2000], [3600, 7200, 5400]) == "b7a75b52b6be97d878cafa4e10dd8466")
    }

    @Test func `that this machine does not know leave nothing to compute, and say how they come back`() {
        let problem = Problem.zoneAway("US/Pacific")
        #expect(problem.code == .unknownZone && problem.path.isEmpty)
        #expect(
            problem.message
                == "this machine does not know the patient's time zone 'US/Pacific', so what is to come cannot be worked out; install it "
                + "(package tzdata, for old names also tzdata-legacy), or give the patient another with 'aftercarectl patient change "
                + "PATIENT --zone ZONE'")
    }

    @Test func `that this machine does not know leave no days to add`() {
        let now = at("2026-03-02T09:00:00Z")
        let unknown = Zone(standingInFor: "US/Pacific")
        var problems = Problems()
        let hours = problems.adding(.hours(24), to: now, in: unknown, at: "duration")
        let known = problems.adding(.days(1), to: now, in: .utc, at: "duration")
        #expect(hours == now + 86_400 && known == now + 86_400 && problems.list == [])
        let days = problems.adding(.days(1), to: now, in: unknown, at: "duration")
        #expect(days == nil && problems.list.map(\.path) == ["duration"] && problems.list.map(\.code) == [.unknownZone])
        #expect(
            problems.list.first?.message
                == "'1d' counts by the patient's clock, and this machine does not know the time zone 'US/Pacific'; state a time in UTC, "
                + "like 2026-11-21T17:30Z, or hours, or install the zone (package tzdata, for old names also tzdata-legacy)")
    }
}
