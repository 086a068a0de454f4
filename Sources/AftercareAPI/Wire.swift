import Aftercare
package import Foundation

/// How bodies are written and read on the socket.
package enum Wire {
    /// The largest body that the service reads, in bytes.
    package static let maxBodyBytes = 4 * 1024 * 1024
    /// The largest file that it takes in parts, in bytes.
    package static let maxUploadBytes = 32 * 1024 * 1024
    /// The content type of a file in parts, and of an answer that tells progress: one JSON object a line.
    package static let partsType = "application/x-ndjson"
    package static let prefix = "/v1"

    /// - Parameter hidesPersons: who somebody is stays out of it.
    package static func encode(_ body: some Encodable, hidesPersons: Bool = false) throws -> Data {
        let encoder = JSONEncoder()
        encoder.userInfo[.hidesPersons] = hidesPersons
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(body)
    }

    package static func decode<Body: Decodable>(_ type: Body.Type = Body.self, from data: Data) throws -> Body {
        try JSONDecoder().decode(type, from: data)
    }
}
