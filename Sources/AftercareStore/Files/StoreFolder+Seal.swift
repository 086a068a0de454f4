import Foundation

extension StoreFolder {
    /// Checks the store against its seal, if it has one.
    ///
    /// - Returns: whether it is sealed.
    /// - Throws: `StoreError.sealBroken`.
    func checkSeal() throws -> Bool {
        guard let bytes = DiskFile.size(seal) else { return false }
        func broken(_ detail: String) -> StoreError { .sealBroken(path: store, seal: seal, detail: detail) }
        // Our own seal is a few hundred bytes long.
        let text = bytes > 4096 ? [] : try Descriptor(seal, O_RDONLY).read(at: 0, upTo: 4096)
        guard let sealed = StoreSeal(text: String(decoding: text, as: UTF8.self)) else {
            throw broken("its seal cannot be read")
        }
        guard DiskFile.exists(store) else { throw broken("it is gone") }
        if let size = DiskFile.size(log), size > 0 { throw broken("there is a log beside it that is not its own") }
        if let detail = sealed.difference(from: try StoreSeal(of: Descriptor(store, O_RDONLY))) { throw broken(detail) }
        return true
    }

    /// Removes the seal durably, before the first byte is written.
    func removeSeal() throws {
        try DiskFile.remove(seal)
        try sync()
    }

    /// Writes the seal after the last byte, once the log has been copied back and removed.
    func writeSeal() throws {
        guard DiskFile.size(log) ?? 0 == 0 else { return }
        // The log's removal must be on disk before the seal is.
        try sync()
        let draft = seal + ".new"
        do {
            try DiskFile.remove(draft)
            let file = try DiskFile.create(draft)
            try file.write(try StoreSeal(of: Descriptor(store, O_RDONLY)).text.utf8)
            try file.sync()
            try DiskFile.rename(draft, to: seal)
            try sync()
        } catch {
            try DiskFile.remove(draft)
            throw error
        }
    }
}
