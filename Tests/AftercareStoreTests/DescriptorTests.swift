import Glibc
import Testing

@testable import AftercareStore

@Suite struct `A file that is open` {
    @Test func `and cannot be read is told at once`() throws {
        let scratch = try Scratch()
        // A directory can be opened, but not read.
        let directory = try Descriptor(scratch.path, O_RDONLY)
        let error = #expect(throws: StoreError.self) { try directory.read(at: 0, upTo: 10) }
        #expect("\(String(describing: error))".contains(scratch.path))
    }
}
