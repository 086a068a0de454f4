import Foundation

// The verdict of an audit, from the ledger and the journal together.

extension Audit {
    /// The most examples that a finding names.
    private static let shown = 5

    /// How long a journal keeps records by default, in seconds: 30 days. A record that goes sooner was pushed out.
    package static let expectedRetention: Int64 = 30 * 86_400

    /// - Parameters:
    ///   - highest: the highest number that the ledger has assigned.
    ///   - free: numbers that were returned.
    ///   - left: numbers that were left to another machine.
    ///   - machines: the machines whose own journals were read.
    ///   - restoredAt: when a backup was restored; nil if never.
    ///   - reach: what the remaining journal files cover.
    ///   - unread: the parts of the journal that could not be read, as phrases.
    ///   - keptSince: a record written later than this should still be there; nil if any may have gone.
    package func report(
        highest: Int64, free: Set<Int64>, left: [ClosedRange<Int64>] = [], machines: Set<String>? = nil, restoredAt: Instant?,
        reach: JournalReach, unread: [String], keptSince: Instant? = nil
    ) -> AuditReport {
        var report = AuditReport(verdict: .proven, findings: [], unread: unread)
        report.ledger.first = first
        report.ledger.last = max(highest, first - 1)
        report.ledger.free = free.count { (first...max(first, highest)).contains($0) }
        report.ledger.restoredAt = restoredAt
        report.journal.oldest = reach.oldest
        report.forged = forged

        var found = FindingCollector()
        // Epochs of unknown writers, and of machines whose journals were not read.
        let absent = Set(
            writers.filter { writer in
                writer.author.uid == nil || machines.map { !writer.author.machine.isEmpty && !$0.contains(writer.author.machine) } ?? false
            }.map(\.epoch))
        for (id, evidence) in reminders {
            if let row = evidence.row {
                note(row, evidence, reach: reach, keptSince: keptSince, isPartial: !unread.isEmpty, absent: absent, in: &report, &found)
                note(doubles: evidence, of: row, in: &report, &found)
            } else if evidence.isFromBefore(restoredAt) {
                report.journal.beforeRestore += 1
            } else {
                found.add(.unknown, id, evidence.sightings.first?.sequence)
            }
        }
        let records = records
        for record in records { note(record, in: &report, &found) }
        for gap in gaps(upTo: highest, free: free, left: left) { found.add(.gap, nil, gap.lowerBound, count: gap.count) }
        for number in sharedNumbers(of: records, restoredAt: restoredAt) { found.add(.sharedNumber, nil, number) }
        report.splitBrains = epochs.splitBrains
        if !report.splitBrains.isEmpty { found.add(.splitBrain, nil, nil, count: report.splitBrains.count) }
        if unreadable > 0 { found.add(.unreadable, nil, nil, count: unreadable) }
        let isNothingLeft =
            report.ledger.receipts > 0 && report.journal.found == 0
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

    /// Checks that the journal has what the ledger claims.
    private func note(
        _ row: Row, _ evidence: Evidence, reach: JournalReach, keptSince: Instant?, isPartial: Bool, absent: Set<Int>,
        in report: inout AuditReport, _ found: inout FindingCollector
    ) {
        if !evidence.sightings.isEmpty { report.journal.found += 1 }
        switch row.state {
        case .settled:
            report.ledger.receipts += 1
            guard evidence.sightings.isEmpty, !evidence.isNew else { return }
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

    /// Checks that the journal has it once.
    private func note(doubles evidence: Evidence, of row: Row, in report: inout AuditReport, _ found: inout FindingCollector) {
        guard evidence.sightings.count > 1 else {
            if row.attempt > 1, !evidence.sightings.isEmpty { report.redelivered.once += 1 }
            return
        }
        if evidence.isMarked { report.redelivered.marked += 1 } else { found.add(.twice, row.id, row.sequence) }
    }

    /// A record of the journal, put together from what is kept of it.
    private struct FoundRecord {
        /// That of its first reminder; all of them have its number, its seal and its mark.
        let sighting: Sighting
        /// In the order of their ids.
        let reminders: [OccurrenceID]
    }

    /// The records that count, in the order of their numbers.
    private var records: [FoundRecord] {
        let sightings = reminders.flatMap { id, evidence in evidence.sightings.map { (id: id, sighting: $0) } }
        let ordered = sightings.sorted { one, other in
            (one.sighting.sequence, one.sighting.mark, one.id.uuid) < (other.sighting.sequence, other.sighting.mark, other.id.uuid)
        }
        return Runs(of: ordered[...], by: { $0.sighting.mark }).map { run in
            FoundRecord(sighting: run[run.startIndex].sighting, reminders: run.map { $0.id })
        }
    }

    /// Checks a record's number and its seal.
    private func note(_ record: FoundRecord, in report: inout AuditReport, _ found: inout FindingCollector) {
        let sighting = record.sighting
        let rows = record.reminders.compactMap { reminders[$0]?.row }
        if !rows.isEmpty { report.journal.records += 1 }
        // Another machine that continued from a backup counted by itself.
        if let row = rows.first(where: { $0.sequence != sighting.sequence && $0.epoch ?? 1 == sighting.epoch ?? 1 }) {
            found.add(.wrongNumber, row.id, row.sequence)
        }
        if sighting.seal != .unchecked { report.journal.isSealChecked = true }
        if sighting.seal == .wrong { found.add(.brokenSeal, record.reminders[0], sighting.sequence) }
        if sighting.seal == .missing { found.add(.unsealed, record.reminders[0], sighting.sequence) }
    }

    /// The numbers that two messages have in the journal. A record whose reminders are all in another one of that number
    /// repeats it. A restored backup may reassign the numbers of earlier reminders, so these do not count.
    private func sharedNumbers(of records: [FoundRecord], restoredAt: Instant?) -> [Int64] {
        Runs(of: records[...], by: { $0.sighting.sequence }).filter { run in
            let messages = run.map { record in Set(record.reminders.filter { reminders[$0]?.isFromBefore(restoredAt) == false }) }
            let all = messages.reduce(into: Set<OccurrenceID>()) { $0.formUnion($1) }
            return messages.allSatisfy { $0.count < all.count }
        }.map { $0[$0.startIndex].sighting.sequence }
    }
}

extension Audit.Evidence {
    /// Known only to the journal, from before a backup was restored.
    fileprivate func isFromBefore(_ restoredAt: Instant?) -> Bool {
        guard row == nil, let restoredAt else { return false }
        return sightings.allSatisfy { $0.at < restoredAt }
    }

    /// Whether each record but the first was sent while damage hid the earlier ones, and is marked so.
    fileprivate var isMarked: Bool {
        let ordered = sightings.sorted { $0.attempt < $1.attempt }
        return zip(ordered, ordered.dropFirst()).allSatisfy { earlier, later in
            earlier.attempt < later.attempt && later.redelivery == .uncertain
        }
    }
}

/// Collects findings, since reminders come in no order.
private struct FindingCollector {
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
