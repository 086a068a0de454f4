import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Foundation
import Synchronization
import Testing

@Suite struct `With too little room on the disk` {
    /// How many bytes are free, as a test says.
    private final class Disk: Sendable {
        private let bytes = Mutex<Int64?>(nil)

        func leave(_ bytes: Int64?) { self.bytes.withLock { $0 = bytes } }
        var storage: Storage { Storage(keepFree: .mebibytes(64)) { self.bytes.withLock(\.self) } }
    }

    private func clinic(_ number: Int) -> ClinicRequest {
        ClinicRequest(
            patients: [PatientRequest(id: "P-\(number)", zone: "Europe/Berlin")],
            plans: [PlanRequest(id: "PL-\(number)", patient: "P-\(number)", protocol: "sample")],
            treatments: [
                TreatmentRequest(id: "T-\(number)", patient: "P-\(number)", start: "2026-03-05T08:00:00Z", end: "2026-03-05T09:00:00Z")
            ])
    }

    /// What is said to a command that is refused for it; nil: it is not.
    private func refusal(_ command: Command, in world: World) async throws -> String? {
        do {
            try await world.ask(command)
            return nil
        } catch let failure as EngineError where failure.kind == .storageFull {
            return failure.description
        }
    }

    @Test func `new work is refused, with what there is, what is needed and what to do`() async throws {
        let disk = Disk()
        let world = try World(at: "2026-03-02T07:00:00Z", storage: disk.storage)
        await world.engine.start()
        try await world.arrange()
        disk.leave(12 << 20 | 512 << 10)
        let new: [Command] = [
            .addPatient(PatientRequest(id: "P-2")), .assignPlan(PlanRequest(patient: "P-1", protocol: "sample")),
            .scheduleTreatment(TreatmentRequest(patient: "P-1", start: "now+1d", duration: "1h")), .apply(clinic(2), isTrial: false),
        ]
        for command in new {
            let text = try #require(try await refusal(command, in: world))
            #expect(text.hasPrefix("12.5 MiB are free for the store, and 64 MiB have to be; free some"), "\(text)")
            #expect(text.contains("'keep-free'"), "\(text)")
        }
        #expect(try await world.engine.patients(PageRequest()).items.count == 1)
        disk.leave(64 << 20)
        #expect(try await refusal(.apply(clinic(2), isTrial: false), in: world) == nil)
        disk.leave(nil)
        #expect(try await refusal(.apply(clinic(3), isTrial: false), in: world) == nil)
    }

    @Test func `what is there goes on: reminders, answers, moves, cancellations, and trials`() async throws {
        let disk = Disk()
        let world = try World(at: "2026-03-02T07:00:00Z", storage: disk.storage)
        await world.engine.start()
        try await world.arrange()
        try await world.apply(clinic(2))
        disk.leave(0)
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(try await world.ledger() == ["no-alcohol@settled"])
        let said = try #require(try await world.engine.reminders(of: nil, state: .settled, before: nil, limit: 1).first)
        try await world.ask(.respond(said.id.text, ResponseRequest(answer: "acknowledged")))
        try await world.ask(.reportReaction(ReactionRequest(patient: "P-1", signs: ["swelling"])))
        try await world.ask(.clearReaction(name("R-0001")))
        try await world.ask(.completeTreatment(name("T-1"), CompletionRequest(ended: "2026-03-02T09:00:00Z")))
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "on-hold")))
        try await world.ask(.changePatient(PatientRequest(id: "P-1", language: "de")))
        try await world.ask(.moveTreatment(name("T-2"), MoveRequest(start: "2026-03-06T08:00:00Z")))
        try await world.ask(.cancelTreatment(name("T-2"), CancellationRequest()))
        try await world.ask(.upgradePlans(UpgradeRequest(protocol: "sample"), isTrial: false))
        try await world.apply(clinic(3), isTrial: true)
        #expect(try await world.engine.patients(PageRequest()).items.map(\.id.rawValue) == ["P-1", "P-2"])
    }

    @Test func `no backup is begun that would take more`() async throws {
        let disk = Disk()
        let world = try World(at: "2026-03-02T07:00:00Z", storage: disk.storage)
        await world.engine.start()
        disk.leave(64 << 20)
        await #expect(throws: EngineError.self) { try await world.engine.backup(by: .user(0)) }
        disk.leave(128 << 20)
        let backup = try await world.engine.backup(by: .user(7))
        #expect(backup.takenAt == instant("2026-03-02T07:00:00Z"))
        let last = try #require(try world.store.read { try $0.audit(limit: 1) }.first)
        #expect(last.action == "store.backup" && last.uid == 7)
    }

    @Test func `a store that is full to the last byte is told of once, and the reminder goes out when there is room`() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "aftercare-full-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try shell("mount -t tmpfs -o size=16M tmpfs \(directory.path)")
        defer { try? shell("umount --lazy \(directory.path); rmdir \(directory.path)") }
        let log = EventLog()
        func lines(_ start: String) -> [String] { log.all.map { "\($0.level): \($0.text)" }.filter { $0.hasPrefix(start) } }
        let world = try World(
            at: "2026-03-02T07:00:00Z", in: directory, logger: log.logger)
        await world.engine.start()
        try await world.arrange()
        try shell("! dd if=/dev/zero of=\(directory.path)/hog bs=4096 status=none 2>/dev/null")
        await world.pass(until: "2026-03-02T09:10:00Z")
        #expect(try await world.ledger() == [])
        #expect(world.journal.reminders.isEmpty)
        #expect(lines("error: there is no space left").count == 1, "\(log.all)")
        let failing = try await world.engine.status()
        #expect(failing.storeTrouble?.hasPrefix("there is no space left") == true)
        #expect(failing.storeTroubleSince == instant("2026-03-02T09:00:00Z"))
        try shell("rm \(directory.path)/hog")
        await world.pass(until: "2026-03-02T09:10:10Z")
        #expect(try await world.ledger() == ["no-alcohol@settled"])
        #expect(lines("notice: the store works again").count == 1, "\(log.all)")
        let working = try await world.engine.status()
        #expect(working.storeTrouble == nil && working.storeTroubleSince == nil)
    }

    private func shell(_ command: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command)")
    }
}

@Suite struct `While a backup is made` {
    @Test func `the engine has its turn between any two steps`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        // Some megabytes: a hundred steps or so.
        let text = String(repeating: "x", count: 4000)
        try world.store.write { tx in
            for number in 0..<5000 {
                try tx.record(AuditEntry(at: instant("2026-03-02T07:00:00Z"), uid: nil, action: "test", subject: "\(number)", detail: text))
            }
        }
        let engine = world.engine
        let isDone = Mutex(false)
        async let backup = {
            defer { isDone.withLock { $0 = true } }
            return try await engine.backup(by: .user(0))
        }()
        var turns = 0
        while !isDone.withLock({ $0 }) {
            _ = try await engine.patients(PageRequest(limit: 1))
            // What falls due meanwhile is said meanwhile.
            if turns == 10 {
                world.time.move(to: instant("2026-03-02T09:00:00Z"))
                await engine.idle()
                #expect(try await world.ledger() == ["no-alcohol@settled"])
                #expect(isDone.withLock { $0 } == false)
            }
            turns += 1
        }
        #expect(turns > 30)
        let done = try await backup
        #expect(done.reminders == 1, "it holds what was said while it was made")
        #expect(done.size > 20_000_000)
    }
}
