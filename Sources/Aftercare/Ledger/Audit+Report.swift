// What follows from both sides together.

extension Audit {
    /// How many examples a finding names.
    private static let shown = 5

    /// How long a journal keeps what is written into it, unless it is told otherwise: what goes sooner was pushed out.
    package static let expectedRetention: Int64 = 30 * 86_400

    /// - Parameters:
    ///   - highest: the highest number that the ledger has given.
    ///   - free: numbers that were given back.
    ///   - left: numbers that were left to another machine.
    ///   - machines: those whose own journals were looked into.
    ///   - restoredAt: when a backup was put in place; nil: never.
    ///   - reach: what the files span that are left.
    ///   - unread: what of the journal could not be read, in words.
    ///   - keptSince: a record that was written later than this should be there still; nil: any may have gone.
    package func report(
        highest: Int64, free: Set<Int64>, left: [ClosedRange<Int64>] = [], machines: Set<String>? = nil, restoredAt: Instant?, reach: JournalReach,
        unread: [String], keptSince: Instant? = nil
    ) -> AuditReport {
        var report = AuditReport(verdict: .proven, findings: [], unread: unread)
        report.ledger.first = first
        report.ledger.last = max(highest, first - 1)
        report.ledger.free = free.count { (first...max(first, highest)).contains($0) }
        report.ledger.restoredAt = restoredAt
        report.journal.oldest = reach.oldest
        report.forged = forged

        var found = Gathering()
        // What was written nobody knows where, and what was written where nobody looked.
        let absent = Set(
            writers.filter { writer in
                writer.author.uid == nil || machines.map { !writer.author.machine.isEmpty && !$0.contains(writer.author.machine) } ?? false
            }.map(\.epoch))
        for (id, tale) in tales {
            if let row = tale.row {
                note(row, tale, reach: reach, keptSince: keptSince, isPartial: !unread.isEmpty, absent: absent, in: &report, &found)
                note(doubles: tale, of: row, in: &report, &found)
            } else if tale.isFromBefore(restoredAt) {
                report.journal.beforeRestore += 1
            } else {
                found.add(.unknown, id, tale.sightings.first?.sequence)
            }
            for sighting in tale.sightings {
                if sighting.seal != .unchecked { report.journal.isSealChecked = true }
                if sighting.seal == .wrong { found.add(.brokenSeal, id, sighting.sequence) }
                if sighting.seal == .missing { found.add(.unsealed, id, sighting.sequence) }
            }
        }
        for gap in gaps(upTo: highest, free: free, left: left) { found.add(.gap, nil, gap.lowerBound, count: gap.count) }
        for number in sharedNumbers(restoredAt: restoredAt) { found.add(.sharedNumber, nil, number) }
        report.splitBrains = epochs.splitBrains
        if !report.splitBrains.isEmpty { found.add(.splitBrain, nil, nil, count: report.splitBrains.count) }
        if unreadable > 0 { found.add(.unreadable, nil, nil, count: unreadable) }
        let isNothingLeft = report.ledger.receipts > 0 && report.journal.found == 0
            && report.journal.rotatedAway == report.ledger.receipts
        if isNothingLeft { found.add(.nothingLeft, nil, nil) }
        if forged.records > 0 { found.add(.forged, nil, nil, count: forged.records) }

        report.findings = found.findings(shown: Self.shown)
        if report.findings.contains(where: \.code.isRefuting) {
            report.verdict = .refuted
        } else if !report.findings.allSatisfy(\.code.isDoubting) || !unread.isEmpty {
            report.verdict = .cannotTell
        } else if !report.findings.isEmpty {
            report.verdict = .doubtful
        }
        return report
    }

    /// Is what the ledger says of it in the journal?
    private func note(
        _ row: Row, _ tale: Tale, reach: JournalReach, keptSince: Instant?, isPartial: Bool, absent: Set<Int>, in report: inout AuditReport,
        _ found: inout Gathering
    ) {
        if !tale.sightings.isEmpty { report.journal.found += 1 }
        switch row.state {
        case .settled:
            report.ledger.receipts += 1
            guard tale.sightings.isEmpty, !tale.isNew else { return }
            if absent.contains(row.epoch ?? 1) {
                found.add(.elsewhere, row.id, row.sequence)
            } else if isPartial {
                found.add(.hidden, row.id, row.sequence)
            } else if reach.hasLost(row.place, settledAt: row.settledAt, isInMemory: row.isInMemory) {
                report.journal.rotatedAway += 1
                if let keptSince, let settledAt = row.settledAt, settledAt > keptSince {
                    found.add(.rotatedEarly, row.id, row.sequence)
                }
            } else {
                found.add(.lost, row.id, row.sequence)
            }
        case .sending, .seen: report.ledger.inTheAir += 1
        case .printed: report.ledger.printed += 1
        case .missed, .suppressed, .cancelled: break
        }
    }

    /// Is it there once, under its number?
    private func note(doubles tale: Tale, of row: Row, in report: inout AuditReport, _ found: inout Gathering) {
        // Another machine counted by itself, where a backup took its place.
        if tale.sightings.contains(where: { $0.sequence != row.sequence && $0.epoch ?? 1 == row.epoch ?? 1 }) { found.add(.wrongNumber, row.id, row.sequence) }
        guard tale.sightings.count > 1 else {
            if row.attempt > 1, !tale.sightings.isEmpty { report.redelivered.once += 1 }
            return
        }
        if tale.isMarked { report.redelivered.marked += 1 } else { found.add(.twice, row.id, row.sequence) }
    }

    /// Numbers under which the journal has more than one reminder. What was known before a backup was put in place may
    /// have its number given anew.
    private func sharedNumbers(restoredAt: Instant?) -> [Int64] {
        var holders: [Int64: Int] = [:]
        for tale in tales.values where !tale.isFromBefore(restoredAt) {
            for number in Set(tale.sightings.map(\.sequence)) { holders[number, default: 0] += 1 }
        }
        return holders.filter { $0.value > 1 }.map(\.key)
    }
}

extension Audit.Tale {
    /// Known to the journal only, from before a backup was put in place.
    fileprivate func isFromBefore(_ restoredAt: Instant?) -> Bool {
        guard row == nil, let restoredAt else { return false }
        return sightings.allSatisfy { $0.at < restoredAt }
    }

    /// Whether each record but the first was sent while damage hid the ones before it, and says so.
    fileprivate var isMarked: Bool {
        let ordered = sightings.sorted { $0.attempt < $1.attempt }
        return zip(ordered, ordered.dropFirst()).allSatisfy { earlier, later in
            earlier.attempt < later.attempt && later.redelivery == .uncertain
        }
    }
}

/// Findings while they are gathered: reminders come in no order.
private struct Gathering {
    private var found: [AuditReport.Code: [AuditReport.Example]] = [:]
    private var counts: [AuditReport.Code: Int] = [:]

    mutating func add(_ code: AuditReport.Code, _ id: OccurrenceID?, _ sequence: Int64?, count: Int = 1) {
        found[code, default: []].append(AuditReport.Example(reminder: id, sequence: sequence))
        counts[code, default: 0] += count
    }

    func findings(shown: Int) -> [AuditReport.Finding] {
        AuditReport.Code.allCases.compactMap { code in
            guard let examples = found[code] else { return nil }
            let ordered = examples.sorted {
                ($0.sequence ?? 0, $0.reminder?.text ?? "") < ($1.sequence ?? 0, $1.reminder?.text ?? "")
            }
            let named = ordered.prefix(shown).filter { $0.reminder != nil || $0.sequence != nil }
            return AuditReport.Finding(code: code, count: counts[code] ?? 0, examples: Array(named))
        }
    }
}
