/// What the service knows of the place that it runs in.
package struct MachineBody: Codable, Equatable, Sendable {
    package var version: String
    /// The user that it runs as.
    package var uid: UInt32
    /// The systemd unit that it belongs to; nil: none that is known.
    package var unit: String?
    /// The journal namespace that it logs to; nil: the machine's own journal.
    package var namespace: String?
    /// Whether it may read its own records back; nil: it cannot tell.
    package var readsJournal: Bool?
    package var stateDirectory: String
    /// Of the state directory, by mount(8)'s name; nil: it could not be asked.
    package var fileSystem: String?
    /// What the service may still use there, in bytes.
    package var freeBytes: Int64?
    /// Below so many free bytes new work is refused.
    package var keepFreeBytes: Int64
    /// Directories in which it looks for other machines' journals, as its settings have them; nil: none.
    package var journals: [String]?

    package init(
        version: String, uid: UInt32, unit: String?, namespace: String?, readsJournal: Bool?,
        stateDirectory: String,
        fileSystem: String?, freeBytes: Int64?, keepFreeBytes: Int64, journals: [String]? = nil
    ) {
        self.version = version
        self.uid = uid
        self.unit = unit
        self.namespace = namespace
        self.readsJournal = readsJournal
        self.stateDirectory = stateDirectory
        self.fileSystem = fileSystem
        self.freeBytes = freeBytes
        self.keepFreeBytes = keepFreeBytes
        self.journals = journals
    }
}
