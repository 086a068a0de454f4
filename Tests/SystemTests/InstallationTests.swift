import Foundation
import TestMachine
import Testing

extension SystemTests {
    @Suite("Installed", .machine)
    struct InstallationTests {
        @Test("the target machine has no Swift")
        func noSwift() async throws {
            let machine = try Machine.current
            #expect(try await machine.run("sh", "-c", "command -v swift swiftc").isSuccess == false)
            let libraries = try await machine.succeed(
                "find", "/", "-xdev", "(", "-name", "libswift*", "-o", "-name", "libFoundation*", ")")
            #expect(libraries.output == "")
        }

        @Test("the programs run on it and tell their version", arguments: ["aftercared", "aftercarectl"])
        func version(program: String) async throws {
            let version = try await Machine.current.succeed(program, "--version")
            #expect(version.line.contains(/[0-9]+\.[0-9]+\.[0-9]+/), "\(version)")
        }

        @Test("the programs need only what Debian has", arguments: ["aftercared", "aftercarectl"])
        func libraries(program: String) async throws {
            let listed = try await Machine.current.succeed("ldd", "/usr/bin/\(program)")
            for line in listed.output.split(separator: "\n").map(String.init) {
                #expect(line.contains(/=> \/lib\/|=> \/usr\/lib\/|\/lib64\/ld-linux|linux-vdso/), "'\(line)' is not Debian's")
                #expect(!line.contains(/libswift|Foundation|libdispatch|BlocksRuntime/), "'\(line)' is Swift's")
            }
        }
    }
}
