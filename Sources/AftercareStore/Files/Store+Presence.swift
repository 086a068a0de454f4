extension StoreFolder {
    /// The files that an open store uses: the database and its log.
    func files() -> [FileIdentity] { [store, log].compactMap { try? FileIdentity(of: $0) } }
}

extension Store {
    /// The store's open files that are no longer in place: removed, moved, or replaced by others. Writes still go to
    /// the open files and are lost when the store is closed; until then a copy can be made.
    package func missingFiles() -> [String] {
        files.filter { (try? FileIdentity(of: $0.path)) != $0 }.map(\.path)
    }
}
