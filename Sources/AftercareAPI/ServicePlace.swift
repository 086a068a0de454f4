/// Which aftercared of a machine is meant, and where it is found.
package enum ServicePlace: Hashable, Sendable {
    /// The machine's own: `aftercared.service`.
    case machine
    /// One of several clinics on it: `aftercared@NAME.service`.
    case clinic(String)
    /// That of a user's own systemd, by the user's `$XDG_RUNTIME_DIR`.
    case user(runtimeDirectory: String)

    /// The directory of its sockets.
    package var runtimeDirectory: String {
        switch self {
        case .machine: "/run/aftercare"
        case .clinic(let name): Self.clinics + name
        case .user(let directory): directory + "/aftercare"
        }
    }

    /// For those who change something.
    package var controlSocket: String { Self.controlSocket(in: runtimeDirectory) }

    /// For those who only look.
    package var viewSocket: String { Self.viewSocket(in: runtimeDirectory) }

    package static func controlSocket(in directory: String) -> String { directory + "/control.sock" }

    /// The viewers' socket has a directory of its own, that their group may enter.
    package static func viewDirectory(in directory: String) -> String { directory + "/view" }

    package static func viewSocket(in directory: String) -> String { viewDirectory(in: directory) + "/view.sock" }

    /// Whether a user's own systemd keeps it.
    package var isUsers: Bool { if case .user = self { true } else { false } }

    /// As systemctl(1) knows it.
    package var unit: String {
        switch self {
        case .machine, .user: "aftercared.service"
        case .clinic(let name): "aftercared@\(name).service"
        }
    }

    /// The group whose members may change something; nil: only the user.
    package var staff: String? {
        switch self {
        case .machine: "aftercare"
        case .clinic(let name): "aftercare-\(name)"
        case .user: nil
        }
    }

    private static let clinics = "/run/aftercare-clinics/"

    /// A name becomes that of a user, a group, `aftercare-NAME-view`, and a journal namespace: Linux takes 31 bytes.
    /// `view` would be the machine's viewers. The unit `aftercare-clinic@.service` says the same.
    package static func isClinicName(_ name: String) -> Bool {
        name.utf8.count <= 16 && name != "view" && !name.hasSuffix("-view") && name.first?.isASCII == true && name.first != "-"
            && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    }
}

extension ServicePlace {
    /// The place that a socket belongs to, by its path; where it is none of ours: the machine's.
    package init(socket: String) { self = Self.usual(of: socket) ?? .machine }

    /// The place that has its socket at that path; nil: none of ours has.
    package static func usual(of socket: String) -> ServicePlace? {
        if socket.hasPrefix(clinics), let name = socket.dropFirst(clinics.count).split(separator: "/").first {
            return .clinic(String(name))
        }
        if socket.hasPrefix("/run/user/") {
            return .user(runtimeDirectory: socket.split(separator: "/").prefix(3).map { "/\($0)" }.joined())
        }
        return socket.hasPrefix(machine.runtimeDirectory + "/") ? .machine : nil
    }

    /// What starts it.
    package var startCommand: String { ServiceCommands(self).systemctl("start") }
}
