package import Aftercare
import Foundation

/// The protocols of a machine: the shipped ones and the clinic's own.
package struct ProtocolLibrary: Sendable {
    /// Sorted by id and version. Files with errors are left out.
    package let protocols: [CareProtocol]
    /// Sorted by file and position; drafts are warnings.
    package let diagnostics: [Diagnostic]

    /// The directories that are read unless others are named: the shipped protocols, and the clinic's own.
    package static let defaultDirectories = ["/usr/share/aftercare/protocols", "/etc/aftercare/protocols"]

    /// Reads every `*.yaml` file of `directories`. A file replaces those with the same name in earlier directories; a
    /// link to `/dev/null` removes a protocol, as systemd does with units.
    ///
    /// - Parameter today: the latest date that has begun anywhere on earth; `nil` when it is unknown here.
    package static func load(directories: [String], today: CivilDate? = nil) -> ProtocolLibrary {
        var diagnostics: [Diagnostic] = []
        var files: [String: String] = [:]
        for directory in directories.map({ $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 }) {
            for name in names(in: directory, &diagnostics) { files[name] = "\(directory)/\(name)" }
        }
        var protocols: [CareProtocol] = []
        var origins: [ProtocolReference: String] = [:]
        for (_, path) in files.sorted(by: { $0.key < $1.key }) where !isMasked(path) {
            do {
                let parsed = CareProtocol.read(try SourceText.reading(path, .careProtocol), today: today)
                diagnostics += parsed.diagnostics
                guard let careProtocol = parsed.value else { continue }
                if let origin = origins[careProtocol.reference] {
                    diagnostics += parsed.diagnostics(for: [
                        Problem(
                            .duplicateID, at: "protocol",
                            "protocol '\(careProtocol.reference)' is in \(origin) already; raise the version, or rename one")
                    ])
                } else {
                    origins[careProtocol.reference] = path
                    protocols.append(careProtocol)
                }
            } catch {
                diagnostics.append(error)
            }
        }
        return ProtocolLibrary(
            protocols: protocols.sorted { ($0.id, $0.version) < ($1.id, $1.version) }, diagnostics: diagnostics.inOrder())
    }

    /// The names of the protocol files in a directory; empty if it does not exist.
    private static func names(in directory: String, _ diagnostics: inout [Diagnostic]) -> [String] {
        guard FileManager.default.fileExists(atPath: directory) else { return [] }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory).filter { !$0.hasPrefix(".") }
        } catch {
            diagnostics.append(SourceText.unreadable(directory, error.localizedDescription))
            return []
        }
        for name in names.sorted() where name.hasSuffix(".yml") {
            diagnostics.append(
                Diagnostic(
                    file: "\(directory)/\(name)", position: nil, severity: .warning,
                    message: "this file is not read; rename it to end in .yaml", sourceLine: nil))
        }
        return names.filter { $0.hasSuffix(".yaml") }
    }

    private static func isMasked(_ path: String) -> Bool {
        URL(filePath: path).resolvingSymlinksInPath().path == "/dev/null"
    }
}
