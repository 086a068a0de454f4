import AftercareAPI
import AftercareConfig

// The places of the daemon's files: from the command line, else from systemd, else the defaults of the machine or of a
// user (the XDG base directories).

extension DaemonOptions {
    /// The commands that lead to this daemon, determined by its place or else by its socket.
    ///
    /// - Parameter namespace: of the journal that the daemon logs to; nil for the machine's main journal.
    func commands(in environment: [String: String], namespace: String?) -> ServiceCommands {
        if user { return ServiceCommands(.user(runtimeDirectory: Self.named("XDG_RUNTIME_DIR", in: environment) ?? "/tmp")) }
        let socket = ServicePlace.controlSocket(in: runtimeDirectory(in: environment))
        guard let usual = ServicePlace.usual(of: socket) else { return ServiceCommands(.machine, socket: socket, namespace: namespace) }
        return ServiceCommands(usual, namespace: namespace)
    }

    /// The place of the store in `directory`: a restore is run by hand and names only the store.
    func place(ofStore directory: String) -> ServicePlace {
        if user { return .user(runtimeDirectory: "") }
        let clinics = "/var/lib/aftercare-clinics/"
        guard directory.hasPrefix(clinics), let name = directory.dropFirst(clinics.count).split(separator: "/").first else {
            return .machine
        }
        return .clinic(String(name))
    }

    /// The directory of the store.
    func stateDirectory(in environment: [String: String]) -> String {
        let usual = user ? Self.home("XDG_STATE_HOME", or: ".local/state", in: environment) + "/aftercare" : "/var/lib/aftercare"
        return stateDirectory ?? Self.first(of: "STATE_DIRECTORY", in: environment) ?? usual
    }

    /// The directory of the sockets.
    func runtimeDirectory(in environment: [String: String]) -> String {
        let usual =
            user
            ? ServicePlace.user(runtimeDirectory: Self.named("XDG_RUNTIME_DIR", in: environment) ?? "/tmp").runtimeDirectory
            : ServicePlace.machine.runtimeDirectory
        return runtimeDirectory ?? Self.first(of: "RUNTIME_DIRECTORY", in: environment) ?? usual
    }

    /// The default settings file; it need not exist.
    func usualSettings(in environment: [String: String]) -> String {
        user ? configuration(in: environment) + "/aftercared.yaml" : DaemonSettings.defaultPath
    }

    /// The directories of the protocols; files in a later directory replace those in earlier ones.
    func protocolDirectories(in environment: [String: String]) -> [String] {
        guard protocols.isEmpty else { return protocols }
        return ProtocolLibrary.defaultDirectories + (user ? [configuration(in: environment) + "/protocols"] : [])
    }

    private func configuration(in environment: [String: String]) -> String {
        Self.home("XDG_CONFIG_HOME", or: ".config", in: environment) + "/aftercare"
    }

    private static func home(_ variable: String, or folder: String, in environment: [String: String]) -> String {
        named(variable, in: environment) ?? "\(named("HOME", in: environment) ?? "")/\(folder)"
    }

    /// The value of a variable; an empty one counts as unset.
    private static func named(_ variable: String, in environment: [String: String]) -> String? {
        environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The first directory: systemd lists several with colons between them, and the first is this service's.
    private static func first(of variable: String, in environment: [String: String]) -> String? {
        environment[variable].flatMap { $0.split(separator: ":").first.map(String.init) }
    }
}
