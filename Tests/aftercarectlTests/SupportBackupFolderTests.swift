import Aftercare
import AftercareAPI
import Foundation
import Glibc
import Testing

@testable import aftercarectl

/// What lies in the directory of '--into', and what of it is touched.
@Suite struct `A directory of backups` {
    private static let own = "0f0f0f0f-0000-4000-8000-00000000000a"
    private static let other = "0f0f0f0f-0000-4000-8000-00000000000b"
    private static let north = ServicePlace.clinic("north")
    private static let first = "aftercare-north-20261120T131800Z.sqlite"

    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(path: "kept-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func names(in folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    private func write(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

    /// A backup of that name, with a checksum of that store beside it.
    private func put(_ name: String, of store: String?, in folder: String) throws {
        try write("old", "\(folder)/\(name)")
        if let store { try putChecksum(name, of: store, in: folder) }
    }

    private func putChecksum(_ name: String, of store: String, in folder: String) throws {
        try write(BackupChecksum(size: 3, sha256: "ab", store: store).text(of: name), "\(folder)/\(name).sha256")
    }

    private func place(in folder: String) throws -> NamedBackup {
        let draft = try BackupDraft(in: folder)
        try Array("new".utf8).withUnsafeBytes(draft.write)
        try draft.sync()
        return try BackupFolder(path: folder, place: Self.north, store: Self.own)
            .place(draft, BackupBody(takenAt: now, patients: 1, reminders: 2, size: 3, sha256: "cd"))
    }

    @Test func `numbers those of one second behind the last, up to nine`() throws {
        try inFolder { folder in
            let one = try place(in: folder)
            #expect(one.name == Self.first && one.turn == 1 && one.takenAt == now)
            #expect(try String(contentsOfFile: "\(folder)/\(Self.first)", encoding: .utf8) == "new")
            let checksum = try String(contentsOfFile: "\(folder)/\(Self.first).sha256", encoding: .utf8)
            #expect(checksum == "# size 3\n# store \(Self.own)\ncd  \(Self.first)\n")
            #expect(try names(in: folder) == [Self.first, "\(Self.first).sha256"])
            #expect(try place(in: folder).name == "aftercare-north-20261120T131800Z-2.sqlite")
            // A number that is free again would make the newest look like the oldest.
            try put("aftercare-north-20261120T131800Z-6.sqlite", of: nil, in: folder)
            #expect(try (7...9).map { _ in try place(in: folder).turn } == [7, 8, 9])
            let failure = #expect(throws: Failure.self) { try place(in: folder) }
            #expect(failure?.message.hasPrefix("in '\(folder)' there are too many backups of the second '") == true)
            #expect(failure?.status == .outputLost)
            #expect(try !names(in: folder).contains { $0.hasPrefix(".") })
        }
    }

    @Test func `passes over a name whose checksum is there already`() throws {
        try inFolder { folder in
            try putChecksum(Self.first, of: Self.own, in: folder)
            #expect(try place(in: folder).turn == 2)
            #expect(try !names(in: folder).contains(Self.first))
        }
    }

    @Test func `counts as backups only files of its own store, with a checksum, by their names`() throws {
        try inFolder { folder in
            try put("aftercare-north-20261103T031500Z.sqlite", of: Self.own, in: folder)
            try put("aftercare-north-20261102T031500Z-2.sqlite", of: Self.own.uppercased(), in: folder)
            try put("aftercare-north-20261104T031500Z.sqlite", of: Self.other, in: folder)
            try put("aftercare-north-20261105T031500Z.sqlite", of: nil, in: folder)
            try put("aftercare-20261106T031500Z.sqlite", of: Self.own, in: folder)
            let linked = "aftercare-north-20261107T031500Z.sqlite"
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/\(linked)", withDestinationPath: "\(folder)/aftercare-north-20261103T031500Z.sqlite")
            try putChecksum(linked, of: Self.own, in: folder)
            let backups = try BackupFolder(path: folder, place: Self.north, store: Self.own).backups()
            #expect(
                backups.map(\.name) == ["aftercare-north-20261102T031500Z-2.sqlite", "aftercare-north-20261103T031500Z.sqlite"])
            #expect(backups.map(\.turn) == [2, 1])
        }
    }

    @Test func `loses only those checksums of its store whose backups are gone`() throws {
        try inFolder { folder in
            let whole = "aftercare-north-20261103T031500Z.sqlite"
            try put(whole, of: Self.own, in: folder)
            try putChecksum("aftercare-north-20261102T031500Z.sqlite", of: Self.own, in: folder)
            let kept = ["aftercare-north-20261101T031500Z.sqlite", "aftercare-20261102T031500Z.sqlite", "mine.sqlite"]
            for (name, store) in zip(kept, [Self.other, Self.own, Self.own]) { try putChecksum(name, of: store, in: folder) }
            try BackupFolder(path: folder, place: Self.north, store: Self.own).removeLoneChecksums()
            #expect(try names(in: folder) == (kept.map { $0 + ".sha256" } + [whole, "\(whole).sha256"]).sorted())
        }
    }

    @Test func `loses a backup with its checksum, and says what it cannot remove`() throws {
        try inFolder { folder in
            let kept = BackupFolder(path: folder, place: Self.north, store: Self.own)
            let backup = NamedBackup(of: Self.north, takenAt: now)
            try put(backup.name, of: Self.own, in: folder)
            try kept.remove(backup)
            #expect(try names(in: folder) == [])
            // One that went meanwhile is no failure.
            #expect(throws: Never.self) { try kept.remove(backup) }
            try FileManager.default.createDirectory(atPath: "\(folder)/\(backup.name)", withIntermediateDirectories: true)
            let failure = #expect(throws: Failure.self) { try kept.remove(backup) }
            #expect(failure?.message.hasPrefix("'\(folder)/\(backup.name)' is no longer wanted, and cannot be removed (") == true)
            #expect(failure?.status == .outputLost)
        }
    }

    @Test(
        arguments: [
            ("# size 3\n# store 0F0F-A\nab  x\n", "0f0f-a"), ("# store 0f0f\n", "0f0f"), ("# size 3\nab  x\n", nil),
            (" # store 0f0f\n", nil),
            ("# store mine\n", nil), ("# store \n", nil), ("", nil),
        ] as [(String, String?)])
    func `tells by a checksum which store it is of`(text: String, store: String?) {
        #expect(BackupChecksum.store(in: text) == store)
    }

    @Test func `loses something only where a rule says what to keep`() {
        #expect(!KeepRule().removes && KeepRule(count: 1).removes && KeepRule(age: 1).removes)
    }

    // MARK: Drafts

    /// How many descriptors of this process lead to the file, whether it still has its name or not.
    private func descriptors(of path: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { descriptor in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)"))?.hasPrefix(path) == true
        }
    }

    @Test func `has a draft for its owner alone, of which nothing is left`() throws {
        try inFolder { folder in
            var draft: BackupDraft? = try BackupDraft(in: folder)
            let path = try #require(draft?.path)
            #expect(path == "\(folder)/.aftercare-backup-\(getpid()).new")
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            #expect(try descriptors(of: path) == 1)
            draft = nil
            #expect(try names(in: folder) == [])
            #expect(try descriptors(of: path) == 0)
        }
    }

    @Test func `loses the drafts of killed runs, and no other file`() throws {
        try inFolder { folder in
            let others = [".aftercare-backup-3", "aftercare-backup-4.new", ".aftercare-4.new"]
            for name in [".aftercare-backup-1.new", ".aftercare-backup-2.new"] + others { try write("half", "\(folder)/\(name)") }
            // Another run is at work on this one.
            let held = open("\(folder)/.aftercare-backup-2.new", O_RDONLY | O_CLOEXEC)
            defer { close(held) }
            #expect(flock(held, LOCK_EX | LOCK_NB) == 0)
            let draft = try BackupDraft(in: folder)
            let own = URL(filePath: draft.path).lastPathComponent
            #expect(try names(in: folder) == (others + [".aftercare-backup-2.new", own]).sorted())
            #expect(draft.folder == folder)
        }
    }

    @Test func `that is not there is named`() {
        let failure = #expect(throws: Failure.self) { try BackupDraft(in: "/nonexistent") }
        #expect(
            failure?.message == "no backup can be written in '/nonexistent' (no such file or directory); nothing of it was kept: "
                + "check the directory, its owner, and the room there")
        #expect(failure?.status == .outputLost)
    }
}
