import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

@Suite("The library of protocols")
struct ProtocolLibraryTests {
    private let shipped: Scratch
    private let own: Scratch

    init() throws {
        shipped = try Scratch()
        own = try Scratch()
    }

    private func load() -> ProtocolLibrary { .load(directories: [shipped.path, own.path]) }

    @Test("holds the protocols of both directories, and takes the clinic's own file of the same name")
    func precedence() throws {
        // given
        try shipped.write("knee.yaml", knee)
        try shipped.write("hip.yaml", knee.spoilt("protocol: knee", "protocol: hip"))
        try own.write("knee.yaml", knee.spoilt("version: 1", "version: 7"))
        try own.write("elbow.yaml", knee.spoilt("protocol: knee", "protocol: elbow"))

        // then
        let library = load()
        #expect(library.diagnostics == [])
        #expect(library.protocols.map(\.reference.text) == ["elbow@1", "hip@1", "knee@7"])
    }

    @Test("is silent about a replaced file, however wrong that is, and loses one that is masked")
    func replaced() throws {
        try shipped.write("knee.yaml", "nonsense: [")
        try shipped.write("hip.yaml", knee.spoilt("protocol: knee", "protocol: hip"))
        try own.write("knee.yaml", knee)
        try FileManager.default.createSymbolicLink(atPath: "\(own.path)/hip.yaml", withDestinationPath: "/dev/null")

        let library = load()

        #expect(library.diagnostics == [])
        #expect(library.protocols.map(\.reference.text) == ["knee@1"])
    }

    @Test("names the mistakes of all files at once, and keeps the good ones")
    func mistakes() throws {
        try shipped.write("a.yaml", knee.spoilt("version: 1", "version: x"))
        try shipped.write("b.yaml", knee)
        try own.write("c.yaml", "a: [")
        try own.write("d.yaml", Data([0x70, 0xFF]))

        let library = load()

        #expect(library.protocols.map(\.reference.text) == ["knee@1"])
        #expect(
            library.diagnostics.map { URL(filePath: $0.file).lastPathComponent }.sorted() == ["a.yaml", "c.yaml", "d.yaml"])
    }

    @Test("refuses the same version of a protocol in two files")
    func twice() throws {
        try shipped.write("a.yaml", knee)
        try own.write("b.yaml", knee)

        let library = load()

        #expect(library.protocols.count == 1)
        #expect(
            library.diagnostics.map(\.description) == [
                """
                \(own.path)/b.yaml:1:11: error: protocol 'knee@1' is in \(shipped.path)/a.yaml already; raise the version, or rename one
                protocol: knee
                          ^
                """
            ])
    }

    @Test("passes over what is no protocol file, and says so where it looks like one")
    func others() throws {
        try own.write("README", "hello")
        try own.write(".knee.yaml", "half written")
        try own.write("knee.yml", knee)
        let pipe = "\(own.path)/pipe.yaml"
        #expect(mkfifo(pipe, 0o600) == 0)

        let library = load()

        #expect(library.protocols == [])
        #expect(
            library.diagnostics.map(\.description) == [
                "\(own.path)/knee.yml: warning: this file is not read; rename it to end in .yaml",
                "\(own.path)/pipe.yaml: error: cannot be read: it is not a regular file",
            ])
    }

    @Test("is empty where the directories are not there")
    func missing() {
        let library = ProtocolLibrary.load(directories: ["/nonexistent/shipped", "/nonexistent/own"])

        #expect(library.protocols == [])
        #expect(library.diagnostics == [])
    }

    @Test("says that a file named on the command line is not there")
    func noSuchFile() {
        do {
            _ = try SourceText.reading("/nonexistent/clinic.yaml", .clinic)
            Issue.record("it was read")
        } catch {
            #expect(error.description == "/nonexistent/clinic.yaml: error: cannot be read: no such file or directory")
        }
    }
}
