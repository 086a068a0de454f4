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

        @Test("nothing in a program tells in which folder it was built", arguments: ["aftercarectl", "aftercared"])
        func folders(program: String) async throws {
            let file = Checkout.root.appending(path: ".build/release/\(program)").path
            let text = Tool(name: "grep", package: "grep")
            let named = try await text.run(["--text", "--count", "--fixed-strings", "\(Checkout.root.path)/", file])
            #expect(named.line == "0", "\(named)")
            // Swift puts a hash of paths into each object, unless it is told not to. Those of C have none.
            let objects = Checkout.root.appending(path: ".build/release/\(program).product/Objects.LinkFileList").path
            let hashes = try await Tool(name: "readelf", package: "binutils").run(["--hex-dump=.swift_modhash", "@\(objects)"])
            let rows = hashes.output.split(separator: "\n").filter { $0.hasPrefix("  0x") }
            #expect(rows.count > 1000)
            #expect(rows.allSatisfy { $0.contains(/^ +0x[0-9a-f]+( 0+)+ +\.+$/) })
        }

        @Test("a TERM in the middle of it leaves no half of a package, nor anything else")
        func ended() async throws {
            let folder = Checkout.systemFolder.appending(path: "packages/ended").path
            let script = """
                rm -rf "$1" "$1.said"; mkdir -p "$1"; mkfifo "$1.said"
                DPKG_DEB_COMPRESSOR_TYPE=xz DPKG_DEB_COMPRESSOR_LEVEL=9 systemd/debian/pack 1.0 .build/release "$1" 2>"$1.said" >&2 &
                pack=$!
                while read -r line; do
                    echo "$line"
                    case "$line" in compressing*) ls -d "$1"/*.deb 2>&1; kill -TERM $pack;; esac
                done <"$1.said"
                wait $pack
                echo "ended with $?, and left: $(ls -A "$1")"
                rm -rf "$1" "$1.said"
                """
            let shell = Tool(name: "bash", package: "bash")
            let ended = try await shell.run(["-c", "cd \"$0\" && \(script)", Checkout.root.path, folder])
            #expect(ended.output.contains("compressing") && ended.output.contains("*.deb': No such file"), "\(ended)")
            #expect(ended.output.hasSuffix("ended with 143, and left: \n"), "\(ended)")
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
