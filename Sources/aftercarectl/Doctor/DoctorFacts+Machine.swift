import Aftercare
import AftercareAPI
import Systemd

// The machine: what journald drops, what survives a power cut, what time it is, where the store lies.

extension DoctorFacts {
    /// The most records per second that one sender can get into the journal, as measured: a higher limit drops nothing.
    private static let fastest: UInt64 = 48_000

    var rateLimitFinding: Diagnosis.Finding {
        guard let settings = journald.value else { return .unknown(.rateLimit, journald.reason) }
        guard let unit = unit.value else { return .unknown(.rateLimit, unit.reason) }
        guard unit.loadState == "loaded" else { return .unknown(.rateLimit, "there is no unit '\(unit.name)' here") }
        guard let limit = RateLimit.of(isUsers ? nil : unit, under: settings) else {
            return .well(.rateLimit, "journald takes as many records as come")
        }
        let said = "\(grouped(limit.burst)) records in \(Self.text(microseconds: limit.intervalMicroseconds)) from \(unit.name)"
        let perSecond = Double(limit.burst) / Double(max(1, limit.intervalMicroseconds)) * 1_000_000
        // journald does not see the settings in a user's own unit, and one practice does not need that many records.
        if isUsers { return .well(.rateLimit, "journald takes \(said)") }
        if perSecond >= Double(Self.fastest) { return .well(.rateLimit, "journald takes \(said), more than can come") }
        return .wrong(
            .rateLimit, "journald takes only \(said)",
            why: "what is above that it drops without a word; the service finds that out and sends again, so reminders come late",
            mend: "systemctl edit \(unit.name), with [Service], LogRateLimitIntervalSec=30s and LogRateLimitBurst=10000000 (an "
                + "interval of 0 would not lift it on systemd 252); then systemctl restart \(unit.name)")
    }

    var journalFinding: Diagnosis.Finding {
        guard let settings = journald.value else { return .unknown(.journal, journald.reason) }
        guard let place = storage.value else { return .unknown(.journal, storage.reason) }
        let configuration = "/etc/systemd/\(namespace.map { "journald@\($0)" } ?? "journald").conf"
        let loss = "records and receipts are gone when the power is, and nobody can prove then what was said"
        let persistent =
            "Storage=persistent in \(configuration), under [Journal]; then systemctl restart \(journalUnit)"
            + (namespace == nil ? " && journalctl --flush" : "")
        if let service = service.value, let unit = unit.value, unit.logNamespace != service.machine.namespace {
            return .wrong(
                .journal,
                "the service logs to \(Self.text(namespace: service.machine.namespace)), and its unit says \(Self.text(namespace: unit.logNamespace))",
                why: "whoever looks for its records where the unit says does not find them",
                mend: "\(systemctl) daemon-reload; \(systemctl) restart \(unit.name)")
        }
        switch settings.storage {
        case .none:
            return .wrong(
                .journal, "journald keeps nothing (Storage=none)", why: "no reminder ever gets a receipt", mend: persistent)
        case .volatile:
            return .wrong(.journal, "the journal is kept in memory (Storage=volatile)", why: loss, mend: persistent)
        case .auto, .persistent: break
        }
        guard let fileSystem = place.fileSystem else {
            return .wrong(
                .journal, "the journal is kept in memory: there is no '\(place.directory)'", why: loss,
                mend: settings.storage == .auto
                    ? "mkdir -p /var/log/journal && systemd-tmpfiles --create --prefix /var/log/journal && systemctl restart \(journalUnit) "
                        + "&& journalctl --flush"
                    : "see why journald cannot make it: journalctl -u \(journalUnit) -e; is /var full or read-only?")
        }
        if Self.inMemory.contains(fileSystem) {
            return .wrong(
                .journal, "the journal is kept in memory: '\(place.directory)' lies on \(fileSystem)", why: loss,
                mend: "mount a disk on /var/log/journal; then systemctl restart \(journalUnit)")
        }
        return .well(.journal, "it is kept on disk, in \(place.directory)")
    }

    var clockFinding: Diagnosis.Finding {
        switch clock {
        case .synchronised: .well(.clock, "it is kept right over the network, or by a receiver")
        case .unknown: .unknown(.clock, "the kernel does not tell, as in a container; look at the host")
        case .unsynchronised:
            .wrong(
                .clock, "nobody keeps the clock of this machine right",
                why: "reminders come by this clock: where it is wrong by an hour, so are they",
                mend: "apt-get install systemd-timesyncd && timedatectl set-ntp true; and see 'timedatectl timesync-status'")
        }
    }

    var storeFinding: Diagnosis.Finding {
        guard let machine = service.value?.machine else { return .unknown(.store, "the service does not answer") }
        if let trouble = service.value?.storeTrouble {
            return .wrong(
                .store, "the store cannot be used: \(trouble)",
                why: "nothing is decided, so nothing is said; nothing is lost, and it is tried again every 5 s",
                mend: "is its disk full, read-only or gone? df -h \(machine.stateDirectory); findmnt -T \(machine.stateDirectory); "
                    + "\(systemctl) status \(unitName)")
        }
        guard let type = machine.fileSystem else {
            return .unknown(.store, "the file system of '\(machine.stateDirectory)' cannot be asked")
        }
        let move = "stop the service, move '\(machine.stateDirectory)' to a local disk (ext4, xfs, btrfs), and mount that there"
        if Self.inMemory.contains(type) {
            return .wrong(
                .store, "the store lies in memory: '\(machine.stateDirectory)' is on \(type)",
                why: "patients, plans and the ledger are gone when the power is", mend: move)
        }
        if Self.remote.contains(type) {
            return .wrong(
                .store, "the store lies on \(type), which other machines may write to: '\(machine.stateDirectory)'",
                why: "locks and syncs do not hold there, so a power cut or a second daemon can damage it", mend: move)
        }
        if Self.foreign.contains(type) {
            return .wrong(
                .store, "the store lies on \(type): '\(machine.stateDirectory)'",
                why: "it keeps no modes, so that others can read about patients, and does not outlive every power cut", mend: move)
        }
        let remark = type == "overlay" ? " (of a container: it goes when the container does, unless it is a volume)" : ""
        return .well(.store, "it lies on \(type)\(remark), in \(machine.stateDirectory)")
    }

    var spaceFinding: Diagnosis.Finding {
        guard let machine = service.value?.machine else { return .unknown(.space, "the service does not answer") }
        guard let free = machine.freeBytes else {
            return .unknown(.space, "the file system of '\(machine.stateDirectory)' cannot be asked")
        }
        if free >= machine.keepFreeBytes { return .well(.space, "\(Self.text(bytes: free)) are free for the store") }
        return .wrong(
            .space, "only \(Self.text(bytes: free)) are free for the store, and \(Self.text(bytes: machine.keepFreeBytes)) should be",
            why: "new patients, plans and treatments are refused; when nothing is left, reminders wait too",
            mend: "free some space on the file system of '\(machine.stateDirectory)': df -h \(machine.stateDirectory); journalctl "
                + "--vacuum-size=500M")
    }

    private static func text(namespace: String?) -> String {
        namespace.map { "the journal namespace '\($0)'" } ?? "the machine's own journal"
    }

    private static let inMemory: Set = ["tmpfs", "ramfs"]
    private static let remote: Set = ["nfs", "cifs", "smb", "smb3", "fuse", "9p", "ceph", "afs"]
    private static let foreign: Set = ["vfat", "exfat", "ntfs", "ntfs3"]

    /// A duration: `30 s`, `500 ms`.
    private static func text(microseconds: UInt64) -> String {
        microseconds % 1_000_000 == 0 ? "\(grouped(microseconds / 1_000_000)) s" : "\(grouped(microseconds / 1_000)) ms"
    }

    /// A size: `63 MiB`, rounded down.
    private static func text(bytes: Int64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var (number, unit) = (max(0, bytes), 0)
        while number >= 10_240 || number >= 1024 && unit == 0, unit < units.count - 1 { (number, unit) = (number / 1024, unit + 1) }
        return "\(grouped(number)) \(units[unit])"
    }
}

extension Fact {
    /// Why it could not be checked.
    fileprivate var reason: String {
        if case .unknown(let reason) = self { reason } else { "" }
    }
}
