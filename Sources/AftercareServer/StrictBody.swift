import Aftercare
import AftercareAPI
import Foundation
import Hummingbird
import NIOCore

/// Reads a body as JSON, and refuses what Foundation would ignore: unknown keys, duplicate keys, and numbers that are
/// not whole numbers.
enum StrictBody {
    /// - Throws: `RefusedRequest`, `ErrorBody`, or `BrokenRequest` when the body is incomplete.
    static func read<Body: Codable>(_ type: Body.Type, from request: Request, _ context: PeerContext) async throws -> Body {
        try decode(type, from: Array(try await bytes(of: request, context).readableBytesView))
    }

    private static func bytes(of request: Request, _ context: PeerContext) async throws -> ByteBuffer {
        var bytes = ByteBuffer()
        var size = 0
        do {
            try await context.hangingUp(after: context.limits.body) {
                for try await portion in request.body {
                    size += portion.readableBytes
                    // Clients read the response only after sending everything, so read on, but give up on bodies that
                    // are far too large.
                    guard size <= Wire.maxBodyBytes * 4 else { break }
                    if size <= Wire.maxBodyBytes { bytes.writeImmutableBuffer(portion) } else { bytes.clear() }
                }
            }
        } catch {
            throw BrokenRequest(cause: error)
        }
        guard size <= Wire.maxBodyBytes else {
            throw ErrorBody(
                code: .tooLarge, message: "the body is larger than \(Wire.maxBodyBytes / 1024 / 1024) MiB; send it in parts")
        }
        return bytes
    }

    /// - Throws: `RefusedRequest` with every problem in its form; `ErrorBody` when it is not a JSON object.
    static func decode<Body: Codable>(_ type: Body.Type, from bytes: [UInt8]) throws -> Body {
        let text: JSONText
        do { text = try JSONText(bytes) } catch {
            throw ErrorBody(code: .notJSON, message: "the body is not JSON (\(error)); send one JSON object")
        }
        guard case .object = text else {
            throw ErrorBody(code: .notJSON, message: "the body is no JSON object; send one in braces")
        }
        let rules = BodyRules(text)
        var problems = rules.problems
        do {
            let body: Body = try Wire.decode(from: Data(rules.readable(bytes)))
            problems += UnknownKeys.problems(in: text, like: body, written: try JSONText(Array(try Wire.encode(body))))
            guard !problems.isEmpty else { return body }
        } catch let error as DecodingError {
            problems.append(Problem(error, in: text))
        } catch let error as MalformedText {
            problems.append(Problem(.malformed, at: "", "\(error)"))
        }
        throw RefusedRequest(first(problems))
    }

    /// The first problems only: a response should not be many times larger than its request.
    private static func first(_ problems: [Problem], _ most: Int = 100) -> [Problem] {
        guard problems.count > most else { return problems }
        return problems.prefix(most) + [Problem(.malformed, at: "", "and \(problems.count - most) more like these")]
    }
}

/// A request that ended before its announced length. Nothing was done.
struct BrokenRequest: Error {
    let cause: any Error
}

extension Problem {
    /// Describes a JSON decoding error in this service's own words.
    ///
    /// - Parameter text: the body that was read.
    init(_ error: DecodingError, in text: JSONText) {
        func path(_ steps: [any CodingKey]) -> String {
            steps.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            self.init(.missing, at: path(context.codingPath + [key]), "'\(key.stringValue)' is missing; add it")
        case .typeMismatch(let type, let context):
            self.init(.malformed, at: path(context.codingPath), "expected \(Self.plain(type)) here")
        case .valueNotFound(let type, let context):
            self.init(.missing, at: path(context.codingPath), "expected \(Self.plain(type)) here, not null")
        case .dataCorrupted(let context):
            let place = path(context.codingPath)
            let steps = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
            if context.underlyingError is MalformedText {
                self.init(.malformed, at: place, context.debugDescription)
            } else if case .text(let word)? = text.value(at: steps) {
                // Name the invalid word only: Foundation's description of it is meant for programmers.
                self.init(.malformed, at: place, "'\(BodyRules.short(word))' is not one of the words that may stand here")
            } else {
                self.init(.malformed, at: place, "this value cannot be read")
            }
        @unknown default:
            self.init(.malformed, at: "", "the body cannot be read")
        }
    }

    private static func plain(_ type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Int.Type: "a whole number"
        case is Bool.Type: "true or false"
        // What Foundation looks for behind any object. It is a collection, too.
        case is [String: Any].Type: "an object"
        case is any Collection.Type: "a list"
        default: "an object"
        }
    }
}
