import Aftercare
package import Foundation
import Glibc

extension SourceText {
    /// The purpose of a file, which limits its size. A larger file is refused before it is parsed, since parsing
    /// hundreds of megabytes takes minutes and gigabytes of memory.
    package enum Purpose: Sendable {
        case settings, careProtocol, planChange, clinic

        /// The limit in bytes. A clinic of 2,000 patients takes half a MiB; the service accepts at most 32 MiB from a
        /// client at one time.
        package var maxBytes: Int {
            switch self {
            case .settings: 256 << 10
            case .careProtocol, .planChange: 1 << 20
            case .clinic: 32 << 20
            }
        }

        fileprivate var advice: String {
            switch self {
            case .settings: "a clinic's settings take a few lines"
            case .careProtocol: "a file holds one protocol; put what is more into files of their own"
            case .planChange: "say only what the plan does otherwise"
            case .clinic: "split it, and apply one part after the other"
            }
        }
    }

    /// Reads a regular file.
    ///
    /// - Throws: a diagnostic that says why the file cannot be read, or is refused.
    package static func reading(_ path: String, _ purpose: Purpose) throws(Diagnostic) -> SourceText {
        // Without `O_NONBLOCK`, opening a pipe would wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(path, String(cString: strerror(errno)).lowercased()) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw unreadable(path, "it is not a regular file")
        }
        return try reading(file, named: path, purpose)
    }

    /// Reads an open file, a pipe or a terminal to its end.
    ///
    /// - Throws: a diagnostic that says why it cannot be read, or is refused.
    package static func reading(_ file: FileHandle, named name: String, _ purpose: Purpose) throws(Diagnostic) -> SourceText {
        var data = Data()
        do {
            // A file may grow while it is read, and a pipe has no length.
            while data.count <= purpose.maxBytes, let part = try file.read(upToCount: min(1 << 20, purpose.maxBytes + 1 - data.count)),
                !part.isEmpty
            { data += part }
        } catch {
            throw unreadable(name, error.localizedDescription)
        }
        guard data.count <= purpose.maxBytes else {
            throw unreadable(name, "it is larger than \(ByteCount(Int64(purpose.maxBytes))), the most that is read; \(purpose.advice)")
        }
        return try SourceText(name: name, bytes: data)
    }

    static func unreadable(_ path: String, _ reason: String) -> Diagnostic {
        Diagnostic(
            file: path, position: nil, severity: .error, message: "cannot be read: \(reason)", sourceLine: nil)
    }
}
