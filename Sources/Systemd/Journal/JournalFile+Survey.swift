import CSystemd

// Reading a whole file: its first and last record, and all records with a certain field.

extension JournalFile {
    /// The cursors of the oldest and the newest record; `nil` when the file is empty. See `confirm`.
    ///
    /// - Throws: `JournalError.unreadable`
    func ends() throws(JournalError) -> (first: JournalCursor, last: JournalCursor)? {
        sd_journal_flush_matches(reader)
        try check(sd_journal_seek_head(reader))
        guard try check(sd_journal_next(reader)) > 0 else { return nil }
        let first = try cursor()
        try check(sd_journal_seek_tail(reader))
        guard try check(sd_journal_previous(reader)) > 0 else { return nil }
        return (first, try cursor())
    }

    /// All values of the field in this file, without duplicates, in any order. See `confirm`.
    ///
    /// - Throws: `JournalError.unreadable`
    func values(of field: String) throws(JournalError) -> [String] {
        try check(sd_journal_query_unique(reader, field))
        var values: [String] = []
        var data: UnsafeRawPointer?
        var count = 0
        while try check(sd_journal_enumerate_unique(reader, &data, &count)) > 0 {
            let bytes = UnsafeRawBufferPointer(start: data, count: count)
            values.append(String(decoding: bytes.dropFirst(field.utf8.count + 1), as: UTF8.self))
        }
        return values
    }

    /// Calls `body` with every record that has the field, with any value and from any sender, value by value: once, also
    /// where it has several of them. At damage it ends early: see `confirm`.
    ///
    /// - Throws: `JournalError.unreadable`
    func forEachEntry(
        having field: String, keeping prefixes: [String], _ body: (JournalEntry) -> Void
    ) throws(JournalError) {
        for value in try values(of: field) {
            let field = JournalField(field, value)
            try forEachEntry(JournalMatch(field), byFirst: field, keeping: prefixes, body)
        }
    }

    /// Calls `body` with every record sent by a user other than `uid`, user by user. At damage it ends early: see
    /// `confirm`.
    ///
    /// - Throws: `JournalError.unreadable`
    func forEachEntry(
        notOf uid: UInt32, keeping prefixes: [String], _ body: (JournalEntry) -> Void
    ) throws(JournalError) {
        for value in try values(of: "_UID") where value != "\(uid)" {
            try forEachEntry(JournalMatch(JournalField("_UID", value)), keeping: prefixes, body)
        }
    }
}
