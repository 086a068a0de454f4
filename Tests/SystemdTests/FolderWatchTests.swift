import Foundation
import Testing

@testable import Systemd

/// The kernel's own watch over real folders.
@Suite("Watching folders")
struct FolderWatchTests {
    /// Watches `folder`, and its parent for the folder's name; yields each reported change.
    private func watch(_ folder: String) throws -> AsyncStream<Void> {
        let (changes, change) = AsyncStream<Void>.makeStream()
        let parent = (folder as NSString).deletingLastPathComponent
        let name = (folder as NSString).lastPathComponent
        try FolderWatch.start {
            [.init(folder), .init(parent, names: [name])]
        } onChange: {
            change.yield()
        }
        return changes
    }

    @Test("a file that is written, replaced or removed is told of")
    func files() async throws {
        let directory = try TemporaryDirectory()
        let folder = directory.path + "/zoneinfo"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        var changes = try watch(folder).makeAsyncIterator()

        try Data("one".utf8).write(to: URL(filePath: folder + "/a"))
        #expect(await changes.next() != nil)
        try Data("two".utf8).write(to: URL(filePath: folder + "/b"), options: .atomic)
        #expect(await changes.next() != nil)
        try FileManager.default.removeItem(atPath: folder + "/a")
        #expect(await changes.next() != nil)
    }

    @Test("a folder that goes and comes back is told of, and what changes in it then")
    func folder() async throws {
        let directory = try TemporaryDirectory()
        let folder = directory.path + "/zoneinfo"
        var changes = try watch(folder).makeAsyncIterator()

        // Another file in the parent does not matter: only the folder is watched.
        try Data("".utf8).write(to: URL(filePath: directory.path + "/other"))
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        #expect(await changes.next() != nil)
        try Data("one".utf8).write(to: URL(filePath: folder + "/a"))
        #expect(await changes.next() != nil)
        try FileManager.default.moveItem(atPath: folder, toPath: folder + ".away")
        #expect(await changes.next() != nil)
        try FileManager.default.moveItem(atPath: folder + ".away", toPath: folder)
        #expect(await changes.next() != nil)
        try FileManager.default.removeItem(atPath: folder + "/a")
        #expect(await changes.next() != nil)
    }

    /// A second watch over the same folder, for every name, shows when the other file's change has been processed.
    @Test("a neighbour of what is watched does not count")
    func neighbour() async throws {
        let directory = try TemporaryDirectory()
        let parent = directory.path
        let folder = parent + "/zoneinfo"
        let (found, find) = AsyncStream<Bool>.makeStream()
        try FolderWatch.start {
            [.init(parent, names: ["zoneinfo"])]
        } onChange: {
            find.yield(FileManager.default.fileExists(atPath: folder))
        }
        let (changes, change) = AsyncStream<Void>.makeStream()
        try FolderWatch.start {
            [.init(parent)]
        } onChange: {
            change.yield()
        }
        var all = changes.makeAsyncIterator()
        for name in ["other", "another"] {
            try Data().write(to: URL(filePath: parent + "/" + name))
            _ = await all.next()
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        var first = found.makeAsyncIterator()
        #expect(await first.next() == true)
    }

    /// The parent of a folder is watched for the folder's name, and may also be watched itself.
    @Test("a folder that is named twice is watched for all that was asked")
    func twice() async throws {
        let directory = try TemporaryDirectory()
        let parent = directory.path
        let (changes, change) = AsyncStream<Void>.makeStream()
        try FolderWatch.start {
            [.init(parent), .init(parent, names: ["zoneinfo"])]
        } onChange: {
            change.yield()
        }
        var told = changes.makeAsyncIterator()
        try Data().write(to: URL(filePath: parent + "/other"))
        #expect(await told.next() != nil)
    }
}
