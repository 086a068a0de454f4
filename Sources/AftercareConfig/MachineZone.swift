import Foundation

/// The zone that the machine itself is in, as far as that can be told.
package struct MachineZone: Equatable, Sendable {
    /// UTC where nothing names a zone.
    package let name: String
    /// What is wrong with how the machine names its zone, in a sentence that ends with what to do; nil: nothing.
    package let complaint: String?
}

extension ZoneDatabase {
    /// - Parameters:
    ///   - localtime: the link that names the zone (localtime(5)); where there is none, the machine is in UTC.
    ///   - timezone: Debian's file, which names it where the link does not.
    package func machineZone(localtime: String = "/etc/localtime", timezone: String = "/etc/timezone") -> MachineZone {
        let written = (try? String(contentsOfFile: timezone, encoding: .utf8))?
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let stated = written.flatMap { has($0) ? $0 : nil }
        guard (try? FileManager.default.attributesOfItem(atPath: localtime)) != nil else {
            return MachineZone(name: stated ?? "UTC", complaint: nil)
        }
        guard let link = try? FileManager.default.destinationOfSymbolicLink(atPath: localtime),
            let linked = Self.name(in: link)
        else {
            let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: localtime)).map { "leads to '\($0)'" }
            return MachineZone(
                name: stated ?? "UTC",
                complaint: stated == nil ? "'\(localtime)' \(link ?? "is no link"), which names no time zone" + Self.consequence("UTC") : nil)
        }
        switch presence(of: linked) {
        case .here: return MachineZone(name: linked, complaint: nil)
        // It comes back under this name.
        case .away where stated == nil:
            return MachineZone(name: linked, complaint: "'\(localtime)' leads to '\(link)', which cannot be read" + Self.consequence("UTC"))
        case .away, .never:
            let name = stated ?? "UTC"
            return MachineZone(name: name, complaint: "'\(localtime)' leads to '\(link)', where no time zone is" + Self.consequence(name))
        }
    }

    /// The name of the machine's zone, which may be away; UTC where that cannot be told.
    package func machineZoneName(localtime: String = "/etc/localtime", timezone: String = "/etc/timezone") -> String {
        machineZone(localtime: localtime, timezone: timezone).name
    }

    private static func name(in link: String) -> String? {
        guard let place = link.range(of: "zoneinfo/") else { return nil }
        let name = String(link[place.upperBound...])
        return name.hasPrefix("posix/") ? String(name.dropFirst(6)) : name
    }

    private static func consequence(_ name: String) -> String {
        ", so the times of this machine are shown in \(name); as root, run 'timedatectl set-timezone ZONE', or install the package tzdata"
    }
}
