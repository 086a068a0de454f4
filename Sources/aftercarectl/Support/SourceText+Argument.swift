import AftercareConfig
import Foundation

extension SourceText {
    /// The file that a command line names; `-` is standard input.
    static func named(_ path: String, _ purpose: Purpose) throws(Diagnostic) -> SourceText {
        path == "-" ? try reading(.standardInput, named: "standard input", purpose) : try reading(path, purpose)
    }
}
