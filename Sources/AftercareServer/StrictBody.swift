import Aftercare
import AftercareAPI
import Foundation
import Hummingbird
import NIOCore

/// Reads a body as JSON, and refuses keys that it has no use for: a misspelt 'strat' must not be lost in silence.
enum StrictBody {
    static func read<Body: Codable>(_ type: Body.Type, from request: Request) async throws -> Body {
        let bytes: ByteBuffer
        do {
            bytes = try await request.body.collect(upTo: Wire.largestBody)
        } catch is NIOTooManyBytesError {
            throw ErrorBody(
                code: .tooLarge, message: "the body is larger than \(Wire.largestBody / 1024 / 1024) MiB; send it in parts")
        }
        return try decode(type, from: Data(bytes.readableBytesView))
    }

    static func decode<Body: Codable>(_ type: Body.Type, from data: Data) throws -> Body {
        let raw: Any
        do { raw = try JSONSerialization.jsonObject(with: data) } catch {
            throw ErrorBody(code: .notJSON, message: "the body is not JSON; send one JSON object")
        }
        guard raw is [String: Any] else {
            throw ErrorBody(code: .notJSON, message: "the body is no JSON object; send one in braces")
        }
        let body: Body
        do { body = try Wire.decode(from: data) } catch let error as DecodingError {
            throw Refusal([Problem(error)])
        }
        let unknown = unknownKeys(in: raw, like: body, at: "")
        guard unknown.isEmpty else { throw Refusal(unknown) }
        return body
    }

    private static func unknownKeys(in raw: Any, like value: Any, at path: String) -> [Problem] {
        let mirror = Mirror(reflecting: value)
        if let list = raw as? [Any] {
            return zip(list, mirror.children).enumerated().flatMap { index, pair in
                unknownKeys(in: pair.0, like: pair.1.value, at: join(path, "\(index)"))
            }
        }
        // Only the bodies themselves are looked into, by their properties; a dictionary has none.
        guard let object = raw as? [String: Any], mirror.displayStyle == .struct else { return [] }
        let children = Dictionary(mirror.children.map { ($0.label ?? "", $0.value) }, uniquingKeysWith: { one, _ in one })
        return object.keys.sorted().flatMap { key -> [Problem] in
            if let child = children[key] { return unknownKeys(in: object[key] ?? "", like: child, at: join(path, key)) }
            let known = children.keys.sorted().joined(separator: ", ")
            return [Problem(.unknownKey, at: join(path, key), "unknown key '\(key)'; the keys are \(known)")]
        }
    }

    private static func join(_ path: String, _ step: String) -> String { path.isEmpty ? step : "\(path).\(step)" }
}

extension Problem {
    /// What JSON decoding complains of, in our words.
    init(_ error: DecodingError) {
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
            self.init(.malformed, at: path(context.codingPath), context.debugDescription)
        @unknown default:
            self.init(.malformed, at: "", "the body cannot be read")
        }
    }

    private static func plain(_ type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Int.Type: "a number"
        case is Bool.Type: "true or false"
        case is any Collection.Type: "a list"
        default: "an object"
        }
    }
}
