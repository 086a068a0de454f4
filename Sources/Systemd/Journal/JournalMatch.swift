/// What to look for: a value of a field, in a record that a certain user sent, or anybody.
struct JournalMatch {
    /// One term per field, `NAME=value`. A record matches if it holds all of them, byte for byte.
    let terms: [[UInt8]]

    /// - Parameters:
    ///   - uid: nil: whoever sent it.
    ///   - machine: on whose journal it was sent; nil: on any.
    init(_ field: JournalField, uid: UInt32? = nil, machine: String? = nil) {
        let terms = ["\(field.name)=\(field.value)", uid.map { "_UID=\($0)" }, machine.map { "_MACHINE_ID=\($0)" }]
        self.terms = terms.compactMap { $0.map { Array($0.utf8) } }
    }

    /// All of these, whoever sent it.
    init(all fields: [JournalField]) { terms = fields.map { Array("\($0.name)=\($0.value)".utf8) } }
}
