extension JournalReader {
    /// For each value of the field, the newest record with it that the user `uid` sent, as far as the journal can be
    /// read.
    package func newestEntries(ofEach field: String, uid: UInt32) -> [String: JournalCursor] {
        var newest: [String: JournalCursor] = [:]
        for file in snapshot().files {
            // Partial results are useful here, so unreadable files are skipped.
            guard let journal = try? JournalFile(file.file), let values = try? journal.values(of: field) else { continue }
            for value in values {
                _ = try? journal.forEachEntryBackwards(JournalMatch(JournalField(field, value), uid: uid)) { entry in
                    if (newest[value]?.realtimeSeconds ?? .min) < (entry.cursor.realtimeSeconds ?? .min) { newest[value] = entry.cursor }
                    return false
                }
            }
        }
        return newest
    }
}

extension JournalCursor {
    /// When journald received the record, in seconds since 1970; `nil` when the text is not a cursor.
    package var realtimeSeconds: Int64? {
        text.split(separator: ";").first { $0.hasPrefix("t=") }.flatMap { Int64($0.dropFirst(2), radix: 16) }.map { $0 / 1_000_000 }
    }
}
