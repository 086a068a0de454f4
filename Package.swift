// swift-tools-version: 6.2
import PackageDescription

// The modules, by layer. Arrows point down only; modules of one layer never see each other.
// Tests/ArchitectureTests reads this manifest and the imports, and fails when an arrow points up.

let package = Package(
    name: "aftercare",
    // One version of each, so that a clone is built from what was tested, and a new one is a commit with the tests' word.
    dependencies: [
        // Both programs' options, help, manual and completions from one declaration; it is the Swift project's own.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // SHA-256 and HMAC, for seals, ids and fingerprints; Foundation has neither on Linux.
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        // The requests and answers that Hummingbird's interface is made of.
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        // What the service logs; the packages below log through it, so that all of it reaches the journal one way.
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        // The sockets below Hummingbird, for the peer's credentials, and aftercarectl's HTTP/1 client; URLSession speaks over no Unix socket.
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        // The store: SQLite with migrations, a pool of readers, and transactions that Swift checks.
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        // The HTTP interface on a Unix socket, on NIO and nothing heavier.
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        // Protocols and settings in YAML, with the line and column of every node for what is wrong there.
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        // Signals, and an orderly end of what runs side by side; Hummingbird is made for it.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        // Tests start programs with it, and nothing that is installed does; no thread waits for them.
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    ],
    targets: [
        // Layer 0: the system's libraries.
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),

        // Layer 1: pure values and rules.
        .target(name: "Aftercare", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),

        // Layer 2: one outside thing each.
        .target(name: "AftercareAPI", dependencies: ["Aftercare"]),
        .target(name: "AftercareConfig", dependencies: ["Aftercare", "Yams"]),
        .target(
            name: "AftercareStore",
            dependencies: [
                "Aftercare", "CSQLite", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(name: "Systemd", dependencies: ["CSystemd", .product(name: "Logging", package: "swift-log")]),

        // Layer 3: the service's two ends: how it is asked, and the loop.
        .target(
            name: "AftercareClient",
            dependencies: [
                "Aftercare", "AftercareAPI", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .target(
            name: "AftercareEngine",
            dependencies: ["Aftercare", "AftercareStore", .product(name: "Logging", package: "swift-log")]),

        // Layer 4: what the engine is run in: the local interface, and a simulation.
        .target(
            name: "AftercareServer",
            dependencies: [
                "Aftercare", "AftercareAPI", "AftercareEngine",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "AftercareSimulation",
            dependencies: [
                "Aftercare", "AftercareEngine", "AftercareStore", .product(name: "Logging", package: "swift-log"),
            ]),

        // Layer 5: wiring only.
        .executableTarget(
            name: "aftercared",
            dependencies: [
                "Aftercare", "AftercareAPI", "AftercareConfig", "AftercareEngine", "AftercareServer", "AftercareStore",
                "Systemd", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "aftercarectl",
            dependencies: [
                "Aftercare", "AftercareAPI", "AftercareClient", "AftercareConfig", "AftercareSimulation", "Systemd",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Each module's tests, and those of the whole.
        .testTarget(name: "AftercareClientTests", dependencies: ["Aftercare", "AftercareAPI", "AftercareClient"]),
        .testTarget(name: "AftercareConfigTests", dependencies: ["Aftercare", "AftercareConfig"]),
        .testTarget(
            name: "AftercareEngineTests",
            dependencies: [
                "Aftercare", "AftercareEngine", "AftercareSimulation", "AftercareStore",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "AftercareServerTests",
            dependencies: [
                "Aftercare", "AftercareAPI", "AftercareClient", "AftercareEngine", "AftercareServer", "AftercareStore",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            exclude: ["Golden"]),
        .testTarget(
            name: "AftercareSimulationTests",
            dependencies: [
                "Aftercare", "AftercareConfig", "AftercareEngine", "AftercareSimulation", "AftercareStore", "torture",
            ]),
        .testTarget(
            name: "AftercareStoreTests",
            dependencies: ["Aftercare", "AftercareStore", .product(name: "GRDB", package: "GRDB.swift")]),
        .testTarget(name: "AftercareTests", dependencies: ["Aftercare"]),
        .testTarget(
            name: "aftercaredTests",
            dependencies: ["aftercared", .product(name: "Subprocess", package: "swift-subprocess")]),
        .testTarget(
            name: "aftercarectlTests",
            dependencies: [
                "Aftercare", "AftercareAPI", "AftercareClient", "AftercareConfig", "AftercareSimulation", "Systemd",
                "aftercarectl",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            exclude: ["Golden"]),
        .testTarget(name: "ArchitectureTests"),
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "Aftercare", "AftercareAPI", "AftercareConfig", "AftercareEngine", "AftercareSimulation", "aftercarectl", "aftercared",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        .testTarget(
            name: "JudgeTests",
            dependencies: [
                "Aftercare", "AftercareConfig", .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            exclude: ["judge.py"]),
        .testTarget(name: "PropertyTests", dependencies: ["Aftercare", "AftercareConfig"]),
        .testTarget(name: "SystemTests", dependencies: ["TestMachine", "torture"]),
        .testTarget(name: "SystemdTests", dependencies: ["CSystemd", "Systemd", .product(name: "Logging", package: "swift-log")]),

        // What it costs ('make bench'). Never installed.
        .executableTarget(
            name: "bench",
            dependencies: [
                "Aftercare", "AftercareConfig", "AftercareEngine", "AftercareSimulation", "AftercareStore", "Systemd",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/Bench"),

        // A machine that the installed software is tried on, and what is done to it ('make torture'). Never installed.
        .target(
            name: "TestMachine", dependencies: [.product(name: "Subprocess", package: "swift-subprocess")],
            path: "Tests/Machine"),
        .executableTarget(
            name: "torture",
            dependencies: [
                "Aftercare", "AftercareConfig", "AftercareEngine", "AftercareSimulation", "TestMachine",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            path: "Tests/Torture", exclude: ["boundary.c"]),
    ]
)

let common: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
]
/// Thousands of drawn clinics live through these: optimised, that takes a sixth of the time. What is asserted is asserted
/// all the same.
let computing: Set = [
    "Aftercare", "AftercareConfig", "AftercareEngine", "AftercareSimulation", "AftercareStore", "ArchitectureTests", "JudgeTests",
    "PropertyTests",
]
for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + common
    if computing.contains(target.name) {
        target.swiftSettings?.append(.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug)))
    }
}
