// What another machine wrote, as far as its files can be read here.

extension JournalReader {
    /// Whether there are files that this machine's own journald wrote, and not a collector who was sent copies: what
    /// a collector lacks may still come.
    package func hasOwnFiles(of machine: String) -> Bool {
        let match = JournalMatch(JournalField("_MACHINE_ID", machine))
        return snapshot().files.contains { file in
            guard !file.name.isCollected else { return false }
            // A file that cannot be read tells nothing here; whoever looks a record up is told of it.
            return (try? JournalFile(file.file).contains(match)) ?? false
        }
    }

    /// For every value of `field` and every machine the oldest record that holds it and all of `others`, as far as the
    /// journal can be read.
    package func oldestEntries(ofEach field: String, having others: [JournalField]) -> [JournalEntry] {
        var oldest: [[String]: JournalEntry] = [:]
        for file in snapshot().files {
            // Whoever asks is helped by what can be read.
            guard let journal = try? JournalFile(file.file), let values = try? journal.values(of: field), !values.isEmpty,
                let machines = try? journal.values(of: "_MACHINE_ID")
            else { continue }
            for value in values {
                for machine in machines {
                    let match = JournalMatch(all: others + [JournalField(field, value), JournalField("_MACHINE_ID", machine)])
                    guard let entry = (try? journal.first(match)) ?? nil else { continue }
                    let known = oldest[[value, machine]]?.cursor.realtime ?? .max
                    if entry.cursor.realtime ?? .max < known { oldest[[value, machine]] = entry }
                }
            }
        }
        return Array(oldest.values)
    }

    /// The files with records that hold the value in the field, and the ids of all machines of which they have records.
    ///
    /// - Returns: also what could not be looked into.
    package func files(scheduled field: JournalField) -> (files: [(path: String, machines: [String])], blindSpots: [JournalError]) {
        let snapshot = snapshot()
        var (files, doubts): ([(path: String, machines: [String])], [JournalError]) = ([], snapshot.blindSpots)
        for file in snapshot.files {
            do throws(JournalError) {
                let journal = try JournalFile(file.file)
                if try journal.contains(JournalMatch(field)) { files.append((file.file.path, try journal.values(of: "_MACHINE_ID").sorted())) }
                try journal.confirm()
            } catch {
                doubts.append(error)
            }
        }
        return (files, doubts)
    }

    /// Those of `cursors` that lie before everything that is left of the file in which they were: journald removes the
    /// oldest first.
    ///
    /// - Parameter uid: of whoever wrote them.
    package func rotatedAway(of cursors: [JournalCursor], uid: UInt32) -> Set<JournalCursor> {
        let begins = Dictionary(extents().extents.scheduled(recordsOf: uid).map { ($0.seqnumID, $0.first) }, uniquingKeysWith: min)
        return Set(
            cursors.filter { cursor in
                guard let number = cursor.number, let first = cursor.seqnumID.flatMap({ begins[$0] }) else { return false }
                return number < first
            })
    }
}

extension [JournalExtent] {
    /// Those of the kind that the records of this user go to: files of its own, where journald splits by user, as it does
    /// for each person who logs in; else the system's.
    package func scheduled(recordsOf uid: UInt32) -> [JournalExtent] {
        let own = filter { $0.owner == uid }
        return own.isEmpty ? filter { $0.owner == nil } : own
    }
}

extension JournalFileName {
    /// Whether systemd-journal-remote(8) names its files so.
    var isCollected: Bool { stem.hasPrefix("remote-") }
}

extension JournalFile {
    fileprivate func contains(_ match: JournalMatch) throws(JournalError) -> Bool { try first(match) != nil }
}
