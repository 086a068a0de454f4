import Foundation
import Testing

@testable import Systemd

@Suite("A snapshot of the journal's files")
struct JournalSnapshotTests {
    @Test("holds a file that is rotated while it looks")
    func survivesRotation() throws {
        let folder = try JournalFolder()
        try folder.write([["TEST_ID": "a", "_UID": "999"]])
        var looks = 0

        let snapshot = JournalSnapshot(of: .directory(folder.path)) { directory throws(Errno) in
            let names = try DirectoryListing.names(in: directory)
            looks += 1
            if looks == 1 {
                // Between listing and opening, the name comes to refer to another file.
                try? folder.rename("system.journal", "system@1.journal")
                try? folder.write([["TEST_ID": "b", "_UID": "999"]], at: 1)
            }
            return names
        }

        #expect(snapshot.blindSpots.isEmpty)
        #expect(snapshot.files.map(\.name.name) == ["system.journal", "system@1.journal"])
    }

    @Test("admits it when files come faster than it can open them")
    func admitsDefeat() throws {
        let folder = try JournalFolder()
        var looks = 0

        let snapshot = JournalSnapshot(of: .directory(folder.path)) { directory throws(Errno) in
            looks += 1
            try? Data().write(to: URL(fileURLWithPath: folder.path(of: "system@\(looks).journal")))
            return try DirectoryListing.names(in: directory)
        }

        #expect(snapshot.blindSpots == [.rotating(directory: folder.path)])
    }

    @Test("takes a file with two names for one file")
    func knowsIdentity() throws {
        let folder = try JournalFolder()
        try folder.write([["TEST_ID": "a", "_UID": "999"]])
        try FileManager.default.linkItem(
            atPath: folder.path(of: "system.journal"), toPath: folder.path(of: "system@1.journal"))

        #expect(JournalSnapshot(of: .directory(folder.path)).files.count == 1)
    }

    @Test("of a tree holds the files of every directory, and follows no link")
    func descends() throws {
        let folder = try JournalFolder()
        try FileManager.default.createDirectory(atPath: folder.path(of: "a/b"), withIntermediateDirectories: true)
        for name in ["remote-x.journal", "a/remote-y@1.journal", "a/b/remote-z.journal"] {
            try Data().write(to: URL(fileURLWithPath: folder.path(of: name)))
        }
        try FileManager.default.createSymbolicLink(atPath: folder.path(of: "a/round"), withDestinationPath: folder.path)

        let snapshot = JournalSnapshot(of: .tree(folder.path))
        #expect(snapshot.files.map(\.name.stem).sorted() == ["remote-x", "remote-y", "remote-z"] && snapshot.blindSpots.isEmpty)
        #expect(JournalSnapshot(of: .tree(folder.path(of: "c"))).blindSpots == [.noDirectory(paths: [folder.path(of: "c")])])
    }

    @Test("leaves out what is no journal file")
    func picksJournals() throws {
        let folder = try JournalFolder()
        for name in ["system.journal", "system@1.journal", "system@2.journal~", "fss", "system.journal.tmp"] {
            try Data().write(to: URL(fileURLWithPath: folder.path(of: name)))
        }

        let names = JournalSnapshot(of: .directory(folder.path)).files.map(\.name.name)

        #expect(names == ["system.journal", "system@2.journal~", "system@1.journal"])
    }

    @Test("looks into the files in use first, then from the newest archive to the oldest")
    func ordersFiles() {
        let names = ["system@b-1.journal", "system.journal~", "system@b-2.journal", "user-1.journal", "system.journal"]

        let sorted = names.map(JournalFileName.init(_:)).sorted { $0.precedes($1) }.map(\.name)

        #expect(
            sorted == ["user-1.journal", "system.journal", "system@b-2.journal", "system@b-1.journal", "system.journal~"]
        )
    }

    @Test("of a namespace is taken where journald keeps that namespace, on disk and in memory")
    func namespaceDirectories() throws {
        let id = try String(contentsOfFile: "/etc/machine-id", encoding: .utf8).trimmingCharacters(in: .newlines)

        #expect(
            try JournalSource.namespace("ns").directories() == [
                JournalDirectory(path: "/var/log/journal/\(id).ns", isVolatile: false),
                JournalDirectory(path: "/run/log/journal/\(id).ns", isVolatile: true),
            ])
        #expect(
            try JournalSource.local.directories().map(\.path) == ["/var/log/journal/\(id)", "/run/log/journal/\(id)"])
    }
}
