import Testing

/// The clocks that programs trip over: what the judge says of them and what we say, in one drawing.
@Suite struct `Of an odd clock the judge and we draw the same` {
    @Test func `Samoa crossed the date line and had no 30 December 2011`() async throws {
        try await Fates(
            zone: "Pacific/Apia",
            drawing: """
                2011-12-29 23:59  once   2011-12-30T09:59:00Z
                2011-12-30 00:00  never  2011-12-30T10:00:00Z
                2011-12-30 12:00  never  2011-12-30T10:00:00Z
                2011-12-30 23:59  never  2011-12-30T10:00:00Z
                2011-12-31 00:00  once   2011-12-30T10:00:00Z
                """
        ).expect()
    }

    @Test func `Kwajalein had no 21 August 1993`() async throws {
        try await Fates(
            zone: "Pacific/Kwajalein",
            drawing: """
                1993-08-20 23:59  once   1993-08-21T11:59:00Z
                1993-08-21 09:00  never  1993-08-21T12:00:00Z
                1993-08-22 00:00  once   1993-08-21T12:00:00Z
                """
        ).expect()
    }

    @Test func `Kiritimati went from 30 December 1994 to New Year`() async throws {
        try await Fates(
            zone: "Pacific/Kiritimati",
            drawing: """
                1994-12-30 23:59  once   1994-12-31T09:59:00Z
                1994-12-31 12:00  never  1994-12-31T10:00:00Z
                1995-01-01 00:00  once   1994-12-31T10:00:00Z
                """
        ).expect()
    }

    @Test func `Lord Howe Island saves half an hour of daylight`() async throws {
        try await Fates(
            zone: "Australia/Lord_Howe",
            drawing: """
                2026-04-05 01:29  once   2026-04-04T14:29:00Z
                2026-04-05 01:30  twice  2026-04-04T14:30:00Z 2026-04-04T15:00:00Z
                2026-04-05 02:00  once   2026-04-04T15:30:00Z
                2026-10-04 01:59  once   2026-10-03T15:29:00Z
                2026-10-04 02:15  never  2026-10-03T15:30:00Z
                2026-10-04 02:30  once   2026-10-03T15:30:00Z
                """
        ).expect()
    }

    @Test(arguments: ["Africa/Casablanca", "Africa/El_Aaiun"])
    func `Morocco sets its clocks back for Ramadan`(zone: String) async throws {
        try await Fates(
            zone: zone,
            drawing: """
                2025-02-23 01:59  once   2025-02-23T00:59:00Z
                2025-02-23 02:30  twice  2025-02-23T01:30:00Z 2025-02-23T02:30:00Z
                2025-03-15 12:00  once   2025-03-15T12:00:00Z
                2025-04-06 02:30  never  2025-04-06T02:00:00Z
                2025-07-01 12:00  once   2025-07-01T11:00:00Z
                """
        ).expect()
    }

    @Test func `Cairo changed its clocks four times in 2014, at midnight`() async throws {
        try await Fates(
            zone: "Africa/Cairo",
            drawing: """
                2014-05-15 23:59  once   2014-05-15T21:59:00Z
                2014-05-16 00:00  never  2014-05-15T22:00:00Z
                2014-05-16 01:00  once   2014-05-15T22:00:00Z
                2014-06-26 23:30  twice  2014-06-26T20:30:00Z 2014-06-26T21:30:00Z
                2014-08-01 00:30  never  2014-07-31T22:00:00Z
                2014-09-25 23:30  twice  2014-09-25T20:30:00Z 2014-09-25T21:30:00Z
                """
        ).expect()
    }

    @Test func `Pyongyang went half an hour back in 2015, and forward again in 2018`() async throws {
        try await Fates(
            zone: "Asia/Pyongyang",
            drawing: """
                2015-08-14 23:29  once   2015-08-14T14:29:00Z
                2015-08-14 23:30  twice  2015-08-14T14:30:00Z 2015-08-14T15:00:00Z
                2015-08-15 00:00  once   2015-08-14T15:30:00Z
                2018-05-04 23:29  once   2018-05-04T14:59:00Z
                2018-05-04 23:30  never  2018-05-04T15:00:00Z
                2018-05-05 00:00  once   2018-05-04T15:00:00Z
                """
        ).expect()
    }

    @Test func `Troll station saves two hours of daylight`() async throws {
        try await Fates(
            zone: "Antarctica/Troll",
            drawing: """
                2026-03-29 00:59  once   2026-03-29T00:59:00Z
                2026-03-29 01:00  never  2026-03-29T01:00:00Z
                2026-03-29 02:59  never  2026-03-29T01:00:00Z
                2026-03-29 03:00  once   2026-03-29T01:00:00Z
                2026-10-25 01:00  twice  2026-10-24T23:00:00Z 2026-10-25T01:00:00Z
                2026-10-25 02:59  twice  2026-10-25T00:59:00Z 2026-10-25T02:59:00Z
                """
        ).expect()
    }

    /// Its standard time is that of the summer: the daylight saved in winter is an hour less than none.
    @Test func `Dublin saves daylight backwards`() async throws {
        try await Fates(
            zone: "Europe/Dublin",
            drawing: """
                2026-01-15 12:00  once   2026-01-15T12:00:00Z
                2026-03-29 01:30  never  2026-03-29T01:00:00Z
                2026-07-15 12:00  once   2026-07-15T11:00:00Z
                2026-10-25 01:30  twice  2026-10-25T00:30:00Z 2026-10-25T01:30:00Z
                """
        ).expect()
    }

    @Test(arguments: ["America/Nuuk", "America/Godthab"])
    func `Nuuk kept the summer of 2023 and saves daylight on top of it since`(zone: String) async throws {
        try await Fates(
            zone: zone,
            drawing: """
                2022-10-29 22:30  twice  2022-10-30T00:30:00Z 2022-10-30T01:30:00Z
                2023-03-25 22:30  never  2023-03-26T01:00:00Z
                2023-10-28 22:30  once   2023-10-29T00:30:00Z
                2024-03-30 22:30  once   2024-03-31T00:30:00Z
                2024-03-30 23:30  never  2024-03-31T01:00:00Z
                2024-10-26 23:30  twice  2024-10-27T00:30:00Z 2024-10-27T01:30:00Z
                """
        ).expect()
    }

    @Test func `Manila saved no daylight in the 21st century`() async throws {
        try await Fates(
            zone: "Asia/Manila",
            drawing: """
                2001-03-25 02:30  once   2001-03-24T18:30:00Z
                2026-07-01 00:00  once   2026-06-30T16:00:00Z
                """
        ).expect()
    }

    @Test func `Kathmandu moved on by a quarter of an hour in 1986`() async throws {
        try await Fates(
            zone: "Asia/Kathmandu",
            drawing: """
                1985-12-31 23:59  once   1985-12-31T18:29:00Z
                1986-01-01 00:14  never  1985-12-31T18:30:00Z
                1986-01-01 00:15  once   1985-12-31T18:30:00Z
                """
        ).expect()
    }

    @Test func `Monrovia was 44 minutes and 30 seconds behind until 1972`() async throws {
        try await Fates(
            zone: "Africa/Monrovia",
            drawing: """
                1972-01-06 23:59  once   1972-01-07T00:43:30Z
                1972-01-07 00:44  never  1972-01-07T00:44:30Z
                1972-01-07 00:45  once   1972-01-07T00:45:00Z
                """
        ).expect()
    }
}
