import Foundation
import Glibc

extension SourceText {
    /// Reads a regular file.
    ///
    /// - Throws: a diagnostic that says why the file cannot be read.
    package static func reading(_ path: String) throws(Diagnostic) -> SourceText {
        // Opening a pipe would wait for whoever writes to it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(path, String(cString: strerror(errno)).lowercased()) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw unreadable(path, "it is not a regular file")
        }
        let data: Data
        do {
            data = try file.readToEnd() ?? Data()
        } catch {
            throw unreadable(path, error.localizedDescription)
        }
        return try SourceText(name: path, bytes: data)
    }

    static func unreadable(_ path: String, _ reason: String) -> Diagnostic {
        Diagnostic(
            file: path, position: nil, severity: .error, message: "cannot be read: \(reason)", sourceLine: nil)
    }
}
