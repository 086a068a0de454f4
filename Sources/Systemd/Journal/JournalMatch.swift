/// A search condition: a field with a value, sent by a certain user or by anyone.
struct JournalMatch {
    /// One term per field, `NAME=value`. A record matches if it contains all of them, byte for byte.
    let terms: [[UInt8]]

    /// - Parameters:
    ///   - uid: the sender; `nil` for any.
    ///   - machine: the machine on which it was sent; `nil` for any.
    init(_ field: JournalField, uid: UInt32? = nil, machine: String? = nil) {
        let terms = ["\(field.name)=\(field.value)", uid.map { "_UID=\($0)" }, machine.map { "_MACHINE_ID=\($0)" }]
        self.terms = terms.compactMap { $0.map { Array($0.utf8) } }
    }

    /// All of these fields, from any sender.
    init(all fields: [JournalField]) { terms = fields.map { Array("\($0.name)=\($0.value)".utf8) } }
}
