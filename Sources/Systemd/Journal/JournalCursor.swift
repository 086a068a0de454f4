/// journald's name for a record, as printed by `journalctl --show-cursor`.
///
/// It contains the record's location in its file (`s=…;i=…`) and its identity (`b=…;m=…;t=…;x=…`: boot, times and a
/// hash of its fields). When journald moves the records of early boot from memory to disk, the location changes and the
/// rest stays.
package struct JournalCursor: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }

    /// The part that stays the same when journald copies the record to another file.
    ///
    /// Two cursors with the same content name the same record.
    package var content: JournalCursor {
        let parts = text.split(separator: ";").filter { !$0.hasPrefix("s=") && !$0.hasPrefix("i=") }
        return JournalCursor(parts.joined(separator: ";"))
    }
}
