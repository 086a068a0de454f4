import Foundation
import Testing

/// A directory of real journal files, written by systemd-journal-remote.
final class JournalFolder {
    private let directory: TemporaryDirectory

    var path: String { directory.path }

    init() throws {
        directory = try TemporaryDirectory()
    }

    func path(of file: String) -> String { "\(path)/\(file)" }

    /// Appends records to a journal file, creating it if necessary. `at` numbers the first record; records with the
    /// same number have the same time.
    func write(_ records: [[String: String]], to file: String = "system.journal", at start: Int = 0) throws {
        let text = records.enumerated().map { Self.export($1, number: start + $0) }.joined()
        try run("/lib/systemd/systemd-journal-remote", ["--output=\(path(of: file))", "-"], input: text)
    }

    func rename(_ old: String, _ new: String) throws {
        try FileManager.default.moveItem(atPath: path(of: old), toPath: path(of: new))
    }

    /// Overwrites bytes of a file with 0xFF.
    func damage(_ file: String, bytes: (_ size: Int) -> Range<Int>) throws {
        var data = try Data(contentsOf: URL(fileURLWithPath: path(of: file)))
        let range = bytes(data.count)
        data.replaceSubrange(range, with: Data(repeating: 0xFF, count: range.count))
        try data.write(to: URL(fileURLWithPath: path(of: file)))
    }

    func truncate(_ file: String, to size: Int) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: path(of: file)))
        try data.prefix(size).write(to: URL(fileURLWithPath: path(of: file)))
    }

    /// systemd's journal export format; a value with line breaks needs its binary form.
    private static func export(_ fields: [String: String], number: Int) -> String {
        let header = """
            __REALTIME_TIMESTAMP=\(1_700_000_000_000_000 + number)
            __MONOTONIC_TIMESTAMP=\(1_000_000 + number)
            _BOOT_ID=166b65e0a8924c63a50f0f9cf8bf62cf

            """
        return header + fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined() + "\n"
    }
}

struct CommandFailed: Error, CustomStringConvertible {
    let description: String
}

/// Runs a program to its end and returns its standard output.
@discardableResult
func run(_ program: String, _ arguments: [String], input: String = "") throws -> String {
    guard FileManager.default.isExecutableFile(atPath: program) else {
        throw CommandFailed(description: "'\(program)' is missing; install the packages that the tests need")
    }
    let process = Process()
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let output = String(decoding: stdout.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: stderr.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw CommandFailed(description: "\(program) \(arguments): \(complaint)")
    }
    return output
}
