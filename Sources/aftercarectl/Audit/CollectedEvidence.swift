import Aftercare
import Foundation
import Systemd

/// What an audit reads from the journal files at a collector.
struct CollectedEvidence {
    let directory: String

    /// Fields that identify a record's sender.
    private static let origin = ["_UID=", "_MACHINE_ID=", "_HOSTNAME=", "_SYSTEMD_UNIT=", "_SYSTEMD_USER_UNIT="]
    /// Fields that the verdict depends on.
    private static let judged = [
        "AFTERCARE_STORE=", "AFTERCARE_REMINDER_ID=", "AFTERCARE_REMINDERS=", "AFTERCARE_SEQ=", "AFTERCARE_ATTEMPT=",
        "AFTERCARE_REDELIVERY=", "AFTERCARE_EPOCH=",
    ]
    /// Fields that a seal may cover.
    private static let sealed = ["AFTERCARE_", "MESSAGE", "PRIORITY", "SYSLOG_IDENTIFIER"]

    /// - Throws: `Failure` if there is nothing to read.
    init(directory: String) throws {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw Failure(
                message: "'\(directory)' is not a directory; name the one that systemd-journal-remote writes to, like "
                    + "/var/log/journal/remote", status: .usage)
        }
        OpenFileLimit.raise()
        let (files, blindSpots) = JournalReader(.tree(directory)).fileCount()
        guard files > 0 || !blindSpots.isEmpty else {
            throw Failure(
                message: "there is no journal file in '\(directory)' or below; see on the collector whether "
                    + "'systemctl status systemd-journal-remote.socket' listens, and on a clinic's machine why "
                    + "'systemctl status systemd-journal-upload' sends nothing", status: .cannotTell)
        }
        self.directory = directory
    }

    /// Passes every barrier and every record to `audit`, holding one in memory at a time.
    ///
    /// - Returns: what could not be read.
    func read(into audit: inout CollectedAudit, keys: KeyRing) -> [JournalError] {
        let reader = JournalReader(.tree(directory))
        var unread = reader.forEachEntry(having: "AFTERCARE_BARRIER", keeping: Self.origin) { entry, path in
            audit.takeBarrier(from: CollectedAudit.Origin(entry, in: path))
        }
        var keys = keys
        let fields = Self.origin + (keys.isEmpty ? Self.judged : Self.sealed)
        unread += reader.forEachEntry(having: "AFTERCARE_STORE", keeping: fields) { entry, path in
            var seal: Audit.Seal = .unchecked
            if !keys.isEmpty {
                seal = keys.check(
                    fields: entry.fields.map { ($0.name, $0.value) },
                    store: entry["AFTERCARE_STORE"].flatMap(UUID.init(uuidString:)))
            }
            audit.take(Audit.Record(entry, seal: seal), from: CollectedAudit.Origin(entry, in: path))
        }
        var known: Set<JournalError> = []
        return unread.filter { known.insert($0).inserted }
    }
}

extension CollectedAudit.Origin {
    init(_ entry: JournalEntry, in path: String) {
        let stem = JournalFileName(path: path).stem
        self.init(
            author: Author(of: entry),
            host: entry["_HOSTNAME"] ?? "", sender: stem.hasPrefix("remote-") ? String(stem.dropFirst(7)) : stem,
            unit: CollectedAudit.Unit(entry),
            moment: CollectedAudit.Moment(
                place: RecordPlace(cursor: entry.cursor.text), microseconds: entry.cursor.realtimeMicroseconds ?? 0))
    }
}

extension CollectedAudit.Unit {
    init?(_ entry: JournalEntry) { self.init(system: entry["_SYSTEMD_UNIT"], user: entry["_SYSTEMD_USER_UNIT"]) }
}

extension Author {
    /// The sender, as vouched for by journald.
    init(of entry: JournalEntry) {
        self.init(machine: entry["_MACHINE_ID"] ?? "", uid: entry["_UID"].flatMap { UInt32($0) })
    }
}
