import Aftercare
import AftercareAPI
import Testing

@testable import aftercarectl

@Suite struct `The words of a backup` {
    private let made = BackupBody(
        takenAt: at("2026-11-21T15:22:17Z"), patients: 1, reminders: 2, size: 3 << 20, sha256: String(repeating: "0", count: 64))

    @Test(
        arguments: [
            ([], nil), (["a"], "removed 1 older backup: 'a'"), (["b", "a"], "removed 2 older backups: 'b', 'a'"),
        ] as [([String], String?)])
    func `name the older ones that it replaced`(removed: [String], words: String?) {
        var timed = TimedBackupBody(made, "new")
        timed.removed = removed
        let lines = BackupSheet(backup: made, file: "/b/new").lines(of: timed)
        let first = "backed up 1 patient, 2 reminders, 3 MiB, as of 2026-11-21T15:22:17Z, to '/b/new'; it is sound"
        #expect(lines == [first] + [words].compactMap(\.self))
    }

    private func drawn(_ check: BackupCheckBody) -> [String] {
        BackupCheckSheet(check: check, commands: ServiceCommands(.clinic("de"))).lines(on: .plain)
    }

    @Test func `tell all that is in a sound one`() {
        let check = BackupCheckBody(
            file: "copy", isSound: true, takenAt: at("2026-11-21T15:22:17Z"), isBackup: true, patients: 1, reminders: 2, size: 3 << 20,
            sha256: "abc", matchesChecksum: true, store: "def")
        #expect(
            drawn(check) == [
                "copy is sound", "  as of     2026-11-21T15:22:17Z", "  holds     1 patient, 2 reminders, 3 MiB", "  store     def",
                "  SHA-256   abc", "  checksum  it is as it was made",
            ])
    }

    @Test func `say that a store was no backup, and nothing of a checksum that is not there`() {
        let check = BackupCheckBody(file: "copy", isSound: true, isBackup: false, reminders: 2, matchesChecksum: false)
        #expect(
            drawn(check) == [
                "copy is sound", "  as of  it does not say", "  holds  2 reminders",
                "  note   it was not made by 'aftercarectl backup': it is a store that was closed, or the copy of one",
            ])
    }

    @Test func `say of one that is not sound why, and what its own clinic does then`() {
        #expect(
            drawn(BackupCheckBody(file: "copy", isSound: false, problem: "it is cut short", patients: 1)) == [
                "copy is not sound", "  why  it is cut short",
                "  do   keep it out of the way, and take another one, or make one: 'aftercarectl --clinic de backup FILE'",
            ])
    }
}
