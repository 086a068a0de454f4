import Foundation
import Subprocess
import SystemPackage

/// The built tests: run suite by suite, each time in a process of its own.
struct TestBinary {
    let tree: URL

    private var path: URL { tree.appending(path: ".build/debug/aftercarePackageTests.xctest") }

    /// A suite, or the tests of a target that are in none.
    struct Suite: Codable, Hashable, Comparable {
        /// `AftercareStoreTests`.
        let target: String
        let name: String

        static func < (one: Suite, other: Suite) -> Bool { (one.target, one.name) < (other.target, other.name) }

        /// What '--filter' takes.
        var pattern: String { "^" + NSRegularExpression.escapedPattern(for: "\(target).\(name)") + "/" }
    }

    /// - Parameter targets: the names of the test targets that are not asked.
    func suites(besides targets: Set<String>) async throws -> [Suite] {
        let listing = try await Subprocess.run(
            .name("swift"), arguments: ["test", "list", "--skip-build", "--package-path", tree.path], output: .string(limit: 16 << 20),
            error: .discarded)
        var found: Set<Suite> = []
        for line in listing.standardOutput.split(separator: "\n") {
            guard let point = line.firstIndex(of: "."), let slash = line.firstIndex(of: "/"), point < slash else { continue }
            found.insert(Suite(target: String(line[..<point]), name: String(line[line.index(after: point)..<slash])))
        }
        guard !found.isEmpty else { throw Failure("there are no tests in \(tree.path)") }
        return found.filter { !targets.contains($0.target) }.sorted()
    }

    /// What became of a run.
    enum Outcome: Equatable {
        case passed
        /// The first test that failed.
        case failed(String)
        /// It ended otherwise than by a test.
        case crashed(String)
        /// Nothing was heard of it for too long; what it was at.
        case hung(String)

        var isPassed: Bool { self == .passed }
    }

    /// Runs suites until one of their tests fails.
    ///
    /// - Parameters:
    ///   - mutant: the number of the one that is on; 0: none.
    ///   - passed: the file that takes which mutants were passed.
    ///   - limit: how long it may take in all.
    func run(_ suites: [Suite], mutant: Int, passed: URL? = nil, limit: Duration) async throws -> Outcome {
        // Its own folder for what tests leave when they are ended in the middle.
        let folder = URL(filePath: "/tmp").appending(path: "mutant-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let filters = suites.flatMap { ["--filter", $0.pattern] }
        var changes: [Environment.Key: String?] = [
            // Where it crashed is of no interest, and looking that up takes ten seconds.
            "MUTANT": "\(mutant)", "SWIFT_BACKTRACE": "enable=no", "SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH": "64",
            "TMPDIR": folder.path + "/",
        ]
        if let passed { changes["MUTANTS_PASSED"] = passed.path }
        var options = PlatformOptions()
        // What it starts goes with it.
        options.processGroupID = 0
        let heard = Heard()
        let result = try await Subprocess.run(
            .path(.init(path.path)), arguments: Arguments(["--testing-library", "swift-testing"] + filters),
            environment: .inherit.updating(changes), workingDirectory: .init(tree.path), platformOptions: options,
            input: .none, output: .sequence, error: .combinedWithOutput
        ) { execution in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await Task.sleep(for: limit)
                    await heard.becomeHung()
                    try execution.send(signal: .kill, toProcessGroup: true)
                }
                for try await line in execution.standardOutput.strings(bufferingPolicy: .unbounded) {
                    if await heard.take(line) { try? execution.send(signal: .kill, toProcessGroup: true) }
                }
                group.cancelAll()
            }
        }
        return await heard.outcome(isSuccess: result.terminationStatus.isSuccess, status: "\(result.terminationStatus)")
    }

    /// What a run said so far.
    private actor Heard {
        private var failed: String?
        private var begun: Set<String> = []
        private var isHung = false
        private var last = ""
        private var isDone = false

        func becomeHung() { isHung = failed == nil }

        /// - Returns: whether enough is known.
        func take(_ line: String) -> Bool {
            let plain = line.replacing(#/\u{1b}\[[0-9;]*m/#, with: "").trimmingCharacters(in: .whitespacesAndNewlines)
            if !plain.isEmpty { last = plain }
            if plain.contains("Test run with") && plain.contains("passed") { isDone = true }
            if let name = plain.wholeMatch(of: #/◇ Test (.*) started\./#)?.1 { begun.insert(String(name)) }
            if let name = plain.wholeMatch(of: #/✔ Test (.*) passed after .*/#)?.1 {
                begun.remove(String(name).replacing(#/ with \d+ test cases?$/#, with: ""))
            }
            guard failed == nil, plain.hasPrefix("✘ Test "), plain.contains(" recorded an issue") || plain.contains(" failed after") else {
                return false
            }
            failed = String(plain.dropFirst("✘ Test ".count).prefix(while: { $0 != "\n" })).replacing(
                #/ recorded an issue.*| failed after.*/#, with: "")
            return true
        }

        func outcome(isSuccess: Bool, status: String) -> Outcome {
            if let failed { return .failed(failed) }
            if isHung { return .hung(begun.sorted().prefix(3).joined(separator: ", ")) }
            if isSuccess, isDone { return .passed }
            return .crashed("\(status): \(last.prefix(160))")
        }
    }
}
