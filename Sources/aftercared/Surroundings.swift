import Aftercare
import AftercareAPI
import Systemd

/// The place that the daemon runs in, as it is when somebody asks.
struct ServiceFacts: Sendable {
    let stateDirectory: String
    /// The journal that it reads its records back from.
    let journal: JournalSource
    let manager: UnitProperties.Manager
    /// Below so many free bytes new work is refused.
    let keepFree: @Sendable () -> ByteCount
    /// Directories of other machines' journals.
    let journals: @Sendable () -> [String]

    @Sendable func body() -> MachineBody {
        // A file system that cannot be asked has neither a type nor space to tell.
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
