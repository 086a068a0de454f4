import Foundation
import TestMachine

extension Fault {
    /// An end at each boundary at which something becomes durable or leaves: one after the other, until a burst goes
    /// through without reaching the next.
    ///
    /// - Parameters:
    ///   - step: 1 tries every boundary; more leaves some out, and chance says which.
    ///   - chains: then so many bursts whose recoveries are ended as well, each at a random boundary.
    static func boundaries(burst size: Int, instants: Int, step: Int, chains: Int) -> Fault {
        Fault("kill -9 at every boundary", settings: Boundary.settings) { trial in
            try await Boundary.install(on: trial.ward)
            try await trial.ward.service.start()
            var next = Int.random(in: 1...step, using: &trial.dice)
            while try await trial.ended(at: [next], burst: size, instants: instants) == 1 {
                trial.ran()
                next += step
            }
            guard next > step else { throw TortureFailure.notDone("the daemon passed no boundary") }
            for _ in 0..<chains {
                let lives = (0..<6).map { _ in Int.random(in: 1...12, using: &trial.dice) }
                trial.ran(try await trial.ended(at: lives, burst: size, instants: instants))
            }
            try await trial.judge()
        }
    }
}

extension Trial {
    /// A burst in which the daemon ends at these boundaries, one a life.
    ///
    /// - Returns: how many of them it reached.
    fileprivate mutating func ended(at boundaries: [Int], burst size: Int, instants: Int) async throws -> Int {
        let burst = try await burst(size, instants: instants)
        try await Boundary.set(boundaries, on: ward)
        try await wait(for: burst, and: .seconds(instants - 1))
        try await recover(since: .now)
        return boundaries.count - (try await Boundary.takeBack(on: ward))

    }
}

/// The daemon's end at a chosen boundary, by a library that is loaded into it (see boundary.c).
enum Boundary {
    static let library = "/usr/local/lib/boundary.so"
    static let file = Ward.stateDirectory + "/boundary"
    static let settings = ["Environment=LD_PRELOAD=\(library) BOUNDARY_FILE=\(file)"]

    static func install(on ward: Ward) async throws {
        let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "boundary.c")
        // The toolchain that builds the daemon has it.
        try await Tool(name: "clang", package: "clang").run([
            "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", ward.machine.seen(library).path, source.path,
        ]).expectSuccess()
    }

    static func set(_ boundaries: [Int], on ward: Ward) async throws {
        let made = file + ".new"
        try ward.machine.write(boundaries.map(String.init).joined(separator: " "), to: made)
        try await ward.machine.succeed("sh", "-ec", "chown aftercare:aftercare \(made); mv \(made) \(file)")
    }

    /// - Returns: how many boundaries were left.
    static func takeBack(on ward: Ward) async throws -> Int {
        guard FileManager.default.fileExists(atPath: ward.machine.seen(file).path) else { return 0 }
        let left = String(decoding: try ward.machine.read(file), as: UTF8.self)
        try await ward.machine.succeed("rm", "-f", file)
        return left.split(separator: " ").count
    }
}
