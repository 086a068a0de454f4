import Foundation

/// The environment variables that a program looks at, by its sources.
enum Variables {
    /// What its libraries look at: sd_notify(3), sd_watchdog_enabled(3), and where the terminal is told.
    static func ofLibraries(_ program: Program) -> Set<String> {
        switch program {
        case .aftercarectl: []
        case .aftercared: ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]
        }
    }

    static func used(by program: Program) throws -> Set<String> {
        let rooms = [program.rawValue, "AftercareConfig"]
        return try Set(rooms.flatMap { try Repository.swiftFiles(in: "Sources/\($0)") }.flatMap(Self.named))
    }

    /// `environment["TZ"]`, `named("XDG_STATE_HOME", in: …)`, `first(of: "STATE_DIRECTORY", in: …)` and the like: a
    /// text in capitals on a line that speaks of the environment.
    private static func named(in source: String) -> [String] {
        source.split(separator: "\n").filter { $0.contains("environment") || $0.contains("named(") }
            .flatMap { $0.matches(of: /"([A-Z][A-Z_]+)"/).map { String($0.output.1) } }
    }
}

extension Repository {
    /// The texts of the Swift files below a folder.
    static func swiftFiles(in path: String) throws -> [String] {
        let root = folder.appending(path: path).path
        return try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".swift") }.sorted()
            .map { try text("\(path)/\($0)") }
    }
}
