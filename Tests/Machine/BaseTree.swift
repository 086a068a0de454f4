package import Foundation
import Subprocess

/// A minimal Debian on which our software has never been; every machine is a copy of it.
///
/// It is made once and kept under `.build/system/base`, beside the recipe it was made by. Another recipe makes
/// another tree.
package struct BaseTree {
    package static let release = "bookworm"
    /// What a target machine needs, and what it takes to boot it and to log in.
    static let packages = ["systemd", "systemd-sysv", "dbus", "libsystemd0", "libsqlite3-0", "tzdata", "libpam-systemd"]
    /// Packages beyond these.
    private let added: [String]
    /// Nobody reads documentation or speaks other languages in here.
    static let leftOut = ["/usr/share/doc/*", "/usr/share/info/*", "/usr/share/locale/*", "/usr/share/man/*"]

    private var recipe: [String] {
        ["--variant=minbase", "--include=\((Self.packages + added).joined(separator: ","))"]
            + Self.leftOut.map { "--dpkgopt=path-exclude=\($0)" }
    }

    package let folder: URL
    package var tree: URL { folder.appending(path: "tree") }
    private var label: URL { folder.appending(path: "recipe") }
    private var written: String { ([Self.release] + recipe).joined(separator: "\n") }

    package init(folder: URL, adding packages: [String] = []) {
        self.folder = folder
        added = packages
    }

    /// Makes it, unless it is there.
    package func make() async throws {
        let files = FileManager.default
        if let known = try? String(contentsOf: label, encoding: .utf8), known == written { return }
        try await Tool.mmdebstrap.require()
        try? files.removeItem(at: folder)
        try files.createDirectory(at: folder, withIntermediateDirectories: true)

        let options = folder.appending(path: "apt.conf")
        try await fetching().write(to: options, atomically: true, encoding: .utf8)
        let sources = folder.appending(path: "sources.list")
        try await mirrors().write(to: sources, atomically: true, encoding: .utf8)
        let mirror = try Data(contentsOf: sources).isEmpty ? [] : [sources.path]

        try await Tool.mmdebstrap.run(
            recipe + ["--aptopt=\(options.path)", Self.release, tree.path] + mirror
        ).expectSuccess()
        // Last, so that a tree that was not finished is made anew.
        try written.write(to: label, atomically: true, encoding: .utf8)
    }

    /// Debian's archives as this machine's apt knows them; empty, for mmdebstrap's own choice, where it knows
    /// none of that release.
    private func mirrors() async throws -> String {
        let keys = "/usr/share/keyrings/debian-archive-keyring.gpg"
        let signed = FileManager.default.fileExists(atPath: keys) ? "[signed-by=\(keys)] " : ""
        let known = try await Tool.aptGet.run([
            "indextargets", "--format", "$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages",
        ]).expectSuccess()
        return known.output.split(separator: "\n").compactMap { line -> String? in
            let words = line.split(separator: " ")
            // Before the first 'apt-get update' the origin is not known.
            guard words.count == 4, words[0] == "Debian" || words[0] == "$(ORIGIN)", words[2].hasPrefix(Self.release)
            else { return nil }
            return "deb \(signed)\(words[1]) \(words[2]) \(words[3])\n"
        }.joined()
    }

    /// How this machine's apt fetches: through a proxy, from a snapshot whose signature has aged, and the like.
    private func fetching() async throws -> String {
        let dump = try await Tool.aptConfig.run(["dump", "--format", "%F \"%v\";%n", "Acquire"]).expectSuccess()
        return dump.output.split(separator: "\n").filter { !$0.hasSuffix("\"\";") }.joined(separator: "\n") + "\n"
    }
}
