/// What to look for: a value of a field, in a record that a certain user sent, or anybody.
struct JournalMatch {
    /// One term per field, `NAME=value`. A record matches if it holds all of them, byte for byte.
    let terms: [[UInt8]]

    init(_ field: JournalField, uid: UInt32) {
        terms = ["\(field.name)=\(field.value)", "_UID=\(uid)"].map { Array($0.utf8) }
    }

    /// Whoever sent it.
    init(_ field: JournalField) {
        terms = [Array("\(field.name)=\(field.value)".utf8)]
    }
}
