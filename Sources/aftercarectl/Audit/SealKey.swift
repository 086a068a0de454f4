import Aftercare
import Foundation

/// The key that seals records, as a file holds it: every byte counts.
enum SealKey {
    /// - Throws: `Failure` if it cannot be read or is too short for a key.
    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(path, String(cString: strerror(errno)).lowercased()) }
        let data: Data
        do {
            data = try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).readToEnd() ?? Data()
        } catch {
            throw unreadable(path, error.localizedDescription)
        }
        guard data.count >= RecordSeal.shortestKey else {
            throw Failure(
                message: "the key '\(path)' has \(data.count.counted("byte")), and a key has \(RecordSeal.shortestKey) or more; "
                    + "name the file that the service was given", status: .usage)
        }
        return Array(data)
    }

    private static func unreadable(_ path: String, _ reason: String) -> Failure {
        Failure(
            message: "the key '\(path)' cannot be read (\(reason)); name the file that the service was given, and run this as root",
            status: .usage)
    }
}
