import Foundation
import Glibc
import Testing

@testable import AftercareStore

@Suite struct `A file of the store` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func put(_ bytes: Int, at name: String = "file") throws -> String {
        let path = scratch.path + "/" + name
        try Data((0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// Files are read in chunks of 1 MiB.
    @Test(arguments: [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 19])
    func `has the digest and the size that other programs find`(size: Int) throws {
        let path = try put(size)
        let file = try Descriptor(path, O_RDONLY)
        #expect(try file.size == size && DiskFile.size(path) == Int64(size) && DiskFile.exists(path))
        let digest = try file.digest()
        try run("sh", "-c", "echo '\(digest)  \(path)' | sha256sum --check --status")
        var read: [UInt8] = []
        try file.readAll { read += $0 }
        #expect(try Data(read) == scratch.bytes(path))
    }

    @Test func `is read from where it is asked, and ends where it ends`() throws {
        let path = scratch.path + "/file"
        try Data("0123456789".utf8).write(to: URL(fileURLWithPath: path))
        let file = try Descriptor(path, O_RDONLY)
        func text(_ offset: Int64, _ count: Int) throws -> String {
            String(decoding: try file.read(at: offset, upTo: count), as: UTF8.self)
        }
        #expect(try text(0, 3) == "012")
        #expect(try text(7, 2) == "78")
        #expect(try text(7, 9) == "789")
        #expect(try text(10, 9) == "")
    }

    @Test func `is made once, for its owner alone`() throws {
        let path = scratch.path + "/new"
        #expect(DiskFile.size(path) == nil && !DiskFile.exists(path))
        try DiskFile.create(path).write([1, 2, 3])
        #expect(try scratch.bytes(path) == Data([1, 2, 3]))
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(throws: StoreError.unusable(path: path, detail: "file exists")) { try DiskFile.create(path) }
        #expect(try scratch.bytes(path) == Data([1, 2, 3]))
    }

    @Test func `is removed, also where there is none, and a directory is told`() throws {
        let path = try put(1)
        for _ in 0..<2 {
            try DiskFile.remove(path)
            #expect(try scratch.names == [])
        }
        #expect(throws: StoreError.unusable(path: scratch.path, detail: "is a directory")) { try DiskFile.remove(scratch.path) }
    }

    @Test func `that cannot be moved is told by where it should go`() throws {
        let (path, other) = (try put(1), scratch.path + "/nowhere/file")
        let error = StoreError.unusable(path: other, detail: "no such file or directory")
        #expect(throws: error) { try DiskFile.rename(path, to: other) }
        #expect(DiskFile.exists(path))
    }

    /// A device on which there is never room, and which cannot be synced.
    @Test func `that takes nothing is told at once`() throws {
        let device = try Descriptor("/dev/full", O_WRONLY)
        #expect(throws: StoreError.full(path: "/dev/full")) { try device.write([1]) }
        #expect(throws: StoreError.unusable(path: "/dev/full", detail: "invalid argument")) { try device.sync() }
        let missing = scratch.path + "/missing"
        let error = StoreError.unusable(path: missing, detail: "no such file or directory")
        #expect(throws: error) { try Descriptor(missing, O_RDONLY) }
        #expect(throws: error) { try FileIdentity(of: missing) }
    }

    @Test func `has the room of its file system, as far as that is known`() throws {
        let disk = try SmallDisk(mebibytes: 4)
        #expect(DiskFile.free(at: disk.path) == Int64(4 << 20))
        try run("truncate", "-s", "1M", disk.path + "/file")
        try run("fallocate", "-l", "1M", disk.path + "/file")
        #expect(DiskFile.free(at: disk.path) == Int64(3 << 20))
        #expect(DiskFile.free(at: disk.path + "/missing") == nil)
    }

    // MARK: The seal

    private static let digest = String(repeating: "0a", count: 32)

    @Test func `is sealed by its size and its digest`() throws {
        let path = try put(5)
        let seal = try StoreSeal(of: Descriptor(path, O_RDONLY))
        #expect(seal.size == 5 && seal.text == "# size 5\n\(seal.digest)  store.sqlite\n")
        #expect(StoreSeal(text: seal.text) == seal)
        #expect(seal.difference(from: seal) == nil)
        let longer = try #require(StoreSeal(text: "# size 6\n\(seal.digest)  store.sqlite\n"))
        let other = try #require(StoreSeal(text: "# size 5\n\(Self.digest)  store.sqlite\n"))
        #expect(seal.difference(from: longer) == "it has 6 bytes, and had 5")
        #expect(seal.difference(from: other) == "its content has changed")
    }

    @Test(
        arguments: [
            "", "# size 5\n", "\(digest)  store.sqlite\n", "# size -5\n\(digest)  store.sqlite\n", "# size 5\n\(digest)  store.sqlite",
            "# size 5\n\(digest)  store.sqlite\n\n", "\n# size 5\n\(digest)  store.sqlite\n", "# size 5\n\(digest)  other.sqlite\n",
            "# size 5\n\(digest) store.sqlite\n", "# size 5\n\(digest)a  store.sqlite\n", "# size 5\n\(digest.dropLast())  store.sqlite\n",
            "# size 5\n\(digest.uppercased())  store.sqlite\n", "# size 99999999999999999999\n\(digest)  store.sqlite\n",
        ])
    func `has no seal in a text of another form`(text: String) {
        #expect(StoreSeal(text: text) == nil)
    }

    @Test func `that is gone is not sealed, and no draft stays`() throws {
        let folder = try StoreFolder(scratch.path)
        #expect(throws: StoreError.unusable(path: scratch.file, detail: "no such file or directory")) { try folder.writeSeal() }
        #expect(try scratch.names == [])
        folder.unlock()
    }

    @Test func `is sealed over what a crash left of a seal, and not while there is something in its log`() throws {
        let folder = try StoreFolder(scratch.path)
        _ = try put(5, at: "store.sqlite")
        _ = try put(1, at: "store.sqlite-wal")
        _ = try put(9, at: "store.sqlite.sealed.new")
        try folder.writeSeal()
        #expect(try scratch.names == ["store.sqlite", "store.sqlite-wal", "store.sqlite.sealed.new"])
        _ = try put(0, at: "store.sqlite-wal")
        try folder.writeSeal()
        #expect(try scratch.names == ["store.sqlite", "store.sqlite-wal", "store.sqlite.sealed"])
        #expect(try folder.checkSeal())
        try folder.removeSeal()
        #expect(try !folder.checkSeal())
        #expect(try scratch.names == ["store.sqlite", "store.sqlite-wal"])
        folder.unlock()
    }

    /// What is done to a sealed store, and what its seal tells of it.
    private static let breaks = [
        ("rm store.sqlite", "it is gone"), ("echo x >store.sqlite-wal", "there is a log beside it that is not its own"),
        ("echo x >>store.sqlite", "it has 7 bytes, and had 5"), ("printf 12345 >store.sqlite", "its content has changed"),
        (": >store.sqlite.sealed", "its seal cannot be read"), ("head -c 5000 /dev/zero >store.sqlite.sealed", "its seal cannot be read"),
    ]

    @Test(arguments: breaks) func `that is not as it was sealed says in what`(command: String, detail: String) throws {
        let folder = try StoreFolder(scratch.path)
        _ = try put(5, at: "store.sqlite")
        try folder.writeSeal()
        try run("sh", "-ec", "cd \(scratch.path); \(command)")
        #expect(throws: StoreError.sealBroken(path: scratch.file, seal: scratch.seal, detail: detail)) { try folder.checkSeal() }
        folder.unlock()
    }
}
