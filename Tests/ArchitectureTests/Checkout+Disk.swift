import Foundation

extension Checkout {
    /// The checkout that these tests belong to.
    static func current() throws -> Checkout {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let tracked = try files(trackedIn: root)
        let files = FileManager.default
        let sources = root.appending(path: "Sources")
        let folders = try files.contentsOfDirectory(at: sources, includingPropertiesForKeys: [.isDirectoryKey])
            .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
        let paths = try files.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
        return Checkout(
            manifest: try read(root.appending(path: "Package.swift")),
            sources: Dictionary(
                uniqueKeysWithValues: try paths.map { ("Sources/\($0)", try read(sources.appending(path: $0))) }),
            folders: folders.map(\.lastPathComponent),
            architecture: try? read(sources.appending(path: "ARCHITECTURE.md")),
            tracked: tracked)
    }

    private static func read(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

    private static func files(trackedIn root: URL) throws -> [String] {
        let git = Process()
        git.executableURL = URL(filePath: "/usr/bin/env")
        // Whoever owns the checkout: nothing of it is run.
        git.arguments = ["git", "-c", "safe.directory=*", "-C", root.path, "ls-files", "-z"]
        let output = Pipe()
        git.standardOutput = output
        try git.run()
        let listed = output.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()
        guard git.terminationStatus == 0 else { throw NoGit(status: git.terminationStatus) }
        return String(decoding: listed, as: UTF8.self).split(separator: "\0").map(String.init)
    }

    private struct NoGit: Error, CustomStringConvertible {
        let status: Int32
        var description: String { "'git ls-files' ended with \(status); these tests look at a git checkout" }
    }
}
