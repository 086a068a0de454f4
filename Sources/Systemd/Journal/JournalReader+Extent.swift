// The range of the journal, and all its records with a certain field.

extension JournalReader {
    /// The range of each file of the journal: files in use first, then archived ones from new to old.
    ///
    /// Files without records are left out. A record that `find` reports as absent was removed with its file if its
    /// number is below all of these ranges, and was lost if its number is within one.
    ///
    /// - Returns: also what could not be read; empty when nothing was left out.
    package func extents() -> (extents: [JournalExtent], blindSpots: [JournalError]) {
        var extents: [JournalExtent] = []
        let blindSpots = forEachFile { file, snapshot throws(JournalError) in
            guard let (first, last) = try file.ends() else { return }
            guard let extent = JournalExtent(snapshot, from: first, to: last) else {
                throw .unreadable(path: snapshot.file.path, Errno.unintelligible)
            }
            extents.append(extent)
        }
        return (extents, blindSpots)
    }

    /// Calls `body` with every record that has the field, with any value and from any sender.
    ///
    /// It goes file by file, with one record in memory at a time. A record that journald has copied to another file
    /// occurs twice, with the same `cursor.content`.
    ///
    /// - Parameter prefixes: only fields whose names begin with one of these are read.
    /// - Returns: what could not be read, after everything readable was passed to `body`.
    package func forEachEntry(
        having field: String, keeping prefixes: [String], _ body: (JournalEntry) -> Void
    ) -> [JournalError] {
        forEachEntry(having: field, keeping: prefixes) { entry, _ in body(entry) }
    }

    /// The same, with the path of the file that contains the record.
    package func forEachEntry(
        having field: String, keeping prefixes: [String], _ body: (JournalEntry, _ path: String) -> Void
    ) -> [JournalError] {
        forEachFile { file, snapshot throws(JournalError) in
            try file.forEachEntry(having: field, keeping: prefixes) { body($0, snapshot.file.path) }
        }
    }

    /// Calls `body` with every record sent by a user other than `uid`, as `forEachEntry(having:keeping:_:)` does.
    ///
    /// - Returns: what could not be read, after everything readable was passed to `body`.
    package func forEachEntry(
        notOf uid: UInt32, keeping prefixes: [String], _ body: (JournalEntry) -> Void
    ) -> [JournalError] {
        forEachFile { file, _ throws(JournalError) in
            try file.forEachEntry(notOf: uid, keeping: prefixes, body)
        }
    }

    /// The current number of the journal's files.
    ///
    /// - Returns: also what could not be opened.
    package func fileCount() -> (files: Int, blindSpots: [JournalError]) {
        let snapshot = snapshot()
        return (snapshot.files.count, snapshot.blindSpots)
    }

    /// Opens one file after the other, and confirms afterwards that it was read completely.
    private func forEachFile(
        _ body: (borrowing JournalFile, JournalSnapshot.File) throws(JournalError) -> Void
    ) -> [JournalError] {
        let snapshot = snapshot()
        var errors = snapshot.blindSpots
        for file in snapshot.files {
            do throws(JournalError) {
                let journal = try JournalFile(file.file)
                try body(journal, file)
                try journal.confirm()
            } catch {
                errors.append(error)
            }
        }
        return errors
    }
}

extension JournalExtent {
    /// Fails when libsystemd's cursors lack what cursors contain.
    fileprivate init?(_ file: JournalSnapshot.File, from first: JournalCursor, to last: JournalCursor) {
        guard let seqnumID = first.seqnumID, last.seqnumID == seqnumID, let firstNumber = first.number,
            let lastNumber = last.number, let oldest = first.realtimeMicroseconds, let newest = last.realtimeMicroseconds
        else { return nil }
        self.init(
            path: file.file.path, owner: file.name.owner, isArchived: file.name.isArchived, isVolatile: file.isVolatile,
            seqnumID: seqnumID, first: firstNumber, last: lastNumber, oldestMicroseconds: oldest,
            newestMicroseconds: newest)
    }
}
