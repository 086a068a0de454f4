import Foundation

extension DaemonSettings {
    /// Where the clinic's settings are, unless another file is named.
    package static let usualPath = "/etc/aftercare/aftercared.yaml"

    /// The settings of a file; the defaults where it has errors, which `diagnostics` then hold.
    ///
    /// - Parameters:
    ///   - path: nil: the usual one, which need not be there.
    ///   - usualPath: which one that is.
    package static func load(
        _ path: String?, or usualPath: String = Self.usualPath, zones: ZoneDatabase, diagnostics: inout [Diagnostic]
    ) -> DaemonSettings {
        let defaults = byDefault(zone: zones.machineZoneName())
        if path == nil, !FileManager.default.fileExists(atPath: usualPath) { return defaults }
        do throws(Diagnostic) {
            let parsed = read(
                try SourceText.reading(path ?? usualPath, .settings), machineZone: zones.machineZoneName(),
                hasZone: { zones.presence(of: $0) != .never })
            diagnostics += parsed.diagnostics
            return parsed.value ?? defaults
        } catch {
            diagnostics.append(error)
            return defaults
        }
    }
}
