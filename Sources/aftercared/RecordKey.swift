import Aftercare
import Foundation

/// The key that seals records, if the unit has one (systemd.exec(5), `LoadCredential=`).
enum RecordKey {
    /// The name of the credential.
    static let name = "record-key"

    /// - Returns: the key; nil when the unit has no such credential, and records are then not sealed.
    /// - Throws: `StartError` for a key that cannot be read or is too weak to protect anything.
    static func credential(in environment: [String: String]) throws -> [UInt8]? {
        guard let directory = environment["CREDENTIALS_DIRECTORY"] else { return nil }
        let path = directory + "/" + name
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let key = FileManager.default.contents(atPath: path) else {
            throw StartError.misconfigured([
                "the credential '\(name)' cannot be read; check LoadCredential= of the unit, and the file that it names"
            ])
        }
        guard key.count >= RecordSeal.shortestKey else {
            throw StartError.misconfigured([
                "the credential '\(name)' has \(key.count) bytes, and a key needs \(RecordSeal.shortestKey); make one with 'head -c 32 /dev/urandom > FILE'"
            ])
        }
        return Array(key)
    }
}
