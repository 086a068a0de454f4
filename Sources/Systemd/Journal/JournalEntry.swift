/// A record as read back from the journal, with the fields that journald added (`_UID`, `_BOOT_ID`…).
package struct JournalEntry: Sendable, Hashable {
    package let cursor: JournalCursor
    /// In the order of the file. A name may occur more than once.
    package let fields: [JournalField]

    /// The first value of the field; `nil` when there is none. Bytes that are not UTF-8 are read as U+FFFD.
    package subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// All values of the field, in the order of the file, which is not that of the sender.
    package func values(of name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
}
