import AftercareConfig
import Testing

@Suite struct `The judge` {
    private let database = ZoneDatabase()

    @Test func `that is missing fails what asks it, and tells what to install`() async throws {
        let error = await #expect(throws: Judge.Failure.self) {
            try await Judge(path: "/nowhere").facts("zones", database.directory, ["2026", "2026"])
        }

        #expect("\(try #require(error))".contains("'apt-get install python3'"))
    }

    /// Without the modules of the machine (-S) a Python has no dateutil.
    @Test func `that has no dateutil fails what asks it, and tells what to install`() async throws {
        let error = await #expect(throws: Judge.Failure.self) {
            try await Judge(options: ["-S"]).facts("zones", database.directory, ["2026", "2026"])
        }

        #expect("\(try #require(error))".contains("'apt-get install python3-dateutil'"))
    }

    @Test func `that gives way half-way fails what asks it`() async throws {
        await #expect(throws: Judge.Failure.self) {
            try await Judge().facts("walls", database.directory, ["Europe/Atlantis", "20260101000000"])
        }
    }
}
