import AftercareAPI
import Foundation
import NIOCore
import NIOHTTP1

/// What the service is asked.
struct Request {
    let head: HTTPRequestHead
    let body: ByteBuffer?

    /// - Parameters:
    ///   - path: below that of the interface's version.
    ///   - query: what is nil is left out.
    ///   - type: of the body.
    /// - Throws: `ClientError.unusableText`.
    init(
        _ method: HTTPMethod, _ path: String, query: [String: String?], body: Data? = nil, type: String = "application/json"
    ) throws {
        var headers = HTTPHeaders()
        if let body {
            headers.add(name: "Content-Type", value: type)
            headers.add(name: "Content-Length", value: String(body.count))
        }
        head = HTTPRequestHead(version: .http1_1, method: method, uri: try Self.address(path, query), headers: headers)
        self.body = body.map { ByteBuffer(bytes: $0) }
    }

    private static func address(_ path: String, _ query: [String: String?]) throws -> String {
        let steps = try path.split(separator: "/").map { try escaped(String($0)) }.joined(separator: "/")
        let pairs = try query.sorted { $0.key < $1.key }
            .compactMap { key, value in try value.map { "\(key)=\(try escaped($0))" } }
        return "\(Wire.prefix)/\(steps)" + (pairs.isEmpty ? "" : "?\(pairs.joined(separator: "&"))")
    }

    private static func escaped(_ text: String) throws -> String {
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        guard let escaped = text.addingPercentEncoding(withAllowedCharacters: allowed) else {
            throw ClientError.unusableText(text)
        }
        return escaped
    }
}
