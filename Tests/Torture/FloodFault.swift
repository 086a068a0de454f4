import Foundation
import Glibc
import TestMachine

extension Fault {
    /// The most by which a reminder may be late while the socket is flooded.
    private static let latest: Duration = .seconds(2)

    /// Half-open connections, oversized bodies and rapid requests, while reminders fall due each second.
    static func flood(connections: Int, requests: Int, instants: Int) -> Fault {
        Fault("a flood on the socket") { trial in
            try await trial.ward.service.start()
            let socket = trial.ward.machine.seen("/run/aftercare/control.sock").path
            let burst = try await trial.burst(Burst.perPatient * instants, instants: instants)
            let end = burst.due[instants - 1]
            let flood = Flood(socket: socket)
            // One after the other joins in: half-open connections leave no room for requests, which wait for their end.
            async let rapid = flood.requests(requests, threads: 8, until: end + 60)
            try await trial.wait(for: burst, and: .seconds(instants / 3))
            async let large = flood.largeBodies(until: end)
            try await trial.pause(.seconds(instants / 3))
            async let halfOpen = flood.halfOpen(connections, until: end)
            let done = await (requests: rapid, bodies: large, connections: halfOpen)
            guard done.requests >= requests, done.bodies > 0, done.connections > 0 else {
                throw TortureFailure.tooSlow(
                    "it made \(done.requests) requests, \(done.bodies) bodies and \(done.connections) connections")
            }
            try await trial.recover(since: .now)
            trial.ran(done.requests + done.bodies + connections)
            try await trial.judge(latest: latest)
        }
    }
}

extension Trial {
    /// Judges everything up to now, and how late each reminder was.
    mutating func judge(latest: Duration) async throws {
        for record in try await judge().records {
            guard let lateness = record.lateness else { continue }
            late(lateness)
            if lateness > latest { object("\(record["AFTERCARE_REMINDER_ID"] ?? "") was \(lateness) late") }
        }
    }
}

extension Fault {
    /// The most that somebody waits for an answer while others hold connections and say nothing.
    private static let maxWait: Duration = .seconds(1)

    /// Idle connections, far more than there are places, while somebody asks how things stand.
    static func idle(connections: Int, burst size: Int) -> Fault {
        Fault("idle connections") { trial in
            try await trial.ward.service.start()
            let flood = Flood(socket: trial.ward.machine.seen("/run/aftercare/control.sock").path)
            let burst = try await trial.burst(size)
            let ward = trial.ward
            let wait = try await flood.idle(connections) {
                try await ContinuousClock().measure { _ = try await ward.counts() }
            }
            trial.late(wait)
            if wait > maxWait { trial.object("an answer took \(wait) beside \(connections) idle connections") }
            try await trial.wait(for: burst)
            try await trial.recover(since: .now)
            trial.ran()
            try await trial.judge()
        }
    }
}

extension [String: String] {
    /// From the second at which it was due until it was in the journal.
    fileprivate var lateness: Duration? {
        guard let due = self["AFTERCARE_DUE"].flatMap({ try? Date($0, strategy: .iso8601) }),
            let microseconds = self["__REALTIME_TIMESTAMP"].flatMap(Double.init)
        else { return nil }
        return .seconds(microseconds / 1_000_000 - due.timeIntervalSince1970)
    }
}
