import Foundation
import TestMachine

/// A file system that can be filled.
enum SmallDisk: String, Sendable, CaseIterable {
    case store, journal
    /// Where journald goes while the journal's disk is full: what it has taken in by then does not outlive the power.
    case memory

    fileprivate var place: String {
        switch self {
        case .store: Ward.stateDirectory
        case .journal: "/var/log/journal"
        case .memory: "/run/log/journal"
        }
    }

    /// Room for what the store wants to be free, and for journald's files of 8 MiB at a time.
    fileprivate var options: String {
        switch self {
        case .store: "size=256m,mode=0700,uid=aftercare,gid=aftercare"
        case .journal, .memory: "size=256m,mode=2755,gid=systemd-journal"
        }
    }
}

extension Fault {
    /// The disk runs full when a burst is due or in the middle of it, and some seconds later has room again. The
    /// store's disk stops nothing that is there already: room is kept for it. Nor does the journal's alone: journald
    /// goes on in memory, and the ledger says so.
    static func diskFull(_ disks: [SmallDisk], _ runs: Int, burst size: Int) -> Fault {
        Fault("disk full: \(disks.map(\.rawValue).joined(separator: " and "))") { trial in
            try await trial.ward.mount(disks)
            try await trial.ward.service.start()
            for run in 0..<runs * 4 where trial.tally.runs < runs {
                let burst = try await trial.burst(size, soonest: 2)
                // All but a little is taken beforehand, so that the rest is quickly gone.
                try await trial.ward.fill(disks, leaving: 1 << 20)
                // The first time nothing at all gets through.
                if run > 0 { try await trial.wait(for: burst, and: trial.dice.milliseconds(0...Burst.messages(of: size) / 16)) }
                let begun = Date()
                try await trial.ward.fill(disks, leaving: 0)
                try await trial.wait(for: burst, and: .seconds(4))
                if disks.contains(.store), try await trial.ward.takesWork() {
                    trial.object("new work was taken although the disk was full")
                }
                let full = Date()
                try await trial.ward.free(disks)
                try await trial.recover(since: .now)
                if try await trial.ward.lastSaid() > (disks.contains(.memory) ? full : begun) { trial.ran() }
            }
            try await trial.judge()
            try await trial.ward.unmount(disks)
            guard trial.tally.runs == runs else { throw TortureFailure.notDone("the bursts were over before") }
        }
    }

    /// The service is restarted while not a byte is free on the store's disk, before a burst is due.
    static func restartedOnFullDisk(_ runs: Int, burst size: Int) -> Fault {
        Fault("restarted on a full disk") { trial in
            try await trial.ward.mount([.store])
            try await trial.ward.service.start()
            for _ in 0..<runs {
                let burst = try await trial.burst(size, soonest: 4)
                try await trial.ward.fill([.store], leaving: 0)
                try await trial.ward.machine.succeed("systemctl", "restart", Service.unit)
                try await trial.wait(for: burst)
                try await trial.recover(since: .now)
                try await trial.ward.free([.store])
                trial.ran()
            }
            try await trial.judge()
            try await trial.ward.unmount([.store])
        }
    }
}

extension Ward {
    private static let settings = "/run/systemd/journald@\(Service.namespace).conf.d"

    fileprivate func mount(_ disks: [SmallDisk]) async throws {
        try await service.stop()
        if disks.contains(.journal) {
            // Only a full disk makes it stop, and not a share of it.
            try await machine.succeed("mkdir", "-p", Self.settings)
            try machine.write("[Journal]\nSystemMaxUse=4G\nSystemKeepFree=1M\n", to: "\(Self.settings)/torture.conf")
            // The namespace's journald has stopped with the service, and starts with it.
        }
        for disk in disks {
            try await machine.succeed("mount", "-t", "tmpfs", "-o", disk.options, "tmpfs", disk.place)
        }
    }

    fileprivate func unmount(_ disks: [SmallDisk]) async throws {
        try await service.stop()
        for disk in disks { try await machine.succeed("umount", "--lazy", disk.place) }
        if disks.contains(.journal) { try await machine.succeed("rm", "\(Self.settings)/torture.conf") }
    }

    /// - Parameter bytes: what is left of the room afterwards, about.
    fileprivate func fill(_ disks: [SmallDisk], leaving bytes: Int) async throws {
        for disk in disks {
            let filler = "\(disk.place)/filler"
            // To the last block: what cannot be written is what is wanted.
            let fill = "dd if=/dev/zero of=\(filler) bs=64k oflag=append conv=notrunc 2>&1 | grep -q 'No space left'"
            try await machine.succeed("sh", "-ec", fill)
            if bytes > 0 {
                try await machine.succeed("truncate", "--size", "-\(bytes)", filler)
            } else if disk != .store {
                // journald has taken room ahead for the file that it writes; the next file has none.
                try await machine.succeed("sh", "-ec", "journalctl --namespace=\(Service.namespace) --rotate; \(fill)")
            }
        }
    }

    fileprivate func free(_ disks: [SmallDisk]) async throws {
        for disk in disks { try await machine.succeed("rm", "\(disk.place)/filler") }
    }

    /// Whether the service takes a new patient.
    fileprivate func takesWork() async throws -> Bool {
        let patient = "P-full-\(UInt32.random(in: 0...UInt32.max))"
        return try await machine.run("aftercarectl", "patient", "add", patient, "--zone", "Europe/Berlin").isSuccess
    }
}
