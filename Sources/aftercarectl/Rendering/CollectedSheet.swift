import Aftercare

/// The result of an audit of collected journals: one line per clinic, what refutes it, notes, and the verdict last.
struct CollectedSheet {
    let report: CollectedReport
    let clock: StaffTimeFormat

    func lines(on canvas: Canvas) -> [String] {
        table(canvas) + findings(canvas) + notes(canvas) + unread(canvas) + [verdict(canvas)]
    }

    private func table(_ canvas: Canvas) -> [String] {
        guard !report.clinics.isEmpty else { return [] }
        var table = Table(columns: [
            .init("MACHINE", .left, .shortened(least: 8)), .init("STORE"), .init("NUMBERS"), .init("RECORDS", .right),
            .init("LAST RECORD", .left, .expendable), .init("VERDICT"),
        ])
        for clinic in report.clinics {
            table.rows.append([
                .init(clinic.host, .strong), .init(clinic.shortStore, .faint),
                .init(clinic.last < clinic.first ? "" : "\(grouped(clinic.first))–\(grouped(clinic.last))"),
                .init(grouped(clinic.records)), .init(clinic.newest.map(clock.dated) ?? ""), clinic.verdict.cell,
            ])
        }
        return table.lines(on: canvas) + [""]
    }

    private func findings(_ canvas: Canvas) -> [String] {
        func section(_ title: String, _ tone: Tone, where fits: (CollectedReport.Finding) -> Bool) -> [String] {
            let lines = report.clinics.flatMap { clinic in
                clinic.findings.filter(fits).flatMap { finding in
                    Paragraph.block("\(clinic.name): \(finding.words)", indent: 2, width: canvas.width)
                        + (finding.code == .splitBrain ? clinic.splitBrains.flatMap { $0.lines(clock, on: canvas) } : [])
                        + Paragraph.block(finding.remedy, indent: 4, width: canvas.width)
                }
            }
            return lines.isEmpty ? [] : [canvas.painted(title, tone)] + lines + [""]
        }
        return section("WRONG", .bad) { $0.code.isRefuting }
            + section("CANNOT BE TOLD", .warning) {
                !$0.code.isRefuting && !$0.code.isDoubting
            } + section("DOUBTFUL", .bad) { $0.code.isDoubting }
    }

    private func notes(_ canvas: Canvas) -> [String] {
        let lines = report.clinics.flatMap { clinic in
            clinic.notes(clock).flatMap { Paragraph.block("\(clinic.name): \($0)", indent: 2, width: canvas.width) }
        }
        return lines.isEmpty ? [] : [canvas.headline("TO KNOW")] + lines + [""]
    }

    private func unread(_ canvas: Canvas) -> [String] {
        guard !report.unread.isEmpty else { return [] }
        return [canvas.painted("NOT READ", .warning)]
            + report.unread.flatMap { Paragraph.block($0, indent: 2, width: canvas.width) } + [""]
    }

    private func verdict(_ canvas: Canvas) -> String {
        let all = report.clinics.count
        func number(_ verdict: CollectedReport.Verdict) -> Int { report.clinics.count { $0.verdict == verdict } }
        switch report.verdict {
        case .proven:
            let whose = all == 1 ? "the clinic's sequence is" : "the sequences of \(grouped(all)) clinics are"
            let seals = report.clinics.allSatisfy(\.isSealChecked) ? ", their seals verified" : ""
            return canvas.painted("proven", .good) + ": \(whose) complete, each reminder once\(seals), from the first number "
                + "that was collected to the last"
        case .refuted:
            return canvas.painted("refuted", .bad) + ": \(grouped(number(.refuted))) of \(plural(all, "clinic"))"
        case .doubtful:
            return canvas.painted("doubtful", .bad) + ": \(grouped(number(.doubtful))) of \(plural(all, "clinic"))"
        case .cannotTell:
            let some =
                report.unread.isEmpty ? "\(grouped(number(.cannotTell))) of \(plural(all, "clinic"))" : "not everything could be read"
            return canvas.painted("cannot tell", .warning) + ": \(some)"
        }
    }
}

extension CollectedReport.Verdict {
    fileprivate var cell: Table.Cell {
        switch self {
        case .proven: .init("proven", .good)
        case .refuted: .init("refuted", .bad)
        case .doubtful: .init("doubtful", .bad)
        case .cannotTell: .init("cannot tell", .warning)
        }
    }
}

extension CollectedReport.Clinic {
    fileprivate var shortStore: String { String(store.prefix(8)) }

    fileprivate var name: String { host.isEmpty ? shortStore : "\(host) (\(shortStore))" }

    /// What is no fault but should be known.
    fileprivate func notes(_ clock: StaffTimeFormat) -> [String] {
        [beginning, messages, lives(clock), senders, again, forgeries].compactMap(\.self)
    }

    private var beginning: String? {
        guard first > 1, records > 0 else { return nil }
        return "begins at number \(grouped(first)): what was before is older than '--since', went with old files, or was not collected"
    }

    private var messages: String? {
        guard reminders > records else { return nil }
        return "\(plural(reminders, "reminder")) in \(plural(records, "record"))"
    }

    private func lives(_ clock: StaffTimeFormat) -> String? {
        guard machines.count > 1 else { return nil }
        let lives = machines.map {
            "\($0.host) (machine \($0.id.prefix(8)), \(plural($0.records, "record")), \(clock.dated($0.oldest)) to \(clock.dated($0.newest)))"
        }
        return "was on \(machines.count) machines, as after a restore elsewhere: \(lives.joined(separator: "; "))"
    }

    private var senders: String? {
        let many = machines.filter { $0.senders.count > 1 }
        guard !many.isEmpty else { return nil }
        return many.map { "machine \($0.id.prefix(8)) was sent by \($0.senders.joined(separator: " and "))" }.joined(separator: "; ")
    }

    private var again: String? {
        let words = [
            copies == 0 ? nil : "\(plural(copies, "record")) came twice from the uploader, and \(copies == 1 ? "counts" : "count") once",
            redelivered.once == 0 ? nil : "\(plural(redelivered.once, "reminder")) redelivered, found once",
            redelivered.marked == 0
                ? nil
                : "\(plural(redelivered.marked, "reminder")) more than once and marked so, since it could not be told whether the first was said",
        ].compactMap(\.self)
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }

    private var forgeries: String? {
        guard forged.records > 0 else { return nil }
        let users = forged.users.isEmpty ? "" : " (uid \(forged.users.map(String.init).joined(separator: ", ")))"
        return "\(plural(forged.records, "record")) that another user wrote\(users) \(forged.records == 1 ? "was" : "were") not counted"
    }
}

extension CollectedReport.Finding {
    fileprivate var words: String {
        let named = examples.map { example in
            [
                example.sequence.map { "number \($0)\(example.through.map { "–\($0)" } ?? "")" },
                example.reminder.map { example.sequence == nil ? $0.short : "(\($0.short))" },
            ].compactMap(\.self).joined(separator: " ")
        }
        let isAll = examples.reduce(0) { $0 + ($1.through ?? $1.sequence ?? 0) - ($1.sequence ?? 0) + 1 } >= count
        return sentence + (named.isEmpty ? "" : ": \(named.joined(separator: ", "))\(isAll ? "" : ", …")")
    }

    private var sentence: String {
        let isOne = count == 1
        let records = plural(count, "record")
        let numbers = plural(count, "number")
        return switch code {
        case .splitBrain: "two machines wrote for this store at one time"
        case .gap: "\(numbers) \(isOne ? "is" : "are") in none of the files, though the service went on to later ones"
        case .twice: "\(plural(count, "reminder")) \(isOne ? "is" : "are") there more than once, without the mark that allows it"
        case .sharedNumber: "\(numbers) \(isOne ? "is" : "are") borne by two reminders"
        case .unreadable: "\(records) of the service's own user \(isOne ? "has" : "have") no id or number that can be read"
        case .brokenSeal: "\(records) \(isOne ? "bears a seal that fits" : "bear seals that fit") no key"
        case .unsealed: "\(records) \(isOne ? "bears" : "bear") no seal"
        case .perhapsFree: "\(numbers) \(isOne ? "is" : "are") in none of the files, and may have been given back"
        case .forged: "\(records) with its store's id \(isOne ? "was" : "were") written by another user"
        case .unvouched: "nothing tells whose \(records) these are: not one came from a unit aftercared.service"
        }
    }

    fileprivate var remedy: String {
        switch code {
        case .splitBrain:
            "switch off the machine whose epoch is over, and fence it before another takes its place"
        case .gap:
            "lost on the way, or taken out. 'aftercarectl audit' on the clinic's machine tells from its ledger; if its journal "
                + "still has it ('journalctl --namespace=aftercare _UID=$(id -u aftercare) AFTERCARE_SEQ=NUMBER'), send all of that again: there stop "
                + "systemd-journal-upload, remove /var/lib/systemd/journal-upload/state, and start it; copies count once"
        case .twice:
            "a backup that is put in place on another machine says again what it does not know; else report it as a fault of "
                + "aftercared. Whoever passes reminders on must go by AFTERCARE_REMINDER_ID"
        case .sharedNumber:
            "two services run on copies of one store: stop the one that should not run. Or a backup was put in place when the "
                + "journal had lost what came after it: then leave out what is older with '--since'"
        case .unreadable, .brokenSeal:
            "somebody wrote as the service's user or in its name, or with a key that was not given here: look with "
                + "'journalctl --directory=DIR _SYSTEMD_UNIT=aftercared.service AFTERCARE_SEQ=NUMBER -o verbose'"
        case .unsealed: "give that clinic a record-key, and leave out what is older with '--since'"
        case .perhapsFree: "ask the clinic's ledger: 'aftercarectl audit' on its machine; the next reminder bears such a number"
        case .forged:
            "who that is stands below; on the clinic's machine, 'aftercarectl doctor' says whether others may write to its "
                + "journal. Once that is mended, leave out what was before with '--since'"
        case .unvouched: "name the service's user with '--uid', or give the clinic's key with '--key'"
        }
    }
}
