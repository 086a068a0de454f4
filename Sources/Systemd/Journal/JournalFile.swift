import CSystemd
import Glibc

/// One journal file opened with libsystemd's reader, for the duration of one lookup.
///
/// libsystemd requires a reader to be used and closed on the thread that opened it; this one cannot be copied or
/// stored, so a synchronous lookup meets that. One reader per file makes damage visible: a reader of many files
/// silently drops a damaged one and reports the rest as everything.
struct JournalFile: ~Copyable {
    let reader: OpaquePointer
    let path: String

    /// - Throws: `JournalError.unreadable`
    init(_ file: OpenFile) throws(JournalError) {
        var descriptor = fcntl(file.descriptor, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { throw .unreadable(path: file.path, Errno.last) }
        var opened: OpaquePointer?
        let result = sd_journal_open_files_fd(&opened, &descriptor, 1, 0)
        guard result >= 0, let opened else {
            // libsystemd takes ownership of the descriptor only if it succeeds.
            close(descriptor)
            throw .unreadable(path: file.path, Errno(result))
        }
        reader = opened
        path = file.path
        // Otherwise libsystemd may truncate values at 64 KiB.
        sd_journal_set_data_threshold(reader, 0)
    }

    deinit {
        sd_journal_close(reader)
    }

    /// The cursors of all matching records, newest first. At damage it ends early: see `confirm`.
    ///
    /// - Throws: `JournalError.unreadable`
    func cursors(_ match: JournalMatch) throws(JournalError) -> [JournalCursor] {
        try select(match)
        try check(sd_journal_seek_tail(reader))
        var cursors: [JournalCursor] = []
        while try check(sd_journal_previous(reader)) > 0 {
            try cursors.append(cursor())
        }
        return cursors
    }

    /// Calls `body` with all matching records, oldest first. At damage it ends early: see `confirm`.
    ///
    /// - Parameters:
    ///   - field: of a record that has it several times, only the first value counts; `nil`: every match counts.
    ///   - prefixes: only fields whose names begin with one of these are read; empty for all.
    /// - Throws: `JournalError.unreadable`
    func forEachEntry(
        _ match: JournalMatch, byFirst field: JournalField? = nil, keeping prefixes: [String] = [], _ body: (JournalEntry) -> Void
    ) throws(JournalError) {
        try select(match)
        try check(sd_journal_seek_head(reader))
        while try check(sd_journal_next(reader)) > 0 {
            if let field, try !isFirst(field) { continue }
            try body(entry(keeping: prefixes))
        }
    }

    /// Whether the record's first field of this name has this value: the file has its own order.
    private func isFirst(_ field: JournalField) throws(JournalError) -> Bool {
        var data: UnsafeRawPointer?
        var count = 0
        try check(sd_journal_get_data(reader, field.name, &data, &count))
        return UnsafeRawBufferPointer(start: data, count: count).elementsEqual("\(field.name)=\(field.value)".utf8)
    }

    /// Calls `body` with all matching records, newest first, until it returns `false`. At damage it ends early: see
    /// `confirm`.
    ///
    /// - Returns: whether `body` wants more records.
    /// - Throws: `JournalError.unreadable`
    func forEachEntryBackwards(
        _ match: JournalMatch, _ body: (JournalEntry) -> Bool
    ) throws(JournalError) -> Bool {
        try select(match)
        try check(sd_journal_seek_tail(reader))
        while try check(sd_journal_previous(reader)) > 0 {
            guard try body(entry()) else { return false }
        }
        return true
    }

    /// The oldest matching record; `nil` when there is none. See `confirm`.
    ///
    /// - Throws: `JournalError.unreadable`
    func first(_ match: JournalMatch) throws(JournalError) -> JournalEntry? {
        try select(match)
        try check(sd_journal_seek_head(reader))
        return try check(sd_journal_next(reader)) > 0 ? entry() : nil
    }

    /// Confirms that the results so far are complete.
    ///
    /// At damage libsystemd drops the file and reports the end. Then no file is left that has a size.
    ///
    /// - Throws: `JournalError.unreadable` (bad message)
    func confirm() throws(JournalError) {
        var size: UInt64 = 0
        try check(sd_journal_get_usage(reader, &size))
        guard size > 0 else { throw .unreadable(path: path, Errno(EBADMSG)) }
    }

    /// The record at exactly this cursor; `nil` when this file does not contain it. See `confirm`.
    ///
    /// - Throws: `JournalError.unreadable`, also for text that is no cursor (invalid argument).
    func entry(at cursor: JournalCursor) throws(JournalError) -> JournalEntry? {
        sd_journal_flush_matches(reader)
        try check(sd_journal_seek_cursor(reader, cursor.text))
        // Without a record at the cursor, seeking goes to the nearest one.
        guard try check(sd_journal_next(reader)) > 0 else { return nil }
        return try check(sd_journal_test_cursor(reader, cursor.text)) > 0 ? entry() : nil
    }

    private func select(_ match: JournalMatch) throws(JournalError) {
        sd_journal_flush_matches(reader)
        for term in match.terms {
            try check(sd_journal_add_match(reader, term, term.count))
        }
    }

    private func entry(keeping prefixes: [String] = []) throws(JournalError) -> JournalEntry {
        var fields: [JournalField] = []
        var data: UnsafeRawPointer?
        var count = 0
        sd_journal_restart_data(reader)
        while try check(sd_journal_enumerate_data(reader, &data, &count)) > 0 {
            let bytes = UnsafeRawBufferPointer(start: data, count: count)
            guard prefixes.isEmpty || prefixes.contains(where: { bytes.starts(with: $0.utf8) }) else { continue }
            let name = bytes.prefix { $0 != UInt8(ascii: "=") }
            fields.append(
                JournalField(
                    String(decoding: name, as: UTF8.self),
                    String(decoding: bytes.dropFirst(name.count + 1), as: UTF8.self)))
        }
        return try JournalEntry(cursor: cursor(), fields: fields)
    }

    func cursor() throws(JournalError) -> JournalCursor {
        var text: UnsafeMutablePointer<CChar>?
        try check(sd_journal_get_cursor(reader, &text))
        defer { free(text) }
        guard let text else { throw .unreadable(path: path, Errno(ENODATA)) }
        return JournalCursor(String(cString: text))
    }

    @discardableResult
    func check(_ result: Int32) throws(JournalError) -> Int32 {
        guard result >= 0 else { throw .unreadable(path: path, Errno(result)) }
        return result
    }
}
