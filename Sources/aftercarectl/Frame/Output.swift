import Foundation

/// Where answers go: data to stdout, talk to stderr.
struct Output {
    let format: OutputFormat
    let canvas: Canvas

    static let standardOutput = Stream(descriptor: STDOUT_FILENO)
    static let standardError = Stream(descriptor: STDERR_FILENO)

    /// Shows an answer of the service: as it is, or as a table for people.
    func show(_ body: some Encodable, as table: (Canvas) async throws -> String) async throws {
        switch format {
        case .json: try Self.standardOutput.write(try JSON.pretty(body))
        case .table:
            let text = try await table(canvas)
            if !text.isEmpty { try Self.standardOutput.write(text + "\n") }
        }
    }

    /// Says something beside the data.
    func say(_ line: String) throws { try Self.standardError.write(line.printable + "\n") }
}

/// JSON for people and `jq` alike.
enum JSON {
    static func pretty(_ body: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(body), as: UTF8.self) + "\n"
    }
}

/// An open file descriptor that is written to at once.
struct Stream {
    let descriptor: Int32

    /// - Throws: `OutputLost`.
    func write(_ text: String) throws { try Array(text.utf8).withUnsafeBytes(write) }

    /// - Throws: `OutputLost`.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes).baseAddress, bytes.count)
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno != EINTR {
                throw OutputLost(code: errno)
            }
        }
    }
}

/// What was to be shown could not be.
struct OutputLost: Error, Equatable, CustomStringConvertible {
    let code: Int32

    /// The other end of the pipe was closed, as `head` does: nothing to make words about.
    var isReaderGone: Bool { code == EPIPE }

    var description: String {
        "the output cannot be written (\(String(cString: strerror(code)).lowercased())); what was asked for has been carried out"
    }
}
