import Aftercare
import AftercareAPI

/// The result of an audit in a few lines: what refutes it comes first, the verdict last.
struct AuditSheet {
    let report: AuditReport
    let clock: StaffTimeFormat
    var commands = ServiceCommands(.machine)

    func lines(on canvas: Canvas) -> [String] {
        findings(canvas) + unread(canvas) + evidence(canvas) + [verdict(canvas)]
    }

    private func findings(_ canvas: Canvas) -> [String] {
        guard !report.findings.isEmpty else { return [] }
        let headline =
            switch report.verdict {
            case .refuted: canvas.painted("WRONG", .bad)
            case .doubtful: canvas.painted("DOUBTFUL", .bad)
            case .cannotTell, .proven: canvas.painted("CANNOT BE TOLD", .warning)
            }
        return [headline]
            + report.findings.flatMap { finding in
                Paragraph.block(finding.words, indent: 2, width: canvas.width)
                    + (finding.code == .splitBrain ? report.splitBrains.flatMap { $0.lines(clock, on: canvas) } : [])
                    + Paragraph.block(commands.addressed(finding.remedy), indent: 4, width: canvas.width)
            } + [""]
    }

    private func unread(_ canvas: Canvas) -> [String] {
        guard !report.unread.isEmpty else { return [] }
        return [canvas.painted("NOT READ", .warning)]
            + report.unread.flatMap { Paragraph.block(commands.addressed($0), indent: 2, width: canvas.width) } + [""]
    }

    private func evidence(_ canvas: Canvas) -> [String] {
        var facts = Facts()
        facts.indent = 0
        facts.add("ledger", ledger)
        facts.add("journal", journal)
        facts.add("once", once)
        facts.add("forged", forged)
        return facts.lines(on: canvas)
    }

    private var ledger: String {
        let ledger = report.ledger
        let gaps = report.findings.first { $0.code == .gap }?.count ?? 0
        let numbers =
            ledger.last < ledger.first
            ? "no number given"
            : "\(grouped(ledger.first))–\(grouped(ledger.last)) \(gaps == 0 ? "without a gap" : "with \(plural(gaps, "gap"))")"
        return [
            "\(plural(ledger.receipts, "reminder")) with a receipt, \(numbers)",
            ledger.inTheAir == 0 ? nil : "\(grouped(ledger.inTheAir)) in the air, without one yet",
            ledger.printed == 0 ? nil : "\(grouped(ledger.printed)) shown on a terminal only",
            ledger.free == 0 ? nil : "\(plural(ledger.free, "number")) given back",
        ].compactMap(\.self).joined(separator: "; ")
    }

    private var journal: String {
        let journal = report.journal
        let restored = report.ledger.restoredAt.map { " on \(clock.moment($0))" } ?? ""
        let records = plural(min(journal.records, journal.found), "record")
        let found = journal.records < journal.found ? "\(plural(journal.found, "reminder")) in \(records)" : records
        return [
            "\(found) of ours\(journal.isSealChecked ? ", their seals verified" : "")",
            journal.rotatedAway == 0
                ? nil
                : "\(grouped(journal.rotatedAway)) older \(journal.rotatedAway == 1 ? "one was" : "ones were") rotated away with "
                    + (journal.rotatedAway == 1 ? "its file" : "their files"),
            journal.beforeRestore == 0
                ? nil : "\(grouped(journal.beforeRestore)) known to it only, from before a backup was put in place\(restored)",
        ].compactMap(\.self).joined(separator: "; ")
    }

    private var once: String {
        let twice = report.findings.first { $0.code == .twice }?.count ?? 0
        let redelivered = report.redelivered
        return [
            twice == 0 ? "no reminder twice" : "\(plural(twice, "reminder")) twice",
            redelivered.once == 0
                ? nil : "\(grouped(redelivered.once)) redelivered, \(redelivered.once == 1 ? "" : "each ")found once",
            redelivered.marked == 0
                ? nil
                : "\(grouped(redelivered.marked)) more than once and marked so, since it could not be told whether the first was said",
        ].compactMap(\.self).joined(separator: "; ")
    }

    private var forged: String? {
        let forged = report.forged
        guard forged.records > 0 else { return nil }
        let users = forged.users.isEmpty ? "" : " (uid \(forged.users.map(String.init).joined(separator: ", ")))"
        return "\(plural(forged.records, "record")) that another user wrote\(users) \(forged.records == 1 ? "was" : "were") not counted"
    }

    private func verdict(_ canvas: Canvas) -> String {
        switch report.verdict {
        case .proven: canvas.painted("proven", .good) + ": \(proof)"
        case .refuted: canvas.painted("refuted", .bad) + ": the ledger and the journal do not agree"
        case .doubtful: canvas.painted("doubtful", .bad) + ": \(proof); but see above"
        case .cannotTell:
            canvas.painted("cannot tell", .warning)
                + (!report.unread.isEmpty
                    ? ": part of the journal cannot be read"
                    : report.findings.contains { $0.code == .elsewhere }
                        ? ": another machine's journal is not here"
                        : ": nothing is left in the journal to tell by")
        }
    }

    private var proof: String {
        guard report.ledger.receipts > 0 else { return "no reminder has a receipt yet, and none is in the journal without one" }
        let reach = report.journal.rotatedAway > 0 ? report.journal.oldest : nil
        return "every reminder that has its receipt is in the journal, once"
            + (reach.map { ", as far back as that reaches (\(clock.moment($0)))" } ?? "")
    }
}

extension AuditReport.Finding {
    /// `2 reminders …: number 17 (1a2b3c4d), 18 (5e6f7a8b)`
    var words: String {
        let named = examples.map { example in
            [example.sequence.map { "number \($0)" }, example.reminder.map { example.sequence == nil ? $0.short : "(\($0.short))" }]
                .compactMap(\.self).joined(separator: " ")
        }
        let more = code == .gap || count == examples.count ? "" : ", …"
        return sentence + (named.isEmpty ? "" : ": \(named.joined(separator: ", "))\(more)")
    }

    private var sentence: String {
        let isOne = count == 1
        let reminders = plural(count, "reminder")
        let records = plural(count, "record")
        return switch code {
        case .lost: "\(reminders) with a receipt \(isOne ? "is" : "are") not in the journal, though the files of that time are"
        case .twice: "\(reminders) \(isOne ? "is" : "are") in the journal more than once, without the mark that allows it"
        case .splitBrain: "two machines wrote for this store at one time"
        case .gap: "\(plural(count, "number")) that the ledger must have given \(isOne ? "is" : "are") not in it, from these on"
        case .sharedNumber: "\(plural(count, "number")) \(isOne ? "is" : "are") borne by two reminders in the journal"
        case .wrongNumber: "\(records) \(isOne ? "bears" : "bear") another number than the ledger gave"
        case .unknown: "\(reminders) \(isOne ? "is" : "are") in the journal that the ledger does not know"
        case .unreadable: "\(records) of the service's own user \(isOne ? "has" : "have") no id or number that can be read"
        case .brokenSeal: "\(records) \(isOne ? "bears a seal that does" : "bear seals that do") not fit"
        case .unsealed: "\(records) \(isOne ? "bears" : "bear") no seal"
        case .hidden: "\(reminders) with a receipt \(isOne ? "was" : "were") not found where the journal can be read"
        case .elsewhere: "\(reminders) with a receipt \(isOne ? "lies" : "lie") in another machine's journal, which is not here"
        case .nothingLeft: "of all that has a receipt, no record is left in the journal"
        case .forged: "\(records) \(isOne ? "looks" : "look") like ours and \(isOne ? "was" : "were") written by another user"
        case .rotatedEarly: "\(reminders) went with \(isOne ? "its file" : "their files") within days of being written"
        }
    }

    /// How to show the journal's record of a number, as sent by the service itself.
    private static let query = "'journalctl --namespace=aftercare _UID=$(id -u aftercare) AFTERCARE_SEQ=NUMBER -o verbose'"

    /// What to do about it.
    var remedy: String {
        switch code {
        case .lost:
            "somebody removed them, or the disk lost them: run 'journalctl --namespace=aftercare --verify', look after the disk, and see what was "
                + "said in 'aftercarectl reminders'"
        case .twice:
            "whoever passes reminders on must go by AFTERCARE_REMINDER_ID; look at them with \(Self.query), and report it as a fault of aftercared"
        case .splitBrain:
            "switch off the machine whose epoch is over, and fence it before another takes its place; what both said may have been said twice, "
                + "in different words: look with 'journalctl --namespace=aftercare _UID=$(id -u aftercare) AFTERCARE_EPOCH=NUMBER'"
        case .gap: "rows were taken out of the store: stop the service, and restore a backup"
        case .sharedNumber, .wrongNumber:
            "two stores of one origin write to this journal: look with \(Self.query), and stop "
                + "the daemon that should not run"
        case .unknown:
            "an older store was put in place by hand, or somebody wrote as the service's user: look with \(Self.query), "
                + "and restore backups with 'aftercared --restore'"
        case .unreadable, .brokenSeal:
            "somebody wrote as the service's user, or with another key: look with 'journalctl --namespace=aftercare _UID=$(id -u aftercare) "
                + "-t aftercare -o verbose'"
        case .unsealed: "leave out what is older than the key with '--since'; anything else was not written by the service"
        case .elsewhere: "name that journal's directory with '--journal', or put it below '/var/log/journal' as it was"
        case .hidden: "mend what could not be read, and run this again"
        case .nothingLeft: "keep more of the journal: SystemMaxUse= and MaxRetentionSec= in journald.conf"
        case .forged:
            "whoever passes reminders on must go by _UID= of the service. See who it was with 'journalctl --namespace=NAME -o verbose "
                + "_UID=THEIRS', have the journal closed to them ('aftercarectl doctor' says how), and leave out what was before "
                + "with '--since'"
        case .rotatedEarly:
            "was the journal filled by somebody? 'aftercarectl doctor' says whether anybody else may write there. If the "
                + "reminders are so many, keep more: SystemMaxUse= in journald@aftercare.conf; leave out what was before with '--since'"
        }
    }
}
