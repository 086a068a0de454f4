import Aftercare
import AftercareAPI
import Systemd

/// The place that the daemon runs in, as it is when somebody asks.
struct Surroundings: Sendable {
    let stateDirectory: String
    /// The journal namespace that it was told to read.
    let namespace: String?
    /// Below so many free bytes new work is refused.
    let keepFree: ByteCount

    @Sendable func body() -> MachineBody {
        // A file system that cannot be asked has neither a type nor space to tell.
        let fileSystem = try? FileSystem(of: stateDirectory)
        return MachineBody(
            version: Version.text, uid: UserIdentity.uid, groups: UserIdentity.groups(), unit: UnitProperties.own(),
            namespace: namespace, stateDirectory: stateDirectory, fileSystem: fileSystem?.type,
            freeBytes: fileSystem?.freeBytes, keepFreeBytes: keepFree.bytes)
    }
}
