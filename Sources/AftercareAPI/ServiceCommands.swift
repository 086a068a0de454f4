/// The commands that lead to one service, for the texts that name one.
///
/// On a machine with several clinics, a bare `aftercarectl reaction clear R-0001` is about the machine's own clinic,
/// whose R-0001 is somebody else's. The texts of the core, the engine and the other rooms know of no place: they put
/// a command into single quotes, as it is for the machine's own service (`'aftercarectl plan list'`). Whoever shows or
/// logs a text sends it through `addressed`; who is to print a command without quotes makes it with the others.
package struct ServiceCommands: Equatable, Sendable {
    package let place: ServicePlace
    /// Of the socket, where it is none of the usual ones.
    package let socket: String?
    /// Of its journal; nil: it logs to the machine's own.
    package let namespace: String?

    package init(_ place: ServicePlace, socket: String? = nil, namespace: String?) {
        self.place = place
        self.socket = socket
        self.namespace = namespace
    }

    /// As it is installed.
    package init(_ place: ServicePlace) { self.init(place, namespace: place.namespace) }

    /// `aftercarectl --clinic north`
    package var aftercarectl: String {
        if let socket { return "aftercarectl --socket \(Self.word(socket))" }
        return switch place {
        case .machine: "aftercarectl"
        case .clinic(let name): "aftercarectl --clinic \(name)"
        case .user: "aftercarectl --user"
        }
    }

    /// `systemctl --user`
    package var systemctl: String { place.isUsers ? "systemctl --user" : "systemctl" }

    /// `systemctl restart aftercared@north`
    package func systemctl(_ verb: String) -> String { "\(systemctl) \(verb) \(unit)" }

    /// `journalctl --namespace=aftercare-north`
    package var journalctl: String {
        if place.isUsers { return "journalctl --user" }
        return namespace.map { "journalctl --namespace=\($0)" } ?? "journalctl"
    }

    /// `journalctl --namespace=aftercare-north _UID=$(id -u aftercare-north)`: of the service's records alone, which nobody
    /// else can write.
    package var ownRecords: String { journalctl + (place.staff.map { " _UID=$(id -u \($0))" } ?? "") }

    /// `aftercared@north`
    package var unit: String { String(place.unit.prefix { $0 != "." }) }

    /// The journald that its records go to: `systemd-journald@aftercare-north`.
    package var journald: String { namespace.map { "systemd-journald@\($0)" } ?? "systemd-journald" }

    /// The same text, with the commands in quotes being those for this service.
    package func addressed(_ text: String) -> String {
        if !text.contains("'") { return text }
        return text.replacing(/'((?:aftercarectl|aftercared|systemctl|journalctl) [^'\n]*)/) { "'\(command(String($0.1)))" }
    }

    private func command(_ text: String) -> String {
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        switch words[0] {
        case "aftercarectl":
            guard words.count > 1, !["--clinic", "--user", "--socket"].contains(words[1]) else { return text }
            words[0] = aftercarectl
        case "aftercared":
            guard words.contains("--restore"), !words.contains("--state-directory"), !words.contains("--user") else { return text }
            words = withPlace(words)
        case "systemctl":
            let isOurs = words.contains { $0.isUnit("aftercared") }
            words = words.map { word in
                if word.isUnit("aftercared") { return unit }
                guard word.isUnit("systemd-journald") else { return word }
                return journald + word.dropFirst("systemd-journald".count)
            }
            if isOurs, words.count > 1, words[1] != "--user" { words[0] = systemctl }
        default:
            if let index = words.firstIndex(of: "--namespace=aftercare") {
                words.remove(at: index)
            } else if words.contains(where: { $0.hasPrefix("--") }) || !words.contains(where: { $0.hasPrefix("AFTERCARE_") }) {
                return text
            }
            words[0] = journalctl
            // Whose records: those of the service's own user.
            return words.joined(separator: " ").replacing("$(id -u aftercare)", with: place.staff.map { "$(id -u \($0))" } ?? "$(id -u)")
        }
        return words.joined(separator: " ")
    }

    /// What puts a backup in the place of its store, word by word: `aftercared --restore FILE …`.
    package func restoring(_ file: String) -> [String] { withPlace(["aftercared", "--restore", file]) }

    /// The same words, with those that say which store it is.
    private func withPlace(_ words: [String]) -> [String] {
        switch place {
        case .machine: words
        case .clinic(let name): words + ["--state-directory", "/var/lib/aftercare-clinics/\(name)"]
        case .user: [words[0], "--user"] + words.dropFirst()
        }
    }

    /// As a shell takes it.
    private static func word(_ path: String) -> String {
        let isPlain = path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-@+:,".contains($0)) }
        return isPlain ? path : "'\(path.replacing("'", with: "'\\''"))'"
    }
}

extension ServicePlace {
    /// Of the journal that it logs to, as it is installed; nil: the machine's own.
    fileprivate var namespace: String? {
        switch self {
        case .machine: "aftercare"
        case .clinic(let name): "aftercare-\(name)"
        case .user: nil
        }
    }
}

extension String {
    /// Whether this names that unit of the machine's own, and no instance of a template.
    fileprivate func isUnit(_ name: String) -> Bool { self == name || hasPrefix(name + ".") && !hasPrefix(name + ".yaml") }
}
