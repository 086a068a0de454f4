import Foundation

// What follows for each store from its records alone.

extension CollectedAudit {
    /// - Parameter unread: what could not be read, in words: then nothing is called proven.
    package func report(unread: [String]) -> CollectedReport {
        let clinics = stores.compactMap { store, collected in
            CollectedReport.Clinic(store, collected, uids: uids, isPartial: !unread.isEmpty)
        }
        return CollectedReport(
            clinics: clinics.sorted { ($0.host, $0.store) < ($1.host, $1.store) }, unread: unread)
    }
}

extension CollectedReport.Clinic {
    /// How many examples a finding names.
    private static let shown = 5

    /// nil: nothing of it came since.
    fileprivate init?(_ store: UUID, _ collected: CollectedAudit.Collected, uids: Set<UInt32>, isPartial: Bool) {
        let authors = collected.authors
        let sides = Sides(authors, uids: uids)
        guard !collected.sightings.isEmpty || authors.contains(where: { $0.unreadable > 0 }) else { return nil }
        self.init(store: store.uuidString.lowercased())

        let before = sides.ours.map { authors[$0].before }.max() ?? 0
        let theirs = collected.sightings.lazy.filter { !sides.ours.contains(Int($0.author)) }
        for sighting in theirs { forged.note(authors[Int(sighting.author)].author.uid) }
        var sightings = collected.sightings.filter { $0.sequence > before && sides.ours.contains(Int($0.author)) }
        sightings.sort { ($0.sequence, $0.mark) < ($1.sequence, $1.mark) }
        copies = Self.removeCopies(from: &sightings)

        records = sightings.count
        first = before > 0 ? before + 1 : sightings.first?.sequence ?? 1
        last = sightings.last?.sequence ?? 0
        machines = Self.machines(of: sightings, authors, ours: sides.ours)
        oldest = machines.map(\.oldest).min()
        newest = machines.map(\.newest).max()

        var found = Gathering()
        for index in sides.ours where authors[index].unreadable > 0 {
            found.add(.unreadable, count: authors[index].unreadable)
        }
        for sighting in sightings {
            if sighting.seal != .unchecked { isSealChecked = true }
            if sighting.seal == .wrong { found.add(.brokenSeal, sighting) }
            if sighting.seal == .missing { found.add(.unsealed, sighting) }
        }
        let allowance = note(doubles: sightings, in: &found)
        note(sharedNumbers: sightings, authors, in: &found)
        var epochs = EpochSpans()
        for index in sides.ours { epochs.note(authors[index].epochs) }
        splitBrains = epochs.splitBrains
        if !splitBrains.isEmpty { found.add(.splitBrain, count: splitBrains.count) }
        let beyond = sides.ours.map { authors[$0].beyond }.max() ?? 0
        note(gapsIn: sightings, beyond: beyond, allowance: allowance, in: &found)
        if !sides.isVouched { found.add(.unvouched, count: records) }
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

    /// - Returns: how many there were.
    private static func removeCopies(from sightings: inout [CollectedAudit.Sighting]) -> Int {
        let all = sightings.count
        var kept: [CollectedAudit.Sighting] = []
        kept.reserveCapacity(all)
        for sighting in sightings
        where kept.last.map({ $0.sequence != sighting.sequence || $0.mark != sighting.mark }) ?? true {
            kept.append(sighting)
        }
        sightings = kept
        return all - kept.count
    }

    private static func machines(
        of sightings: [CollectedAudit.Sighting], _ authors: [CollectedAudit.AuthorTale], ours: Set<Int>
    ) -> [CollectedReport.Machine] {
        var records: [Int: Int] = [:]
        for sighting in sightings { records[Int(sighting.author), default: 0] += 1 }
        let machines = Dictionary(grouping: records.keys.filter(ours.contains)) { authors[$0].author.machine }
        return machines.map { id, indices in
            let tales = indices.map { authors[$0] }
            let newest = tales.max { $0.newest < $1.newest }
            return CollectedReport.Machine(
                id: id, host: newest?.host ?? "", senders: Set(tales.flatMap(\.senders)).sorted(),
                users: tales.compactMap(\.author.uid).sorted(), records: indices.reduce(0) { $0 + (records[$1] ?? 0) },
                oldest: tales.map(\.oldest).min() ?? Instant(seconds: 0), newest: newest?.newest ?? Instant(seconds: 0))
        }.sorted { ($0.oldest, $0.id) < ($1.oldest, $1.id) }
    }

    /// Numbers that are missing. Those below what no barrier came after were given and not given back; the others may
    /// be free still.
    ///
    /// - Parameter allowance: so many numbers may never be given again, for damage hid whether they had been used.
    private func note(gapsIn sightings: [CollectedAudit.Sighting], beyond: Int64, allowance: Int, in found: inout Gathering) {
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

    /// Reminders that were said twice.
    ///
    /// - Returns: how many earlier attempts are not here of reminders that say that damage hid one.
    private mutating func note(doubles sightings: [CollectedAudit.Sighting], in found: inout Gathering) -> Int {
        let ordered = sightings.indices.sorted { sightings[$0].id < sightings[$1].id }
        var allowance = 0
        var start = 0
        while start < ordered.count {
            var end = start + 1
            while end < ordered.count, sightings[ordered[end]].id == sightings[ordered[start]].id { end += 1 }
            let same = ordered[start..<end].map { sightings[$0] }.sorted { $0.attempt < $1.attempt }
            start = end
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

    /// Numbers that two reminders bear. Where a backup was put in place on another machine, it gives anew what the
    /// old one gave after the backup was made: that is so where one machine was done when the other began.
    private func note(
        sharedNumbers sightings: [CollectedAudit.Sighting], _ authors: [CollectedAudit.AuthorTale], in found: inout Gathering
    ) {
        let spans = Dictionary(machines.map { ($0.id, $0.oldest...$0.newest) }) { one, _ in one }
        func areSuccessive(_ one: CollectedAudit.Sighting, _ other: CollectedAudit.Sighting) -> Bool {
            let (first, second) = (authors[Int(one.author)].author.machine, authors[Int(other.author)].author.machine)
            guard first != second, let span = spans[first], let otherSpan = spans[second] else { return false }
            return !span.overlaps(otherSpan)
        }
        for (one, other) in zip(sightings, sightings.dropFirst())
        where one.sequence == other.sequence && one.id != other.id && !areSuccessive(one, other) {
            found.add(.sharedNumber, one.sequence...one.sequence)
        }
    }
}

/// Whose records count, and whose do not.
private struct Sides {
    /// Indices of authors.
    let ours: Set<Int>
    /// Whether something says so.
    let isVouched: Bool

    /// On each machine those count who are vouched for best; where nobody is on any, all do, and that is said.
    init(_ authors: [CollectedAudit.AuthorTale], uids: Set<UInt32>) {
        if !uids.isEmpty {
            ours = Set(authors.indices.filter { authors[$0].author.uid.map(uids.contains) ?? false })
            isVouched = true
            return
        }
        var best: [String: CollectedAudit.Voucher] = [:]
        for tale in authors { best[tale.author.machine] = max(best[tale.author.machine] ?? .none, tale.voucher) }
        let vouched = authors.indices.filter {
            authors[$0].voucher > .none && authors[$0].voucher == best[authors[$0].author.machine]
        }
        ours = Set(vouched.isEmpty ? Array(authors.indices) : vouched)
        isVouched = !vouched.isEmpty
    }
}

/// Findings while they are gathered.
private struct Gathering {
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
