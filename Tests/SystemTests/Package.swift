import Foundation
import TestMachine

/// A Debian package of the release, as 'make deb' makes it.
struct Package: Sendable {
    static let name = "aftercare"

    let file: URL
    let version: String

    /// This checkout's.
    static let current = Task { try await made() }
    /// The one after it.
    static let next = Task { try await made(version: try await current.value.version + "+next") }
    /// The next, with other settings in it.
    static let changed = Task { try await next.value.changed() }

    /// Every file that an admin may change.
    static let settings = ["/etc/aftercare/aftercared.yaml", "/etc/aftercare/backup.conf", "/etc/systemd/journald@aftercare.conf"]
    /// What is new in the settings of `changed`.
    static let newWords = "# Words of a later version."

    private static let folder = Checkout.systemFolder.appending(path: "packages")
    /// A package for a test need not be small.
    private static let quickly = ["DPKG_DEB_COMPRESSOR_TYPE=gzip", "DPKG_DEB_COMPRESSOR_LEVEL=1"]

    /// - Parameters:
    ///   - version: by default the release's.
    ///   - place: the folder's name that it is put in.
    static func made(version: String? = nil, in place: String = "deb") async throws -> Package {
        let folder = folder.appending(path: place)
        let made = try await Tool.runMake(
            ["deb", "PACKAGES=\(folder.path)"] + quickly + (version.map { ["VERSION=\($0)"] } ?? []))
        return try await Package(URL(filePath: made.line))
    }

    private init(_ file: URL) async throws {
        self.file = file
        version = try await Self.tool("dpkg-deb", "--field", file.path, "Version").line
    }

    private func changed() async throws -> Package {
        let tree = Self.folder.appending(path: "changed").path
        let packed = Self.folder.appending(path: "changed.deb")
        _ = try await Self.tool("rm", "-rf", tree)
        _ = try await Self.tool("dpkg-deb", "--raw-extract", file.path, tree)
        for file in Self.settings {
            let place = URL(filePath: tree + file)
            try (String(contentsOf: place, encoding: .utf8) + "\(Self.newWords)\n")
                .write(to: place, atomically: true, encoding: .utf8)
        }
        _ = try await Self.tool("dpkg-deb", "-Zgzip", "-z1", "--root-owner-group", "--build", tree, packed.path)
        _ = try await Self.tool("rm", "-rf", tree)
        return try await Package(packed)
    }

    /// The paths of everything in it but folders.
    func contents() async throws -> [String] {
        try await Self.tool("dpkg-deb", "--contents", file.path).output.split(separator: "\n")
            .filter { !$0.hasPrefix("d") }.compactMap { line in
                line.split(separator: " ").last.map { String($0.dropFirst()) }
            }
    }

    static func tool(_ name: String, _ words: String...) async throws -> Outcome {
        try await Tool(name: name, package: "dpkg-dev").run(words).expectSuccess()
    }
}

extension Machine {
    /// Installs or upgrades, as an admin does it, with nobody there to answer a question.
    @discardableResult
    func install(_ package: Package, _ options: String...) async throws -> Outcome {
        try await apt(["install", "-y", "--allow-downgrades"] + options + [try put(package)])
    }

    /// The first of an upgrade's two steps: what was installed is replaced, and what runs goes on running.
    func unpack(_ package: Package) async throws {
        try await run(["dpkg", "--unpack", try put(package)], within: .seconds(180)).expectSuccess()
    }

    /// Puts a package's file where it can be installed from.
    func put(_ package: Package) throws -> String {
        let place = "/root/package.deb"
        try Data(contentsOf: package.file, options: .mappedIfSafe).write(to: seen(place))
        return place
    }

    /// Removes or purges it.
    func take(_ verb: String) async throws { try await apt([verb, "-y", Package.name]) }

    @discardableResult
    private func apt(_ words: [String]) async throws -> Outcome {
        try await run(["apt-get", "-q"] + words, within: .seconds(180)).expectSuccess()
    }

    /// This machine with the package just installed, and nothing of an earlier test.
    static func withPackage() async throws -> Machine {
        let machine = try await withoutPackage()
        try await machine.install(Package.current.value)
        return machine
    }

    /// This machine as if the package had never been there.
    static func withoutPackage() async throws -> Machine {
        let machine = try Machine.current
        // The base tree unpacks no documentation; an ordinary machine does.
        try await machine.succeed("rm", "-f", "/etc/dpkg/dpkg.cfg.d/99mmdebstrap")
        if try await machine.run("dpkg-query", "--show", Package.name).isSuccess { try await machine.take("purge") }
        return machine
    }
}
