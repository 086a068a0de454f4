// Records of other machines, as far as their files can be read here.

extension JournalReader {
    /// Whether there are files that the machine's own journald wrote, as opposed to copies at a collector: what a
    /// collector lacks may still arrive.
    package func hasOwnFiles(of machine: String) -> Bool {
        let match = JournalMatch(JournalField("_MACHINE_ID", machine))
        return snapshot().files.contains { file in
            guard !file.name.isCollected else { return false }
            // A file that cannot be read is reported when a record is looked up.
            return (try? JournalFile(file.file).contains(match)) ?? false
        }
    }

    /// For each value of `field` and each machine, the oldest record with that value and all of `others`, as far as the
    /// journal can be read.
    package func oldestEntries(ofEach field: String, having others: [JournalField]) -> [JournalEntry] {
        var oldest: [[String]: JournalEntry] = [:]
        for file in snapshot().files {
            // Partial results are useful here, so unreadable files are skipped.
            guard let journal = try? JournalFile(file.file), let values = try? journal.values(of: field), !values.isEmpty,
                let machines = try? journal.values(of: "_MACHINE_ID")
            else { continue }
            for value in values {
                for machine in machines {
                    let match = JournalMatch(all: others + [JournalField(field, value), JournalField("_MACHINE_ID", machine)])
                    guard let entry = (try? journal.first(match)) ?? nil else { continue }
                    let known = oldest[[value, machine]]?.cursor.realtimeMicroseconds ?? .max
                    if entry.cursor.realtimeMicroseconds ?? .max < known { oldest[[value, machine]] = entry }
                }
            }
        }
        return Array(oldest.values)
    }

    /// The files that contain records with the field's value, each with the ids of all machines that it has records of.
    ///
    /// - Returns: also what could not be read.
    package func files(containing field: JournalField) -> (files: [(path: String, machines: [String])], blindSpots: [JournalError]) {
        let snapshot = snapshot()
        var (files, errors): ([(path: String, machines: [String])], [JournalError]) = ([], snapshot.blindSpots)
        for file in snapshot.files {
            do throws(JournalError) {
                let journal = try JournalFile(file.file)
                if try journal.contains(JournalMatch(field)) {
                    files.append((file.file.path, try journal.values(of: "_MACHINE_ID").sorted()))
                }
                try journal.confirm()
            } catch {
                errors.append(error)
            }
        }
        return (files, errors)
    }

    /// Those of `cursors` that lie before everything that is left of their sequence: journald removes the oldest files
    /// first.
    ///
    /// - Parameter uid: the user who wrote the records.
    package func rotatedAway(of cursors: [JournalCursor], uid: UInt32) -> Set<JournalCursor> {
        let begins = Dictionary(extents().extents.containing(recordsOf: uid).map { ($0.seqnumID, $0.first) }, uniquingKeysWith: min)
        return Set(
            cursors.filter { cursor in
                guard let number = cursor.number, let first = cursor.seqnumID.flatMap({ begins[$0] }) else { return false }
                return number < first
            })
    }
}

extension [JournalExtent] {
    /// The files of the kind that this user's records go to: the user's own, if journald splits by user, as it does for
    /// everyone who logs in; otherwise the system's.
    package func containing(recordsOf uid: UInt32) -> [JournalExtent] {
        let own = filter { $0.owner == uid }
        return own.isEmpty ? filter { $0.owner == nil } : own
    }
}

extension JournalFileName {
    /// Whether the name follows the pattern of systemd-journal-remote(8).
    var isCollected: Bool { stem.hasPrefix("remote-") }
}

extension JournalFile {
    fileprivate func contains(_ match: JournalMatch) throws(JournalError) -> Bool { try first(match) != nil }
}
