import Aftercare
import AftercareAPI
import Systemd

/// Facts about the daemon's machine and places, evaluated when requested.
struct ServiceFacts: Sendable {
    let stateDirectory: String
    /// The journal from which the daemon reads its records back.
    let journal: JournalSource
    let manager: UnitProperties.Manager
    /// The free space, in bytes, below which new work is refused.
    let keepFree: @Sendable () -> ByteCount
    /// Directories of other machines' journals.
    let journals: @Sendable () -> [String]

    @Sendable func body() -> MachineBody {
        // A file system that cannot be queried has no type or free space to report.
        let fileSystem = try? FileSystem(of: stateDirectory)
        return MachineBody(
            version: Version.current, uid: UserIdentity.uid, unit: UnitProperties.own(of: manager),
            namespace: namespace, readsJournal: try? JournalStorage.mayRead(journal, recordsOf: UserIdentity.uid),
            stateDirectory: stateDirectory, fileSystem: fileSystem?.type,
            freeBytes: fileSystem?.freeBytes, keepFreeBytes: keepFree().bytes,
            journals: journals().isEmpty ? nil : journals())
    }

    private var namespace: String? {
        if case .namespace(let name) = journal { name } else { nil }
    }
}
