import Aftercare
import AftercareEngine
import Systemd

// Records that other machines wrote for the same store.

extension SystemJournal {
    /// A reader for each place that may hold another machine's records.
    var others: [JournalReader] {
        (JournalSource.ofOtherMachines(namespace: namespace) + directories().map(JournalSource.tree)).map { JournalReader($0) }
    }

    private var everywhere: [JournalReader] { [JournalReader(source)] + others }

    var hasOthers: Bool { !directories().isEmpty || !JournalSource.ofOtherMachines(namespace: namespace).isEmpty }

    func author() throws -> Author { Author(machine: try MachineID.current(), uid: uid) }

    func author(of receipts: [Receipt]) -> Author? {
        let readers = everywhere
        for receipt in receipts {
            let cursor = JournalCursor(receipt.cursor)
            for reader in readers {
                // The receipt proves its record, whoever sent it.
                guard let entry = (try? reader.entry(at: cursor)) ?? nil,
                    entry.values(of: OutgoingRecord.reminderIDField).contains(receipt.id.text),
                    let author = entry.author
                else { continue }
                return author
            }
        }
        // Records that were rotated away on this machine were written on it.
        return rotatedAway(of: receipts.map(\.cursor)).isEmpty ? nil : try? author()
    }

    func epochs(of store: String, by writers: [Author]) -> [Writer] {
        everywhere.flatMap { reader in
            reader.oldestEntries(ofEach: OutgoingRecord.epochField, having: [JournalField(OutgoingRecord.storeField, store)])
        }.compactMap { entry in
            guard isOurs(entry, writers), let author = entry.author, let epoch = entry[OutgoingRecord.epochField].flatMap({ Int($0) }),
                let seconds = entry.cursor.realtimeSeconds
            else { return nil }
            return Writer(epoch: epoch, author: author, since: Instant(seconds: seconds))
        }
    }

    func find(_ field: String, _ values: [String], by author: Author) -> [String: RecordLookup] {
        var lookups = Dictionary(values.map { ($0, RecordLookup.absent) }) { first, _ in first }
        for reader in everywhere {
            let missing = lookups.filter { if case .found = $0.value { false } else { true } }.map(\.key)
            if missing.isEmpty { break }
            for (value, answer) in find(field, missing, by: author, in: reader) where answer != .absent {
                lookups[value] = answer
            }
        }
        return lookups
    }

    private func find(_ field: String, _ values: [String], by author: Author, in reader: JournalReader) -> [String: RecordLookup] {
        // For an unknown author there is nothing to look for.
        guard let uid = author.uid else { return [:] }
        let answers = reader.find(field: field, values: values, uid: uid, machine: author.machine)
        // Records are reported as found only once they are durable.
        do { try reader.syncToDisk() } catch {
            guard case .inMemoryOnly = error else {
                return Dictionary(values.map { ($0, .unknown(reason: "\(error)")) }) { first, _ in first }
            }
        }
        return answers.mapValues(RecordLookup.init)
    }

    func doubt(about author: Author, receipts: [Receipt]) -> String? {
        guard !author.machine.isEmpty, let uid = author.uid else { return "who wrote it, and where, is not known any more" }
        let holders = everywhere.filter { $0.hasOwnFiles(of: author.machine) }
        guard !holders.isEmpty else {
            let name = namespace.map { "\(author.machine).\($0)" } ?? author.machine
            return
                "that machine's journal is not here, or cannot be read; put it to '/var/log/journal/\(name)', or name its directory under 'journals' in aftercared.yaml"
        }
        var missing = Dictionary(receipts.map { ($0.id.text, JournalCursor($0.cursor)) }) { first, _ in first }
        for reader in holders {
            let answers = reader.find(
                field: OutgoingRecord.reminderIDField, values: Array(missing.keys), uid: uid, machine: author.machine, inOwnFiles: true)
            for (id, answer) in answers {
                switch answer {
                case .found: missing[id] = nil
                case .unknown(let error): return "\(error)"
                case .absent: continue
                }
            }
            let gone = reader.rotatedAway(of: Array(missing.values), uid: uid)
            missing = missing.filter { !gone.contains($0.value) }
        }
        guard missing.isEmpty else {
            return
                "what is here of that machine's journal lacks \(missing.count) of the last records that are known to be in it, so it is an older copy, or damaged"
        }
        return nil
    }

    /// Whether a record of another machine counts: one of the store's writers sent it, it has a valid seal, or that
    /// machine's own systemd recorded it as coming from this service's unit.
    func isOurs(_ entry: JournalEntry, _ writers: [Author]) -> Bool {
        if let author = entry.author, writers.contains(author) { return true }
        if let key, RecordSeal.check(fields: entry.fields.map { ($0.name, $0.value) }, key: key) == .good { return true }
        return CollectedAudit.Unit(system: entry["_SYSTEMD_UNIT"], user: nil) == .system
    }
}

extension JournalEntry {
    /// The author of the entry; nil when journald recorded none.
    fileprivate var author: Author? {
        guard let machine = self["_MACHINE_ID"], let uid = self["_UID"].flatMap({ UInt32($0) }) else { return nil }
        return Author(machine: machine, uid: uid)
    }
}

extension RecordLookup {
    init(_ answer: JournalAnswer) {
        self =
            switch answer {
            case .found(let cursor, _): .found(cursor: cursor.text)
            case .absent: .absent
            case .unknown(let error) where error.isPermanent: .undecidable(reason: "\(error)")
            case .unknown(let error): .unknown(reason: "\(error)")
            }
    }
}
