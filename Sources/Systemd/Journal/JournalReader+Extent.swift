// What the journal reaches over, and everything in it that bears a field.

extension JournalReader {
    /// What each file of the journal spans, the files in use first, then the archived ones from new to old.
    ///
    /// Files without a record are left out. A record that `find` says is absent, and whose number lies before all
    /// of these, was removed with its file; one that lies within was lost.
    ///
    /// - Returns: also what could not be looked into. Empty: nothing was left out.
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

    /// Calls `body` with every record that has the field, whatever its value and whoever sent it.
    ///
    /// File by file, one record in memory at a time. A record that journald has copied to another file occurs
    /// twice, with the same `cursor.content`.
    ///
    /// - Parameter prefixes: only fields whose names begin with one of these are read.
    /// - Returns: what could not be looked into, after all that can be read was passed on.
    package func forEachEntry(
        having field: String, keeping prefixes: [String], _ body: (JournalEntry) -> Void
    ) -> [JournalError] {
        forEachEntry(having: field, keeping: prefixes) { entry, _ in body(entry) }
    }

    /// The same, with the path of the file that a record is in.
    package func forEachEntry(
        having field: String, keeping prefixes: [String], _ body: (JournalEntry, _ path: String) -> Void
    ) -> [JournalError] {
        forEachFile { file, snapshot throws(JournalError) in
            try file.forEachEntry(having: field, keeping: prefixes) { body($0, snapshot.file.path) }
        }
    }

    /// Calls `body` with every record that another user than `uid` sent, as `forEachEntry(having:keeping:_:)` does.
    ///
    /// - Returns: what could not be looked into, after all that can be read was passed on.
    package func forEachEntry(
        notOf uid: UInt32, keeping prefixes: [String], _ body: (JournalEntry) -> Void
    ) -> [JournalError] {
        forEachFile { file, _ throws(JournalError) in
            try file.forEachEntry(notOf: uid, keeping: prefixes, body)
        }
    }

    /// How many files the journal has now.
    ///
    /// - Returns: also what could not be opened.
    package func fileCount() -> (files: Int, blindSpots: [JournalError]) {
        let snapshot = snapshot()
        return (snapshot.files.count, snapshot.blindSpots)
    }

    /// Opens one file after the other, and vouches for each afterwards.
    private func forEachFile(
        _ body: (borrowing JournalFile, JournalSnapshot.File) throws(JournalError) -> Void
    ) -> [JournalError] {
        let snapshot = snapshot()
        var doubts = snapshot.blindSpots
        for file in snapshot.files {
            do throws(JournalError) {
                let journal = try JournalFile(file.file)
                try body(journal, file)
                try journal.confirm()
            } catch {
                doubts.append(error)
            }
        }
        return doubts
    }
}

extension JournalExtent {
    /// nil where libsystemd's cursors do not say what cursors say.
    fileprivate init?(_ file: JournalSnapshot.File, from first: JournalCursor, to last: JournalCursor) {
        guard let seqnumID = first.seqnumID, last.seqnumID == seqnumID, let firstNumber = first.number,
            let lastNumber = last.number, let oldest = first.realtime, let newest = last.realtime
        else { return nil }
        self.init(
            path: file.file.path, owner: file.name.owner, isArchived: file.name.isArchived, isVolatile: file.isVolatile,
            seqnumID: seqnumID, first: firstNumber, last: lastNumber, oldest: oldest, newest: newest)
    }
}
