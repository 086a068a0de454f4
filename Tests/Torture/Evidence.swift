package import Foundation
import TestMachine

/// What is kept of a run that failed, for whoever looks into it.
package struct Evidence {
    package let folder: URL

    package init(fault: String, seed: UInt64) {
        let words = fault.split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
        folder = Checkout.root.appending(path: ".build/torture/\(words)-\(seed)")
    }

    /// Away with what an earlier run of the same seed left.
    func clear() throws {
        if exists { try FileManager.default.removeItem(at: folder) }
    }

    package var exists: Bool { FileManager.default.fileExists(atPath: folder.path) }

    func keep(findings: [String], records: [[String: String]], ledger: [String], log: String) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func write(_ lines: [String], _ name: String) throws {
            try (lines.joined(separator: "\n") + "\n").write(
                to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        try write(findings, "findings")
        try write(ledger, "ledger")
        try write([log], "log")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try write(records.map { String(decoding: try encoder.encode($0), as: UTF8.self) }, "journal.json")
    }
}
