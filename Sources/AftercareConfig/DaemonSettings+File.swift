import Foundation

extension DaemonSettings {
    /// The settings file that is used unless another is named.
    package static let defaultPath = "/etc/aftercare/aftercared.yaml"

    /// The settings of a file; if it has errors, the defaults, and the errors are added to `diagnostics`.
    ///
    /// - Parameters:
    ///   - path: the file to read; `nil` for the default file, which need not exist.
    ///   - defaultPath: the default file.
    package static func load(
        _ path: String?, or defaultPath: String = Self.defaultPath, zones: ZoneDatabase, diagnostics: inout [Diagnostic]
    ) -> DaemonSettings {
        let defaults = byDefault(zone: zones.machineZoneName())
        if path == nil, !FileManager.default.fileExists(atPath: defaultPath) { return defaults }
        do throws(Diagnostic) {
            let parsed = read(
                try SourceText.reading(path ?? defaultPath, .settings), machineZone: zones.machineZoneName(),
                hasZone: { zones.presence(of: $0) != .never })
            diagnostics += parsed.diagnostics
            return parsed.value ?? defaults
        } catch {
            diagnostics.append(error)
            return defaults
        }
    }
}
