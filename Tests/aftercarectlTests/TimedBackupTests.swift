import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import aftercarectl

/// With a real backup, that the daemon's own program reads.
@Suite struct `A backup that names itself` {
    private let sample: SampleBackup
    private let service: StandIn

    init() async throws {
        sample = try await SampleBackup.made.value
        service = try sample.standIn()
    }

    private func inFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "timed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            service.stop()
            try? FileManager.default.removeItem(at: folder)
        }
        try await body(folder)
    }

    private func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    /// A backup of an earlier day, or what looks like one.
    private func put(_ name: String, ofStore store: String?, in folder: URL) throws {
        try Data("old".utf8).write(to: folder.appending(path: name))
        if let store {
            let checksum = BackupChecksum(size: 3, sha256: String(repeating: "0", count: 64), store: store)
            try Data(checksum.text(of: name).utf8).write(to: folder.appending(path: name + ".sha256"))
        }
    }

    private let name = "aftercare-20261121T152217Z.sqlite"

    @Test func `lies there as a whole, of its owner alone, with its checksum beside it`() async throws {
        try await inFolder { folder in
            let made = try await Program.run("backup", "--into", folder.path, socket: service.socket)
            #expect(made.status == 0, "\(made.talk)")
            let file = folder.appending(path: name)
            #expect(made.data.contains("as of 2026-11-21T15:22:17Z, to '\(file.path)'; it is sound\n"), "\(made)")
            #expect(try names(in: folder) == [name, name + ".sha256"])
            #expect(try Data(contentsOf: file) == sample.content)
            for name in try names(in: folder) {
                let attributes = try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
            let checksum = try String(contentsOf: folder.appending(path: name + ".sha256"), encoding: .utf8)
            #expect(checksum == "# size \(sample.content.count)\n# store \(sample.store)\n\(sample.body.sha256)  \(name)\n")

            let checked = try await Program.run("backup", "check", file.path)
            #expect(checked.status == 0, "\(checked)")
            #expect(checked.data.hasPrefix("\(file.path) is sound\n") && checked.data.contains("it is as it was made"), "\(checked)")
        }
    }

    @Test func `of the same second gets a number, and replaces nothing`() async throws {
        try await inFolder { folder in
            let first = try await Program.run("backup", "--into", folder.path, socket: service.socket)
            let second = try await Program.run("backup", "--into", folder.path, socket: service.socket)
            #expect(first.status == 0 && second.status == 0, "\(first), \(second)")
            let files = try names(in: folder).filter { !$0.hasSuffix(".sha256") }
            #expect(files == ["aftercare-20261121T152217Z-2.sqlite", name])
        }
    }

    @Test func `removes older ones of its own store alone, and says so`() async throws {
        try await inFolder { folder in
            let other = UUID().uuidString.lowercased()
            try put("aftercare-20261101T031500Z.sqlite", ofStore: sample.store, in: folder)
            try put("aftercare-20261102T031500Z.sqlite", ofStore: sample.store.uppercased(), in: folder)
            try put("aftercare-20261103T031500Z.sqlite", ofStore: sample.store, in: folder)
            // Another machine's, one of whom nobody knows, one of another clinic, one that a person named, and a directory.
            let foreign = [
                "aftercare-20261001T031500Z.sqlite", "aftercare-20261002T031500Z.sqlite", "aftercare-north-20261003T031500Z.sqlite",
                "before-the-upgrade.sqlite",
            ]
            for (name, store) in zip(foreign, [other, nil, sample.store, sample.store]) { try put(name, ofStore: store, in: folder) }
            // What a removal that was cut short left, and a run that was killed.
            let lone = BackupChecksum(size: 3, sha256: String(repeating: "0", count: 64), store: sample.store).text(of: "x")
            try Data(lone.utf8).write(to: folder.appending(path: "aftercare-20261004T031500Z.sqlite.sha256"))
            try Data("half".utf8).write(to: folder.appending(path: ".aftercare-backup-99999999.new"))

            let made = try await Program.run("backup", "--into", folder.path, "--keep", "2", "--format", "json", socket: service.socket)
            #expect(made.status == 0, "\(made.talk)")
            let told = try #require(try JSONSerialization.jsonObject(with: Data(made.data.utf8)) as? [String: Any])
            #expect(told["removed"] as? [String] == ["aftercare-20261101T031500Z.sqlite", "aftercare-20261102T031500Z.sqlite"])
            #expect(told["name"] as? String == name && told["sha256"] as? String == sample.body.sha256)
            let left = try names(in: folder)
            #expect(left.filter { !$0.hasSuffix(".sha256") } == (foreign + ["aftercare-20261103T031500Z.sqlite", name]).sorted())
            #expect(!left.contains("aftercare-20261004T031500Z.sqlite.sha256"))
        }
    }

    @Test func `that is not sound is not kept, and costs no older one`() async throws {
        let torn = try sample.standIn(damaged: true)
        defer { torn.stop() }
        try await inFolder { folder in
            try put("aftercare-20261101T031500Z.sqlite", ofStore: sample.store, in: folder)
            let made = try await Program.run("backup", "--into", folder.path, "--keep", "1", socket: torn.socket)
            #expect(made.status == 1 && made.talk.hasPrefix("error: the backup is not sound ("), "\(made)")
            #expect(try names(in: folder) == ["aftercare-20261101T031500Z.sqlite", "aftercare-20261101T031500Z.sqlite.sha256"])
        }
    }

    // MARK: A command

    @Test func `is given to a command, which is told what it is`() async throws {
        try await inFolder { folder in
            let taken = folder.appending(path: "taken").path
            let command =
                "cat > \(taken); echo $AFTERCARE_BACKUP_NAME $AFTERCARE_BACKUP_SHA256 $AFTERCARE_BACKUP_SIZE "
                + "$AFTERCARE_BACKUP_TAKEN_AT; echo more >&2"
            let made = try await Program.run(
                "backup", "--to-command", command, socket: service.socket, environment: ["TMPDIR": folder.path])
            #expect(made.status == 0, "\(made.talk)")
            #expect(try Data(contentsOf: URL(filePath: taken)) == sample.content)
            #expect(made.talk == "\(name) \(sample.body.sha256) \(sample.content.count) 2026-11-21T15:22:17Z\nmore\n")
            // Nothing of it stays where it lay meanwhile.
            #expect(try names(in: folder) == ["taken"])
        }
    }

    @Test(arguments: [("exit 3", "3"), ("kill -9 $$", "137")])
    func `has failed where the command fails, and its file stays`(_ command: String, _ status: String) async throws {
        try await inFolder { folder in
            let made = try await Program.run("backup", "--into", folder.path, "--to-command", command, socket: service.socket)
            #expect(made.status == 1 && made.data == "")
            #expect(
                made.talk
                    == "error: the command of '--to-command' failed, with exit status \(status); the backup itself is kept in '\(folder.path)/\(name)'\n"
            )
            #expect(try names(in: folder) == [name, name + ".sha256"])
        }
    }

    @Test func `ends a command whose reader goes away`() async throws {
        try await inFolder { folder in
            // A program that is sent no SIGPIPE would never stop.
            let made = try await Program.run(
                ["backup", "--to-command", "yes | head -n 1"], socket: service.socket, environment: ["TMPDIR": folder.path], endedAfter: 50)
            #expect(made.status == 0 && made.talk == "y\n", "\(made)")
        }
    }

    // MARK: A check

    @Test func `is found to be damaged by a check, and says what to do`() async throws {
        try await inFolder { folder in
            var bytes = sample.content
            bytes.removeLast(100)
            let (good, bad) = (folder.appending(path: "good"), folder.appending(path: "-bad"))
            try sample.content.write(to: good)
            try bytes.write(to: bad)
            let checked = try await Program.run("backup", "check", good.path, bad.path, folder.path, "/nonexistent")
            #expect(checked.status == 1 && checked.talk == "", "\(checked)")
            #expect(checked.data.contains("\(good.path) is sound\n") && checked.data.contains("\(bad.path) is not sound\n"), "\(checked)")
            #expect(checked.data.contains("\(folder.path) is not sound\n") && checked.data.contains("/nonexistent is not sound\n"))
            #expect(checked.data.contains("'aftercarectl backup FILE'"))
            let told = try await Program.run("backup", "check", bad.path, "--format", "json")
            let body = try Wire.decode(BackupChecksBody.self, from: Data(told.data.utf8))
            #expect(told.status == 1 && body.backups.map(\.isSound) == [false] && body.backups[0].problem != nil)
            #expect(try names(in: folder) == ["-bad", "good"])
        }
    }

    @Test(arguments: [
        [], ["a", "--into", "/tmp"], ["--keep", "3"], ["--into", "/tmp", "--keep", "0"], ["--into", "/tmp", "--keep-for", "30"],
        ["--into", "/tmp", "--keep-for", "0d"], ["--into", ""], ["--to-command", ""], ["--into", "/tmp", "--force"],
        ["a", "--keep-for", "3d"],
    ])
    func `that makes no sense is not asked for`(_ words: [String]) async throws {
        let refused = try await Program.run(["backup"] + words, socket: service.socket)
        #expect(refused.status == 64 && refused.talk.hasPrefix("error: "), "\(words): \(refused)")
        #expect(service.questions.isEmpty)
        service.stop()
    }
}
