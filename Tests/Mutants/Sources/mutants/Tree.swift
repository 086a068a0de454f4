import Foundation
import Subprocess

/// A copy of the checkout in which the mutants live; files that stay the same are not written again, so that only
/// what has changed is built.
struct Tree {
    let checkout: URL
    let root: URL
    /// The sources as they were mutated.
    let texts: [String: String]

    /// Writes it.
    ///
    /// - Returns: the lines that each mutant takes, by its number.
    func lay(_ mutants: [(number: Int, mutation: Mutation)]) async throws -> [Int: ClosedRange<Int>] {
        var lines: [Int: ClosedRange<Int>] = [:]
        let listing = try await Subprocess.run(
            .name("git"), arguments: ["-C", checkout.path, "ls-files", "-co", "--exclude-standard"], output: .string(limit: 4 << 20))
        let files = listing.standardOutput.split(separator: "\n").map(String.init)
        guard !files.isEmpty else { throw Failure("git lists nothing in \(checkout.path)") }
        let byFile = Dictionary(grouping: mutants, by: \.mutation.file)
        var wanted: Set<String> = []
        for file in files where !file.hasPrefix("Tests/Mutants/") {
            let source = checkout.appending(path: file)
            guard FileManager.default.fileExists(atPath: source.path) else { continue }
            wanted.insert(file)
            if let text = texts[file] {
                let here = byFile[file] ?? []
                let woven = Weaver.weave(here, into: text)
                lines.merge(woven.lines) { one, _ in one }
                try write(Data(woven.text.utf8), to: file, like: source)
            } else if file == "Package.swift" {
                // What a mutant leaves unused is no reason not to build it.
                let manifest = try String(contentsOf: source, encoding: .utf8)
                try write(Data(manifest.replacing("    .treatAllWarnings(as: .error),\n", with: "").utf8), to: file, like: source)
            } else {
                try write(try Data(contentsOf: source), to: file, like: source)
            }
        }
        for room in Set(mutants.map(\.mutation.room)) {
            let file = "Sources/\(room)/Lever.swift"
            wanted.insert(file)
            try write(Data(Weaver.lever(of: room).utf8), to: file, like: nil)
        }
        // What the checkout has no longer.
        for folder in ["Sources", "Tests"] {
            for path in FileManager.default.subpaths(atPath: root.appending(path: folder).path) ?? []
            where path.hasSuffix(".swift") && !wanted.contains("\(folder)/\(path)") {
                try FileManager.default.removeItem(at: root.appending(path: "\(folder)/\(path)"))
            }
        }
        let lock = checkout.appending(path: "Package.resolved")
        if FileManager.default.fileExists(atPath: lock.path) { try write(try Data(contentsOf: lock), to: "Package.resolved", like: nil) }
        return lines
    }

    private func write(_ data: Data, to file: String, like source: URL?) throws {
        let target = root.appending(path: file)
        if (try? Data(contentsOf: target)) == data { return }
        try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: target)
        if let source, let mode = try FileManager.default.attributesOfItem(atPath: source.path)[.posixPermissions] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: target.path)
        }
    }

    /// Builds the tests.
    ///
    /// - Returns: the lines that do not compile, by file; none: it is built.
    func build() async throws -> [String: Set<Int>] {
        let built = try await Subprocess.run(
            .name("swift"), arguments: ["build", "--build-tests", "--package-path", root.path], output: .string(limit: 64 << 20),
            error: .string(limit: 64 << 20))
        if built.terminationStatus.isSuccess { return [:] }
        let output = built.standardOutput + built.standardError
        var places: [String: Set<Int>] = [:]
        for line in output.split(separator: "\n") where line.contains(": error: ") && line.hasPrefix(root.path) {
            let parts = line.dropFirst(root.path.count + 1).split(separator: ":")
            if parts.count > 2, let number = Int(parts[1]) { places[String(parts[0]), default: []].insert(number) }
        }
        guard !places.isEmpty else { throw Failure("the tests do not build:\n\(output.suffix(4_000))") }
        return places
    }
}
