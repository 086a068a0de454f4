import Aftercare
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
            let shown = canvas.isColored ? text.printableInColour : text.printable
            if !text.isEmpty { try Self.standardOutput.write(shown + "\n") }
        }
    }

    /// Says something beside the data.
    func say(_ line: String) throws { try Self.standardError.write(GlobalOptions.addressed(line).printable + "\n") }
}

/// JSON for people and `jq` alike.
enum JSON {
    static func pretty(_ body: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(body), as: UTF8.self)
        // Plain letters need no care, and of these there may be many.
        guard text.utf8.contains(where: { $0 > 0x7E }) else { return text + "\n" }
        return text.unicodeScalars.reduce(into: "") { $0 += $1.inJSON } + "\n"
    }
}

extension Unicode.Scalar {
    /// What the encoder leaves as it is, and a terminal would obey, stands by its number; it can only be in a text.
    fileprivate var inJSON: String {
        guard self != "\n", steersTerminal else { return String(self) }
        let digits = String(value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
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

    /// Without a word about what was to be shown.
    var reason: String { "the output cannot be written (\(String(cString: strerror(code)).lowercased()))" }

    var description: String { "\(reason); what was asked for has been carried out" }
}
