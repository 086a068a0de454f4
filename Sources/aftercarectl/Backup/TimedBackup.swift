import Aftercare
import AftercareAPI
import Foundation

/// A backup as a timer makes it: checked before it counts, named automatically, handed on, and older ones removed.
struct TimedBackup {
    /// The directory where it is kept; nil when it is not kept.
    let folder: String?
    let rule: KeepRule
    /// The command that reads it on its standard input; nil when there is none.
    let command: String?
    let place: ServicePlace

    /// A backup as received, not checked yet.
    struct Fetched {
        fileprivate let draft: BackupDraft
        fileprivate let backup: BackupBody
    }

    /// - Throws: `Failure`, and the errors of the service.
    func fetch(from service: Service) async throws -> Fetched {
        // A backup that is only handed on is held in a temporary directory until that is done.
        let draft = try BackupDraft(in: folder ?? Self.aside)
        let backup = try await service.backup(draft.write)
        try draft.sync()
        return Fetched(draft: draft, backup: backup)
    }

    /// Does everything that needs no service, since it may take long.
    ///
    /// - Throws: `Failure`.
    func finish(_ fetched: Fetched) throws -> TimedBackupBody {
        let (draft, backup) = (fetched.draft, fetched.backup)
        let store = try check(draft, backup)

        var body = TimedBackupBody(backup, NamedBackup(of: place, takenAt: backup.takenAt).name)
        if let folder {
            let kept = BackupFolder(path: folder, place: place, store: store)
            let named = try kept.alone { try kept.place(draft, backup) }
            body.name = named.name
            body.file = "\(folder)/\(named.name)"
            body.removed = try kept.alone { try removeOthers(than: named, in: kept) }
        }
        if let command { try hand(on: body.file ?? draft.path, as: body, to: command) }
        return body
    }

    /// - Returns: the id of its store.
    private func check(_ draft: BackupDraft, _ backup: BackupBody) throws -> String {
        let found = try BackupInspector().check([draft.path]).backups[0]
        func unsound(_ reason: String) -> Failure {
            Failure(
                message: "the backup is not sound (\(reason)), so it was not kept, and older ones were left alone; "
                    + "try again, and if that does not help look at the disk, and at 'aftercarectl doctor'", status: .refused)
        }
        if let problem = found.problem { throw unsound(problem) }
        guard found.sha256 == backup.sha256, found.size == backup.size else {
            throw unsound("what lies on the disk is not what the service sent")
        }
        guard let store = found.store else { throw unsound("it does not say of which store it is") }
        return store.lowercased()
    }

    private func removeOthers(than named: NamedBackup, in kept: BackupFolder) throws -> [String] {
        guard rule.removes else { return [] }
        let superfluous = rule.superfluous(among: try kept.backups(), besides: named, at: .current)
        for backup in superfluous { try kept.remove(backup) }
        try kept.removeLoneChecksums()
        try kept.sync()
        return superfluous.map(\.name)
    }

    private func hand(on file: String, as body: TimedBackupBody, to command: String) throws {
        let input = open(file, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw BackupDraft.failure(file) }
        defer { close(input) }
        let program = ChildProgram(
            words: ["/bin/sh", "-c", command],
            variables: [
                "AFTERCARE_BACKUP_NAME": body.name, "AFTERCARE_BACKUP_SHA256": body.backup.sha256,
                "AFTERCARE_BACKUP_SIZE": String(body.backup.size), "AFTERCARE_BACKUP_TAKEN_AT": body.backup.takenAt.text,
            ], input: input)
        let status = try program.run(isCaptured: false).status
        guard status == 0 else {
            let rest = body.file.map { "; the backup itself is kept in '\($0)'" } ?? "; nothing of the backup was kept here"
            throw Failure(message: "the command of '--to-command' failed, with exit status \(status)\(rest)", status: .refused)
        }
    }

    /// A directory for large files that are of no use after the machine restarts.
    private static var aside: String {
        ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/var/tmp"
    }
}

/// The result of an automatically named backup.
struct TimedBackupBody: Encodable {
    let backup: BackupBody
    var name: String
    /// Nil when it was only handed on.
    var file: String?
    /// The names of the backups that were removed.
    var removed: [String] = []

    init(_ backup: BackupBody, _ name: String) {
        self.backup = backup
        self.name = name
    }

    private enum Key: String, CodingKey { case name, file, removed }

    /// The backup's own keys, and these beside them.
    func encode(to encoder: any Encoder) throws {
        try backup.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encodeIfPresent(file, forKey: .file)
        try container.encode(removed, forKey: .removed)
    }
}
