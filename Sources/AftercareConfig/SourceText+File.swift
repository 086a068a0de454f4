import Foundation

extension SourceText {
    /// Reads a regular file.
    ///
    /// - Throws: a diagnostic that says why the file cannot be read.
    package static func reading(_ path: String) throws(Diagnostic) -> SourceText {
        let attributes: [FileAttributeKey: Any]
        let data: Data
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: URL(filePath: path).resolvingSymlinksInPath().path)
            // A pipe or a device would be waited for without end.
            guard attributes[.type] as? FileAttributeType == .typeRegular else {
                throw unreadable(path, "it is not a regular file")
            }
            data = try Data(contentsOf: URL(filePath: path))
        } catch let diagnostic as Diagnostic {
            throw diagnostic
        } catch {
            throw unreadable(path, reason(for: error))
        }
        return try SourceText(name: path, bytes: data)
    }

    static func unreadable(_ path: String, _ reason: String) -> Diagnostic {
        Diagnostic(
            file: path, position: nil, severity: .error, message: "cannot be read: \(reason)", sourceLine: nil)
    }

    static func reason(for error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let underlying, underlying.domain == NSPOSIXErrorDomain else { return error.localizedDescription }
        return String(cString: strerror(Int32(underlying.code))).lowercased()
    }
}
