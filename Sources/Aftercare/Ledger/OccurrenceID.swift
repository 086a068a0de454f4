import Crypto
package import Foundation

/// The id of an occurrence in the journal: the same for the same data, in every run.
package struct OccurrenceID: Hashable, Sendable {
    package let uuid: UUID

    package init(uuid: UUID) { self.uuid = uuid }

    /// The UUIDv5 (RFC 9562 §5.5) of `key` in the namespace of the store's id.
    package init(_ key: OccurrenceKey, store: UUID) {
        let place = "\(key.treatment)/\(key.timingRevision)/\(key.instruction)/\(key.place)"
        let name = key.role == .reminder ? place : "\(place)/\(key.role.rawValue)/\(key.ordinal)"
        self.init(uuid: Self.uuid5(namespace: store, name: name))
    }

    static func uuid5(namespace: UUID, name: String) -> UUID {
        var hash = Insecure.SHA1()
        withUnsafeBytes(of: namespace.uuid) { hash.update(bufferPointer: $0) }
        hash.update(data: Array(name.utf8))
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return UUID(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7], bytes[8], bytes[9],
                bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            ))
    }
}

extension OccurrenceID: TextRepresentable, CustomStringConvertible {
    package init(text: String) throws(MalformedText) {
        guard let uuid = UUID(uuidString: text) else {
            throw MalformedText(value: text, expected: "a reminder id, like 6ba7b810-9dad-51d1-80b4-00c04fd430c8")
        }
        self.uuid = uuid
    }

    package var text: String { uuid.uuidString.lowercased() }
    package var description: String { text }
}

extension OccurrenceID {
    /// The start of the id, as shown to people, who may type it too: eight digits tell it from others, `1a2b3c4d`.
    package var short: String { String(text.prefix(8)) }
}
