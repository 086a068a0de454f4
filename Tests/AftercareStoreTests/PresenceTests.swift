import AftercareStore
import Foundation
import Testing

@Suite struct `The files of an open store` {
    private func open(_ body: (Store, String) throws -> Void) throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path + "/state")
        try store.takeInSamples()
        #expect(store.missingFiles().isEmpty)
        try body(store, scratch.path + "/state")
    }

    @Test(arguments: ["store.sqlite", "store.sqlite-wal"]) func `are missed when they are removed`(name: String) throws {
        try open { store, directory in
            try FileManager.default.removeItem(atPath: "\(directory)/\(name)")
            #expect(store.missingFiles() == ["\(directory)/\(name)"])
        }
    }

    @Test func `are missed when others lie in their place, and there again when they are put back`() throws {
        try open { store, directory in
            let file = directory + "/store.sqlite"
            try FileManager.default.moveItem(atPath: file, toPath: file + ".away")
            try FileManager.default.copyItem(atPath: file + ".away", toPath: file)
            #expect(store.missingFiles() == [file])
            try FileManager.default.removeItem(atPath: file)
            try FileManager.default.moveItem(atPath: file + ".away", toPath: file)
            #expect(store.missingFiles().isEmpty)
        }
    }

    @Test func `are copied whole when they are gone`() throws {
        try open { store, directory in
            let other = try Scratch()
            try FileManager.default.removeItem(atPath: directory)
            try store.write { try $0.save(patient("P-9")) }
            let copy = try store.beginCopy(in: other.path)
            while try !copy.step() {}
            #expect(try copy.finish(takenAt: at(0)).contents.patients == 2)
        }
    }

    @Test func `are new where there were none`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        #expect(store.isNew)
        try store.close()
        let again = try Store(directory: scratch.path)
        #expect(!again.isNew)
        try again.close()
    }
}
