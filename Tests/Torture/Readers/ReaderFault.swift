import Foundation
import Subprocess

/// Every reader of the product is let loose on made-up texts, in processes of their own: one that ends is a finding, and
/// the text that ended it is kept.
struct ReaderFault {
    static let name = "every reader"

    let seed: UInt64
    /// How many texts of each kind.
    let counts: [(kind: ReaderFuzz.Kind, count: Int)]

    static func full(seed: UInt64) -> ReaderFault {
        ReaderFault(seed: seed, counts: [(.words, 1_000_000), (.zones, 100_000), (.requests, 200_000), (.files, 100_000)])
    }

    static func short(seed: UInt64) -> ReaderFault {
        ReaderFault(seed: seed, counts: [(.words, 20_000), (.zones, 5000), (.requests, 2000), (.files, 1000)])
    }

    /// How many texts one process reads.
    private static let most = 2000
    /// In seconds; a process that takes longer is stuck.
    private static let patience = "600"

    func tally() async throws -> (Tally, remarks: [String]) {
        var tally = Tally(Self.name)
        var remarks: [String] = []
        for (kind, count) in counts {
            for first in stride(from: 0, to: count, by: Self.most) {
                let portion = Portion(kind: kind, seed: seed &+ UInt64(first), count: min(Self.most, count - first))
                tally.runs += portion.count
                for finding in try await read(portion) {
                    tally.stuck += 1
                    remarks.append("\(portion): \(finding)")
                }
            }
        }
        let words = counts.map { "\($0.count) \($0.kind.rawValue)" }.joined(separator: ", ")
        return (tally, ["runs are texts: \(words); stuck are findings"] + remarks.prefix(20))
    }

    private func read(_ portion: Portion) async throws -> [String] {
        let first = try await child(portion)
        if first.isOver { return first.lines }
        // Once more, with each text kept before it is read.
        let evidence = Evidence(fault: Self.name, seed: portion.seed)
        try FileManager.default.createDirectory(at: evidence.folder, withIntermediateDirectories: true)
        let kept = evidence.folder.appending(path: portion.kind.rawValue)
        _ = try await child(portion, keeping: kept.path)
        return ["it ended with \(first.ending); the text is in \(kept.path)"]
    }

    private func child(_ portion: Portion, keeping path: String? = nil) async throws -> (lines: [String], isOver: Bool, ending: String) {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let record = try await Subprocess.run(
            .name("timeout"),
            arguments: Arguments([Self.patience, program, "--read", portion.description] + (path.map { ["--keep", $0] } ?? [])),
            output: .string(limit: 1 << 24), error: .discarded)
        let lines = record.standardOutput.split(separator: "\n").map(String.init)
        return (lines, record.terminationStatus.isSuccess, "\(record.terminationStatus)")
    }

    /// What one process reads, as its argument says it: `files:17:1000`.
    struct Portion: CustomStringConvertible {
        let kind: ReaderFuzz.Kind
        let seed: UInt64
        let count: Int

        init(kind: ReaderFuzz.Kind, seed: UInt64, count: Int) {
            self.kind = kind
            self.seed = seed
            self.count = count
        }

        init?(_ text: String) {
            let parts = text.split(separator: ":")
            guard parts.count == 3, let kind = ReaderFuzz.Kind(rawValue: String(parts[0])), let seed = UInt64(parts[1]),
                let count = Int(parts[2])
            else { return nil }
            self.init(kind: kind, seed: seed, count: count)
        }

        var description: String { "\(kind.rawValue):\(seed):\(count)" }

        /// Reads it in this process.
        ///
        /// - Parameter keep: a file that gets each text before it is read.
        func read(config: URL, keep: String?) throws {
            let findings = try ReaderFuzz(config: config).run(kind, seed: seed, count: count) { input in
                // What cannot be kept is still read: the seed makes it up again.
                if let keep { try? input.write(toFile: keep, atomically: false, encoding: .utf8) }
            }
            for finding in findings { print(finding.replacingOccurrences(of: "\n", with: "\\n")) }
        }
    }
}
