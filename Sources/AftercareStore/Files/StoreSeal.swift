import Foundation

/// The size and SHA-256 of a store that was closed cleanly, kept in a file beside it.
///
/// SQLite keeps no checksums of its pages, so a bit that flips within a text would pass for data. The seal finds it. It
/// is written after the last byte of the store and removed before the next one. After a crash there is no seal, and
/// only SQLite's own structural checks apply.
///
/// `sha256sum --check` can read the file.
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

    /// How `other` differs from this seal, as text; `nil` when it does not.
    func difference(from other: StoreSeal) -> String? {
        if size != other.size { return "it has \(other.size) bytes, and had \(size)" }
        return digest == other.digest ? nil : "its content has changed"
    }
}
