import Foundation

// The verdict for each store, from its records alone.

extension CollectedAudit {
    /// - Parameter unread: what could not be read, as phrases; with any, nothing is called proven.
    package func report(unread: [String]) -> CollectedReport {
        let clinics = stores.compactMap { store, collected in
            CollectedReport.Clinic(store, collected, uids: uids, isPartial: !unread.isEmpty)
        }
        return CollectedReport(
            clinics: clinics.sorted { ($0.host, $0.store) < ($1.host, $1.store) }, unread: unread)
    }
}

extension CollectedReport.Clinic {
    /// The most examples that a finding names.
    private static let shown = 5

    /// Nil if none of its records came since.
    fileprivate init?(_ store: UUID, _ collected: CollectedAudit.Collected, uids: Set<UInt32>, isPartial: Bool) {
        let authors = collected.authors
        let trusted = TrustedAuthors(authors, uids: uids)
        guard !collected.sightings.isEmpty || authors.contains(where: { $0.unreadable > 0 }) else { return nil }
        self.init(store: store.uuidString.lowercased())

        let before = trusted.indices.map { authors[$0].before }.max() ?? 0
        for index in authors.indices where !trusted.indices.contains(index) && authors[index].records > 0 {
            forged.note(authors[index].author.uid, records: authors[index].records)
        }
        var sightings = collected.sightings.filter { $0.sequence > before && trusted.indices.contains(Int($0.author)) }
        copies = Self.removeCopies(from: &sightings)
        // The first sighting of each record.
        let heads = Runs(of: sightings[...], by: \.mark).compactMap(\.first)

        records = heads.count
        reminders = sightings.count
        first = before > 0 ? before + 1 : sightings.first?.sequence ?? 1
        last = sightings.last?.sequence ?? 0
        machines = Self.machines(of: heads, authors, ours: trusted.indices)
        oldest = machines.map(\.oldest).min()
        newest = machines.map(\.newest).max()

        var found = FindingCollector()
        for index in trusted.indices where authors[index].unreadable > 0 {
            found.add(.unreadable, count: authors[index].unreadable)
        }
        for head in heads {
            if head.seal != .unchecked { isSealChecked = true }
            if head.seal == .wrong { found.add(.brokenSeal, head) }
            if head.seal == .missing { found.add(.unsealed, head) }
        }
        let allowance = note(doubles: sightings, in: &found)
        note(sharedNumbers: sightings, authors, in: &found)
        var epochs = EpochSpans()
        for index in trusted.indices { epochs.note(authors[index].epochs) }
        splitBrains = epochs.splitBrains
        if !splitBrains.isEmpty { found.add(.splitBrain, count: splitBrains.count) }
        let beyond = trusted.indices.map { authors[$0].beyond }.max() ?? 0
        note(gapsIn: sightings, beyond: beyond, allowance: allowance, in: &found)
        if !trusted.isVouched { found.add(.unvouched, count: records) }
        if forged.records > 0 { found.add(.forged, count: forged.records) }

        findings = found.findings(shown: Self.shown)
        if findings.contains(where: \.code.isRefuting) {
            verdict = .refuted
        } else if !findings.allSatisfy(\.code.isDoubting) || isPartial || records == 0 {
            verdict = .cannotTell
        } else if !findings.isEmpty {
            verdict = .doubtful
        }
    }

    /// Orders sightings by number, record and reminder, and keeps each once.
    ///
    /// - Returns: The number of copies of records removed.
    private static func removeCopies(from sightings: inout [CollectedAudit.Sighting]) -> Int {
        sightings.sort { ($0.sequence, $0.mark, $0.id) < ($1.sequence, $1.mark, $1.id) }
        var copies = 0
        var kept: [CollectedAudit.Sighting] = []
        kept.reserveCapacity(sightings.count)
        for record in Runs(of: sightings[...], by: \.mark) {
            let reminders = Runs(of: record, by: \.id).compactMap(\.first)
            copies += record.count / reminders.count - 1
            kept += reminders
        }
        sightings = kept
        return copies
    }

    /// - Parameter heads: one sighting of each record.
    private static func machines(
        of heads: [CollectedAudit.Sighting], _ authors: [CollectedAudit.AuthorRecords], ours: Set<Int>
    ) -> [CollectedReport.Machine] {
        var records: [Int: Int] = [:]
        for head in heads { records[Int(head.author), default: 0] += 1 }
        let machines = Dictionary(grouping: records.keys.filter(ours.contains)) { authors[$0].author.machine }
        return machines.map { id, indices in
            let own = indices.map { authors[$0] }
            let newest = own.max { $0.newest < $1.newest }
            return CollectedReport.Machine(
                id: id, host: newest?.host ?? "", senders: Set(own.flatMap(\.senders)).sorted(),
                users: own.compactMap(\.author.uid).sorted(), records: indices.reduce(0) { $0 + (records[$1] ?? 0) },
                oldest: own.map(\.oldest).min() ?? Instant(seconds: 0), newest: newest?.newest ?? Instant(seconds: 0))
        }.sorted { ($0.oldest, $0.id) < ($1.oldest, $1.id) }
    }

    /// Numbers that are missing. Below `beyond` every number was assigned and not returned; from there on a missing one
    /// may still be free.
    ///
    /// - Parameter allowance: how many numbers may never be assigned again, because damage hid whether they had been
    ///   used.
    private func note(gapsIn sightings: [CollectedAudit.Sighting], beyond: Int64, allowance: Int, in found: inout FindingCollector) {
        var gaps: [ClosedRange<Int64>] = []
        var expected = first
        for sighting in sightings {
            if sighting.sequence > expected { gaps.append(expected...(sighting.sequence - 1)) }
            expected = max(expected, sighting.sequence + 1)
        }
        let lost = gaps.filter { $0.lowerBound < beyond }.map { $0.clamped(to: $0.lowerBound...(beyond - 1)) }
        let isExplained = lost.reduce(0) { $0 + $1.count } <= allowance
        for gap in lost { found.add(isExplained ? .perhapsFree : .gap, gap) }
        for gap in gaps where gap.upperBound >= beyond {
            found.add(.perhapsFree, gap.clamped(to: max(beyond, gap.lowerBound)...gap.upperBound))
        }
    }

    /// Reminders that were sent twice.
    ///
    /// - Returns: How many earlier attempts are missing, of reminders whose mark says that damage hid one.
    private mutating func note(doubles sightings: [CollectedAudit.Sighting], in found: inout FindingCollector) -> Int {
        let ordered = sightings.indices.sorted { sightings[$0].id < sightings[$1].id }
        var allowance = 0
        for run in Runs(of: ordered[...], by: { sightings[$0].id }) {
            let same = run.map { sightings[$0] }.sorted { $0.attempt < $1.attempt }
            if same.contains(where: { $0.redelivery == .uncertain }) {
                allowance += max(0, Int(same[same.count - 1].attempt) - same.count)
            }
            if same.count == 1 {
                if same[0].attempt > 1 { redelivered.once += 1 }
            } else if zip(same, same.dropFirst()).allSatisfy({ $0.attempt < $1.attempt && $1.redelivery == .uncertain }) {
                redelivered.marked += 1
            } else {
                found.add(.twice, same[0])
            }
        }
        return allowance
    }

    /// Numbers that two messages have. A record whose reminders are all in another one of that number repeats it. A
    /// backup that was restored on another machine reassigns the numbers that the old machine assigned after the backup
    /// was made. That explains them if one machine had finished when the other began.
    private func note(
        sharedNumbers sightings: [CollectedAudit.Sighting], _ authors: [CollectedAudit.AuthorRecords], in found: inout FindingCollector
    ) {
        let spans = Dictionary(machines.map { ($0.id, $0.oldest...$0.newest) }) { one, _ in one }
        func areSuccessive(_ first: String, _ second: String) -> Bool {
            guard first != second, let span = spans[first], let otherSpan = spans[second] else { return false }
            return !span.overlaps(otherSpan)
        }
        for run in Runs(of: sightings[...], by: \.sequence) where run.count > 1 {
            var ids: Set<UUID> = []
            var machines: Set<String> = []
            // The largest first, so that what repeats a part of it comes later.
            let records = Runs(of: run, by: \.mark).sorted { $0.count > $1.count }
            for record in records where !ids.isSuperset(of: record.map(\.id)) {
                let head = record[record.startIndex]
                let machine = authors[Int(head.author)].author.machine
                if machines.contains(where: { !areSuccessive(machine, $0) }) {
                    found.add(.sharedNumber, head.sequence...head.sequence)
                }
                ids.formUnion(record.map(\.id))
                machines.insert(machine)
            }
        }
    }
}

/// The authors whose records count.
private struct TrustedAuthors {
    /// Indices of authors.
    let indices: Set<Int>
    /// Whether anything vouches for them.
    let isVouched: Bool

    /// On each machine the authors with the strongest voucher count. If no author has one on any machine, all of them
    /// count, and a finding says so.
    init(_ authors: [CollectedAudit.AuthorRecords], uids: Set<UInt32>) {
        if !uids.isEmpty {
            indices = Set(authors.indices.filter { authors[$0].author.uid.map(uids.contains) ?? false })
            isVouched = true
            return
        }
        var best: [String: CollectedAudit.Voucher] = [:]
        for records in authors { best[records.author.machine] = max(best[records.author.machine] ?? .none, records.voucher) }
        let vouched = authors.indices.filter {
            authors[$0].voucher > .none && authors[$0].voucher == best[authors[$0].author.machine]
        }
        indices = Set(vouched.isEmpty ? Array(authors.indices) : vouched)
        isVouched = !vouched.isEmpty
    }
}

/// Collects findings.
private struct FindingCollector {
    private var found: [CollectedReport.Code: [CollectedReport.Example]] = [:]
    private var counts: [CollectedReport.Code: Int] = [:]

    mutating func add(_ code: CollectedReport.Code, count: Int) { counts[code, default: 0] += count }

    mutating func add(_ code: CollectedReport.Code, _ sighting: CollectedAudit.Sighting) {
        add(code, count: 1)
        found[code, default: []].append(
            CollectedReport.Example(reminder: OccurrenceID(uuid: sighting.id), sequence: sighting.sequence))
    }

    mutating func add(_ code: CollectedReport.Code, _ numbers: ClosedRange<Int64>) {
        add(code, count: numbers.count)
        found[code, default: []].append(
            CollectedReport.Example(
                sequence: numbers.lowerBound, through: numbers.count == 1 ? nil : numbers.upperBound))
    }

    func findings(shown: Int) -> [CollectedReport.Finding] {
        CollectedReport.Code.allCases.compactMap { code in
            guard let count = counts[code] else { return nil }
            let ordered = (found[code] ?? []).sorted { ($0.sequence ?? 0) < ($1.sequence ?? 0) }
            return CollectedReport.Finding(code: code, count: count, examples: Array(ordered.prefix(shown)))
        }
    }
}
