import AftercareAPI
import AftercareConfig

// Where the daemon's things are: as the command line says, else as systemd says, else at the usual places of the
// machine, or of a user (the XDG base directories).

extension DaemonOptions {
    /// The commands that lead to this daemon: by its place, or else by its socket.
    ///
    /// - Parameter namespace: of the journal that it logs to; nil: it logs to the machine's own.
    func commands(in environment: [String: String], namespace: String?) -> ServiceCommands {
        if user { return ServiceCommands(.user(runtimeDirectory: Self.named("XDG_RUNTIME_DIR", in: environment) ?? "/tmp")) }
        let socket = ServicePlace.controlSocket(in: runtimeDirectory(in: environment))
        guard let usual = ServicePlace.usual(of: socket) else { return ServiceCommands(.machine, socket: socket, namespace: namespace) }
        return ServiceCommands(usual, namespace: namespace)
    }

    /// The place whose store lies in `directory`: who restores one runs by hand, and names the store only.
    func place(ofStore directory: String) -> ServicePlace {
        if user { return .user(runtimeDirectory: "") }
        let clinics = "/var/lib/aftercare-clinics/"
        guard directory.hasPrefix(clinics), let name = directory.dropFirst(clinics.count).split(separator: "/").first else { return .machine }
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

    /// The settings where no file is named; they need not be there.
    func usualSettings(in environment: [String: String]) -> String {
        user ? configuration(in: environment) + "/aftercared.yaml" : DaemonSettings.defaultPath
    }

    /// The directories of the protocols, the last one's files replacing the others'.
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

    /// An empty variable counts as none.
    private static func named(_ variable: String, in environment: [String: String]) -> String? {
        environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// systemd lists several directories with colons between them; ours is the first.
    private static func first(of variable: String, in environment: [String: String]) -> String? {
        environment[variable].flatMap { $0.split(separator: ":").first.map(String.init) }
    }
}
