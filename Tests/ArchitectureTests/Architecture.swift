/// The rules of the architecture: which target lies in which layer, and what it may touch.
struct Architecture {
    let targets: [Target]

    func target(_ name: String) -> Target? { targets.first { $0.name == name } }
}

/// A target under Sources.
struct Target {
    let name: String
    /// It sees only targets of lower floors.
    let layer: Int
    /// The targets it may import.
    let sees: Set<String>
    /// What it may import from outside of the architecture, in `import` statements and as products in the manifest.
    let outside: Set<String>
    /// What its code must not say.
    let neverSays: [Word]
    /// The file, if any, in which it may.
    let exceptIn: String?

    init(
        _ name: String, layer: Int, sees: Set<String> = [], outside: Set<String> = [], neverSays: [Word] = [],
        exceptIn: String? = nil
    ) {
        self.name = name
        self.layer = layer
        self.sees = sees
        self.outside = outside
        self.neverSays = neverSays + (outside.contains("Dispatch") ? [] : Word.dispatch)
        self.exceptIn = exceptIn
    }
}

/// Something that code can say, and what it stands for.
struct Word {
    let text: String
    let meaning: String

    /// Today's time.
    static let wallClock = words(
        "the clock", "Date()", "Date.now", "Date.init()", "timeIntervalSinceNow", "clock_gettime", "gettimeofday",
        "time(nil)", "DispatchWallTime.now", "CFAbsoluteTimeGetCurrent", "CURRENT_TIMESTAMP", "CURRENT_DATE",
        "CURRENT_TIME", "'now'")
    /// Any time that passes.
    static let anyClock =
        wallClock
        + words("the clock", "ContinuousClock", "SuspendingClock", "DispatchTime.now", "Task.sleep", "Timer")
    /// What differs from machine to machine, or from run to run.
    static let surroundings = words(
        "its surroundings", "FileManager", "FileHandle", "ProcessInfo", "UserDefaults", "Bundle", "getenv", "fopen",
        "contentsOfFile", "String(contentsOf", "Data(contentsOf", "TimeZone.current", "Locale.current",
        "Calendar.current", "autoupdatingCurrent", "UUID()", ".random(", "SystemRandomNumberGenerator", "print(")
    /// Foundation brings Dispatch along without an import.
    static let dispatch = words(
        "Dispatch", "DispatchGroup", "DispatchQueue", "DispatchSemaphore", "DispatchSource", "DispatchTime",
        "DispatchWallTime", "DispatchWorkItem")

    private static func words(_ meaning: String, _ texts: String...) -> [Word] {
        texts.map { Word(text: $0, meaning: meaning) }
    }
}

extension Architecture {
    /// As Sources/ARCHITECTURE.md draws it.
    static let aftercare = Architecture(targets: [
        Target("CSQLite", layer: 0),
        Target("CSystemd", layer: 0),

        Target(
            "Aftercare", layer: 1, outside: ["Crypto", "Foundation", "FoundationEssentials"],
            neverSays: Word.anyClock + Word.surroundings),

        Target("AftercareAPI", layer: 2, sees: ["Aftercare"], outside: ["Foundation"]),
        Target(
            "AftercareConfig", layer: 2, sees: ["Aftercare"], outside: ["Foundation", "Glibc", "Synchronization", "Yams"],
            neverSays: Word.anyClock),
        Target(
            "AftercareStore", layer: 2, sees: ["Aftercare", "CSQLite"],
            outside: ["Crypto", "Foundation", "GRDB", "GRDBSQLite", "Glibc", "Synchronization"], neverSays: Word.anyClock),
        Target("Systemd", layer: 2, sees: ["CSystemd"], outside: ["Foundation", "Glibc", "Logging"]),

        Target(
            "AftercareClient", layer: 3, sees: ["Aftercare", "AftercareAPI"],
            outside: ["Crypto", "Foundation", "NIOCore", "NIOHTTP1", "NIOPosix", "Synchronization"]),
        Target(
            "AftercareEngine", layer: 3, sees: ["Aftercare", "AftercareStore"],
            outside: ["Dispatch", "Foundation", "Glibc", "Logging"], neverSays: Word.wallClock,
            exceptIn: "WallClock.swift"),

        Target(
            "AftercareServer", layer: 4, sees: ["Aftercare", "AftercareAPI", "AftercareEngine"],
            outside: [
                "Foundation", "Glibc", "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging", "NIOCore",
                "NIOPosix", "ServiceLifecycle", "Synchronization",
            ]),
        Target(
            "AftercareSimulation", layer: 4, sees: ["Aftercare", "AftercareEngine", "AftercareStore"],
            outside: ["Dispatch", "Foundation", "Logging", "Synchronization"],
            neverSays: Word.anyClock + Word.surroundings),

        Target(
            "aftercared", layer: 5,
            sees: [
                "Aftercare", "AftercareAPI", "AftercareConfig", "AftercareEngine", "AftercareServer", "AftercareStore", "Systemd",
            ],
            outside: [
                "ArgumentParser", "Dispatch", "Foundation", "Glibc", "Logging", "ServiceLifecycle", "Synchronization",
                "UnixSignals",
            ]),
        Target(
            "aftercarectl", layer: 5,
            sees: ["Aftercare", "AftercareAPI", "AftercareClient", "AftercareConfig", "AftercareSimulation", "Systemd"],
            outside: ["ArgumentParser", "Dispatch", "Foundation", "Glibc", "Synchronization"]),
    ])
}
