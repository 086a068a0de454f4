import AftercareConfig
import Foundation

extension SourceText {
    /// The file that a command line names; `-`: standard input.
    static func named(_ path: String) throws(Diagnostic) -> SourceText {
        path == "-" ? try readingStandardInput() : try reading(path)
    }

    private static func readingStandardInput() throws(Diagnostic) -> SourceText {
        let name = "standard input"
        let data: Data
        do { data = try FileHandle.standardInput.readToEnd() ?? Data() } catch {
            throw Diagnostic(
                file: name, position: nil, severity: .error, message: "cannot be read: \(error)", sourceLine: nil)
        }
        return try SourceText(name: name, bytes: data)
    }
}
