import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// The package by itself.
    @Suite("The package's making")
    struct PackingTests {
        @Test("lintian finds neither errors nor warnings")
        func lintian() async throws {
            let lintian = Tool(name: "lintian", package: "lintian")
            try await lintian.require()
            let found = try await lintian.run(
                ["--fail-on", "error,warning", "--tag-display-limit", "0", try await Package.current.value.file.path])
            #expect(found.isSuccess, "\(found)")
        }

        @Test("the same programs at the same commit make the same package")
        func reproducible() async throws {
            let again = try await Package.made(in: "again")
            let one = try await Data(contentsOf: Package.current.value.file)
            #expect(try Data(contentsOf: again.file) == one)
        }

        @Test("the copyright file names each Swift package that the programs are built on")
        func copyright() throws {
            let file = Checkout.root.appending(path: "systemd/debian/copyright")
            let text = try String(contentsOf: file, encoding: .utf8)
            let resolved = try FileManager.default.contentsOfDirectory(
                atPath: Checkout.root.appending(path: ".build/checkouts").path)
            #expect(resolved.count > 10)
            for package in resolved {
                #expect(text.contains(".build/checkouts/\(package)/*"), "\(package)")
            }
        }

        @Test("'make uninstall' takes away what 'make install' brought, but for settings", arguments: ["/usr", "/usr/local"])
        func uninstall(prefix: String) async throws {
            let tree = Checkout.systemFolder.appending(path: "packages/by-hand")
            _ = try await Package.tool("rm", "-rf", tree.path)
            try await Tool.runMake(["install", "DESTDIR=\(tree.path)", "PREFIX=\(prefix)"])
            for unit in ["system/aftercared.service", "system/aftercared@.service", "user/aftercared.service"] {
                let text = try String(contentsOf: tree.appending(path: "\(prefix)/lib/systemd/\(unit)"), encoding: .utf8)
                let commands = text.replacing("\\\n", with: "").split(separator: "\n")
                    .filter { $0.hasPrefix("ExecStart=") || $0.hasPrefix("ExecReload=") }
                #expect(commands.count == 2, "\(unit)")
                for command in commands {
                    #expect(command.contains("\(prefix)/bin/aftercared "), "\(command)")
                    // Under /usr the daemon finds them by itself.
                    let isTold = command.contains(" --protocols \(prefix)/share/aftercare/protocols ")
                    #expect(isTold || prefix == "/usr", "\(command)")
                }
            }
            try await Tool.runMake(["uninstall", "DESTDIR=\(tree.path)", "PREFIX=\(prefix)"])
            let left = try await Package.tool("find", tree.path, "-type", "f", "-printf", "/%P\n")
            #expect(left.output.split(separator: "\n").sorted() == Package.settings.map { $0[...] }.sorted())
            _ = try await Package.tool("rm", "-rf", tree.path)
        }
    }
}
