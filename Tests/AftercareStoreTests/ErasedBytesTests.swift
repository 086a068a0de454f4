import Aftercare
import AftercareStore
import Foundation
import Glibc
import Testing

/// How an erasure is completed in the store's files.
@Suite struct `The bytes of what was erased` {
    /// Whether this process holds a lock on the file, according to the kernel.
    private func isLocked(_ path: String) throws -> Bool {
        var info = stat()
        #expect(stat(path, &info) == 0)
        // The kernel tells them page by page, and may pass one over while others come and go.
        return try (0..<100).contains { _ in
            let locks = try String(contentsOfFile: "/proc/locks", encoding: .utf8)
            return locks.split(separator: "\n").contains { $0.contains(":\(info.st_ino) ") && $0.contains(" POSIX ") }
        }
    }

    @Test func `are looked for without losing the lock, and a store that is written anew holds what it held`() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "bytes-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let store = try Store(directory: directory.path)
        try store.takeInSamples()
        try store.write { tx in
            for number in 0..<2000 {
                try tx.save(patient("Q-\(number)", person: "Somebody \(number)"))
            }
        }
        #expect(try isLocked(store.path))
        // The name is found, since another patient has it too, so the file is rewritten.
        try store.finishErasure(of: "Somebody 1999")
        try store.finishErasure(of: "Nobody at all")
        #expect(try isLocked(store.path))
        #expect(try store.read { try $0.patient(id("Q-1999"))?.name } == "Somebody 1999")
        try store.close()
        let reopened = try Store(directory: directory.path)
        #expect(try reopened.read { try $0.treatment(id("T-1")) } == treatment())
        try reopened.close()
    }
}
