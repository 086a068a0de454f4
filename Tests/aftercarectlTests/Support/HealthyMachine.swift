import Aftercare
import AftercareAPI
import Systemd

@testable import aftercarectl

/// Sockets of a journal that only the service may write to.
let closed = ["socket", "dev-log", "stdout"].map {
    JournalSocketFile(path: "/run/systemd/journal.aftercare/\($0)", owner: 990, mode: 0o600)
}

/// Who wrote for a store, on a machine whose id is one digit, over and over.
func wrote(_ epoch: Int, _ machine: Character, _ uid: UInt32?) -> Writer {
    Writer(epoch: epoch, author: Author(machine: String(repeating: machine, count: 32), uid: uid), since: Instant(seconds: Int64(epoch)))
}

/// A machine on which all is well.
let healthy = DoctorFacts(
    service: .known(
        .init(
            journal: JournalHealth(state: .ok),
            machine: MachineBody(
                version: "0.1.0", uid: 990, unit: "aftercared.service", namespace: nil, readsJournal: true,
                stateDirectory: "/var/lib/aftercare", fileSystem: "ext4", freeBytes: 20 << 30, keepFreeBytes: 64 << 20),
            receiptsInMemory: 0, receipts: 500, writers: [wrote(1, "a", 990)])),
    unit: .known(
        UnitProperties(
            name: "aftercared.service", loadState: "loaded", activeState: "active", rateLimitBurst: 10_000_000,
            rateLimitIntervalMicroseconds: 30_000_000, logNamespace: nil)),
    journald: .known(JournaldSettings(namespace: nil)),
    storage: .known(JournalStorage(directory: "/var/log/journal/0123", fileSystem: "ext4")), clock: .synchronised,
    caller: .init(uid: 1000, name: "nurse", groups: [1000, 990], readsJournal: true),
    backups: .known(
        TimedBackups(
            unit: "aftercare-backup",
            timer: .init(
                loadState: "loaded", activeState: "active", fileState: "enabled", lastTrigger: Instant(seconds: 1_795_230_900),
                nextElapse: Instant(seconds: 1_795_317_300)),
            service: .init(loadState: "loaded", activeState: "inactive", fileState: "static"), lastSound: Instant(seconds: 1_795_230_912))),
    staff: .init(name: "aftercare", number: 990, viewers: 991))

extension DoctorFacts {
    func with(_ change: (inout DoctorFacts) -> Void) -> DoctorFacts {
        var facts = self
        change(&facts)
        return facts
    }

    func serving(_ change: (inout Service) -> Void) -> DoctorFacts {
        with { facts in
            guard case .known(var service) = facts.service else { return }
            change(&service)
            facts.service = .known(service)
        }
    }

    func limited(burst: UInt32, interval: UInt64, namespace: String? = nil, loadState: String = "loaded") -> DoctorFacts {
        with {
            $0.unit = .known(
                UnitProperties(
                    name: "aftercared.service", loadState: loadState, activeState: "active", rateLimitBurst: burst,
                    rateLimitIntervalMicroseconds: interval, logNamespace: namespace))
        }
    }

    func journald(_ text: String) -> DoctorFacts {
        with { $0.journald = .known(JournaldSettings(namespace: nil, texts: ["[Journal]\n\(text)"])) }
    }

    func stored(on fileSystem: String?) -> DoctorFacts {
        with { $0.storage = .known(JournalStorage(directory: "/var/log/journal/0123", fileSystem: fileSystem)) }
    }

    /// What is not well: `rate-limit wrong`.
    var complaints: [String] {
        Diagnosis(self).findings.filter { $0.state != .well }.map { "\($0.subject.rawValue) \($0.state.rawValue)" }
    }

    func finding(_ subject: Diagnosis.Subject) -> Diagnosis.Finding? {
        Diagnosis(self).findings.first { $0.subject == subject }
    }
}
