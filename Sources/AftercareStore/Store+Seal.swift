import Foundation

/// What a store that was closed in order looks like, byte for byte: its size and its SHA-256, in a file beside it.
///
/// SQLite keeps no checksums of its pages, so a bit that flips within a text would pass for data. The seal finds it.
/// It is written after the last byte of the store and removed before the next one; after a crash there is none, and
/// only SQLite's own checks of its structure speak.
///
/// `sha256sum --check` reads the file too.
struct StoreSeal: Equatable {
    let size: Int64
    let digest: String

    init(of store: Descriptor) throws {
        size = try store.size
        digest = try store.digest()
    }

    init?(text: String) {
        guard let found = text.firstMatch(of: /\A# size ([0-9]+)\n([0-9a-f]{64})  store\.sqlite\n\z/),
            let size = Int64(found.1)
        else { return nil }
        self.size = size
        digest = String(found.2)
    }

    var text: String { "# size \(size)\n\(digest)  store.sqlite\n" }

    /// How `other` differs from it; nil: it does not.
    func difference(from other: StoreSeal) -> String? {
        if size != other.size { return "it has \(other.size) bytes, and had \(size)" }
        return digest == other.digest ? nil : "its content has changed"
    }
}

extension StoreFolder {
    /// Holds the store against its seal, if it has one.
    ///
    /// - Returns: whether it is sealed.
    /// - Throws: `StoreError.sealBroken`.
    func checkSeal() throws -> Bool {
        guard let bytes = DiskFile.size(seal) else { return false }
        func broken(_ detail: String) -> StoreError { .sealBroken(path: store, seal: seal, detail: detail) }
        // A file of ours has some hundred bytes.
        let text = bytes > 4096 ? [] : try Descriptor(seal, O_RDONLY).read(at: 0, upTo: 4096)
        guard let sealed = StoreSeal(text: String(decoding: text, as: UTF8.self)) else {
            throw broken("its seal cannot be read")
        }
        guard DiskFile.exists(store) else { throw broken("it is gone") }
        if let size = DiskFile.size(log), size > 0 { throw broken("there is a log beside it that is not its own") }
        if let detail = sealed.difference(from: try StoreSeal(of: Descriptor(store, O_RDONLY))) { throw broken(detail) }
        return true
    }

    /// Before the first byte is written.
    func removeSeal() throws {
        try DiskFile.remove(seal)
        try sync()
    }

    /// After the last byte was written: the log is copied back and gone.
    func putSeal() throws {
        guard DiskFile.size(log) ?? 0 == 0 else { return }
        // That the log is gone is on disk before the seal says so.
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
