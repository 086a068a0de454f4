import Aftercare
import Foundation

/// Where output goes: data to stdout, messages to stderr.
struct Output {
    let format: OutputFormat
    let canvas: Canvas

    static let standardOutput = Stream(descriptor: STDOUT_FILENO)
    static let standardError = Stream(descriptor: STDERR_FILENO)

    /// Prints a response of the service: as JSON, or as a table for people.
    func show(_ body: some Encodable, as table: (Canvas) async throws -> String) async throws {
        switch format {
        case .json: try Self.standardOutput.write(try JSON.pretty(body))
        case .table:
            let text = try await table(canvas)
            let shown = canvas.isColored ? text.printableInColour : text.printable
            if !text.isEmpty { try Self.standardOutput.write(shown + "\n") }
        }
    }

    /// Prints a message on standard error, apart from the data.
    func say(_ line: String) throws { try Self.standardError.write(GlobalOptions.addressed(line).printable + "\n") }
}

/// JSON that suits both people and `jq`.
enum JSON {
    static func pretty(_ body: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(body), as: UTF8.self)
        // ASCII needs no escaping, and there may be a lot of it.
        guard text.utf8.contains(where: { $0 > 0x7E }) else { return text + "\n" }
        return text.unicodeScalars.reduce(into: "") { $0 += $1.inJSON } + "\n"
    }
}

extension Unicode.Scalar {
    /// The scalar, escaped by its number if the encoder leaves it as it is but a terminal would obey it. Such a scalar
    /// can only occur inside a string.
    fileprivate var inJSON: String {
        guard self != "\n", steersTerminal else { return String(self) }
        let digits = String(value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}

/// An open file descriptor, written to without buffering.
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

/// Output could not be written.
struct OutputLost: Error, Equatable, CustomStringConvertible {
    let code: Int32

    /// Whether the reader closed the pipe, as `head` does; that needs no message.
    var isReaderGone: Bool { code == EPIPE }

    /// The reason alone, without naming what was to be printed.
    var reason: String { "the output cannot be written (\(String(cString: strerror(code)).lowercased()))" }

    var description: String { "\(reason); what was asked for has been carried out" }
}
