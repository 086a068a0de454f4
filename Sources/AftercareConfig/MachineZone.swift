import Foundation

/// The time zone of this machine, as far as it can be determined.
package struct MachineZone: Equatable, Sendable {
    /// UTC when nothing names a zone.
    package let name: String
    /// What is wrong with the machine's zone setting, as a sentence that ends with what to do; `nil` when nothing is.
    package let problem: String?
}

extension ZoneDatabase {
    /// Determines the machine's time zone.
    ///
    /// - Parameters:
    ///   - localtime: the link that names the zone (localtime(5)); without it, the machine is in UTC.
    ///   - timezone: Debian's file, which names the zone if the link does not.
    package func machineZone(localtime: String = "/etc/localtime", timezone: String = "/etc/timezone") -> MachineZone {
        let written = (try? String(contentsOfFile: timezone, encoding: .utf8))?
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let stated = written.flatMap { has($0) ? $0 : nil }
        guard (try? FileManager.default.attributesOfItem(atPath: localtime)) != nil else {
            return MachineZone(name: stated ?? "UTC", problem: nil)
        }
        guard let link = try? FileManager.default.destinationOfSymbolicLink(atPath: localtime),
            let linked = Self.name(in: link)
        else {
            let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: localtime)).map { "leads to '\($0)'" }
            return MachineZone(
                name: stated ?? "UTC",
                problem: stated == nil ? "'\(localtime)' \(link ?? "is no link"), which names no time zone" + Self.consequence("UTC") : nil)
        }
        switch presence(of: linked) {
        case .here: return MachineZone(name: linked, problem: nil)
        // The missing file is expected to return under this name.
        case .away where stated == nil:
            return MachineZone(name: linked, problem: "'\(localtime)' leads to '\(link)', which cannot be read" + Self.consequence("UTC"))
        case .away, .never:
            let name = stated ?? "UTC"
            return MachineZone(name: name, problem: "'\(localtime)' leads to '\(link)', where no time zone is" + Self.consequence(name))
        }
    }

    /// The name of the machine's zone, even if its file is missing at the moment; UTC when it cannot be determined.
    package func machineZoneName(localtime: String = "/etc/localtime", timezone: String = "/etc/timezone") -> String {
        machineZone(localtime: localtime, timezone: timezone).name
    }

    private static func name(in link: String) -> String? {
        guard let marker = link.range(of: "zoneinfo/") else { return nil }
        let name = String(link[marker.upperBound...])
        return name.hasPrefix("posix/") ? String(name.dropFirst(6)) : name
    }

    private static func consequence(_ name: String) -> String {
        ", so the times of this machine are shown in \(name); as root, run 'timedatectl set-timezone ZONE', or install the package tzdata"
    }
}
