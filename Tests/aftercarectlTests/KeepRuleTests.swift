import Aftercare
import AftercareAPI
import Testing

@testable import aftercarectl

@Suite struct `A rule of what backups to keep` {
    private static let day: Int64 = 86_400
    private static let now = Instant(seconds: 1_795_274_537)

    /// One that was made so many days ago; below 0: the clock was ahead then.
    private static func backup(_ days: Int64, turn: Int = 1) -> NamedBackup {
        NamedBackup(of: .machine, takenAt: now - days * day, turn: turn)
    }

    struct Example: CustomTestStringConvertible {
        let count: Int?
        let days: Int64?
        /// The days that each backup is old; the first was just made.
        let backups: [Int64]
        let removed: [Int64]

        init(_ count: Int?, _ days: Int64?, _ backups: [Int64], _ removed: [Int64]) {
            (self.count, self.days, self.backups, self.removed) = (count, days, backups, removed)
        }

        var testDescription: String { "\(count.map { "\($0)" } ?? "any") newest, \(days.map { "\($0)" } ?? "no") days, of \(backups)" }
    }

    @Test(arguments: [
        //      newest, days,   made days ago         removed, the oldest first
        Example(nil, nil, [0, 1, 2, 400], []),
        Example(1, nil, [0, 1, 2], [2, 1]),
        Example(2, nil, [0, 1, 2, 3], [3, 2]),
        Example(4, nil, [0, 1, 2, 3], []),
        Example(9, nil, [0], []),
        Example(nil, 2, [0, 1, 2, 3, 4], [4, 3]),
        // Either is enough to stay.
        Example(2, 3, [0, 1, 2, 3, 4, 5], [5, 4]),
        Example(5, 1, [0, 1, 2, 3, 4, 5], [5]),
        // After a month in which none was made.
        Example(nil, 7, [0, 30, 31], [31, 30]),
        Example(3, 7, [0, 30, 31, 32], [32]),
        // The clock was ahead, and was set back: those that seem newer count, and the new one stays nevertheless.
        Example(2, nil, [0, -5, -4, 3], [3]),
        Example(1, nil, [0, -5, -4], [-4]),
        Example(nil, 1, [0, -5, 9], [9]),
        // The order in which a directory lists them is of no matter.
        Example(2, nil, [0, 3, 1, 2], [3, 2]),
    ])
    func `removes what neither number nor age keeps, and never the one just made`(_ example: Example) {
        let rule = KeepRule(count: example.count, age: example.days.map { $0 * Self.day })
        let backups = example.backups.map { Self.backup($0) }
        let removed = rule.superfluous(among: backups, besides: backups[0], at: Self.now)
        #expect(removed == example.removed.map { Self.backup($0) })
    }

    @Test func `keeps the later of one second, where it has to choose`() {
        let (first, second, third) = (Self.backup(1), Self.backup(1, turn: 2), Self.backup(0))
        #expect(KeepRule(count: 2).superfluous(among: [second, first, third], besides: third, at: Self.now) == [first])
    }

    @Test func `takes a length for what it is at most`() throws {
        for (text, days) in [("30d", 30), ("2w", 14), ("1mo", 31), ("1d", 1)] {
            #expect(KeepRule.seconds(of: try Span(plain: text)) == Int64(days) * Self.day)
        }
        #expect(KeepRule.seconds(of: try Span(plain: "36h")) == 36 * 3600)
    }

    // MARK: Names

    @Test func `knows a backup by the name that it gave`() {
        let north = ServicePlace.clinic("north")
        let backup = NamedBackup(of: north, takenAt: Self.now)
        #expect(backup.name == "aftercare-north-20261121T152217Z.sqlite")
        #expect(NamedBackup(name: backup.name, of: north) == backup)
        #expect(NamedBackup(of: .machine, takenAt: Self.now).name == "aftercare-20261121T152217Z.sqlite")
        let second = NamedBackup(of: .machine, takenAt: Self.now, turn: 2)
        #expect(second.name == "aftercare-20261121T152217Z-2.sqlite")
        #expect(NamedBackup(name: second.name, of: .machine) == second)
    }

    @Test(arguments: [
        "aftercare-north-20261121T152217Z.sqlite", "aftercare-20261121T152217Z.sqlite.sha256", "clinic.backup",
        "aftercare-20261121T152217Z.sqlite.old", "aftercare-20261121T152217Z-keep.sqlite", "aftercare-20261121T152217.sqlite",
        "aftercare-20261321T152217Z.sqlite", "Aftercare-20261121T152217Z.sqlite", "aftercare-before-the-upgrade.sqlite",
        "aftercare-20261121T152217Z-1.sqlite", "aftercare-.sqlite", ".sqlite",
    ])
    func `takes no other name for one of its own`(_ name: String) {
        #expect(NamedBackup(name: name, of: .machine) == nil)
    }
}
