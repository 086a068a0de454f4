import Aftercare

/// The messages that a patient would get, and the reminders that would be left out and why, day by day.
struct PreviewList {
    let body: Preview
    let clock: StaffTimeFormat

    /// What happens at one moment: a message with its sentences, or a reminder that is left out.
    private struct Item {
        let at: Instant
        let mark: PreviewMark
        let rows: [Row]
    }

    private struct Row {
        let treatment: TreatmentID?
        let label: String
        let words: String
        var isSaid = true
    }

    func lines(on canvas: Canvas) -> [String] {
        guard !body.entries.isEmpty else { return ["no reminder is planned"] }
        let items = items
        let column = items.flatMap(\.rows).map(\.label.count).max() ?? 0
        let names = Set(body.entries.map(\.treatment)).count > 1
        let treatment = names ? (body.entries.map(\.treatment.rawValue.count).max() ?? 0) + 2 : 0
        let indent = 14 + treatment + column
        var lines: [String] = []
        var day: CivilDate?
        for item in items {
            let local = clock.zone.local(item.at)
            if local.date != day {
                lines += (day == nil ? [] : [""]) + [canvas.headline(heading(local.date))]
                day = local.date
            }
            for (index, row) in item.rows.enumerated() {
                // The time and the mark stand once, beside the first sentence of a message.
                let start = index == 0 ? "\(local.time)  \(canvas.painted(String(item.mark.glyph), item.mark.tone))" : "        "
                let name = (names ? row.treatment?.rawValue ?? "" : "").padded(to: treatment)
                var words = Paragraph.lines(keepingBreaksOf: row.words, indent: indent, width: canvas.width)
                if !row.isSaid { words = words.map { painted($0, .faint, on: canvas) } }
                lines.append("  \(start)  \(name)\(row.label.padded(to: column))  \(words[0])".withoutTrailingBlanks)
                lines += words.dropFirst()
            }
        }
        return lines
    }

    // MARK: Items

    /// In order of time; at one moment the messages come first.
    private var items: [Item] {
        let told = Set(body.messages.flatMap(\.entries))
        let others = body.entries.indices.filter { !told.contains($0) }.map { item(of: body.entries[$0]) }
        let all = body.messages.map { item(of: $0) } + others
        return all.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    private func item(of entry: Preview.Entry) -> Item {
        let row = Row(
            treatment: entry.treatment, label: entry.label.inLine, words: words(entry), isSaid: entry.outcome == .said)
        return Item(at: entry.at, mark: PreviewMark(entry), rows: [row])
    }

    private func item(of message: Preview.Message) -> Item {
        let said = message.entries.filter(body.entries.indices.contains).map { body.entries[$0] }
        let mark = said.map(PreviewMark.init).max() ?? (message.isForStaff ? .staff : .said)
        let rows =
            said.isEmpty ? [Row(treatment: nil, label: "", words: message.text)] : Runs(of: said[...], by: \.message).map { row(Array($0)) }
        return Item(at: message.at, mark: mark, rows: rows)
    }

    /// The row of reminders that share a sentence: `no alcohol +2  Until Sunday 09:26: no alcohol, …`
    private func row(_ sentence: [Preview.Entry]) -> Row {
        let first = sentence[0]
        let more = sentence.count > 1 ? " +\(sentence.count - 1)" : ""
        return Row(
            treatment: first.treatment, label: first.label.inLine + more,
            words: words(sentence.first { $0.due != $0.instant } ?? first))
    }

    // MARK: Words

    /// Paints the text of a line, but not its leading blanks.
    private func painted(_ line: String, _ tone: Tone, on canvas: Canvas) -> String {
        let blanks = line.prefix { $0 == " " }
        return blanks + canvas.painted(String(line.dropFirst(blanks.count)), tone)
    }

    /// A day's heading: `Sun 29 Mar 2026 · the clocks go forward by 1 h`.
    private func heading(_ date: CivilDate) -> String {
        func start(_ date: CivilDate) -> Instant { clock.zone.instant(of: LocalDateTime(date: date, time: .midnight)) }
        let day = "\(date.weekdayName) \(date.day) \(date.monthName) \(date.year)"
        let change = clock.zone.offset(at: start(date.adding(days: 1))) - clock.zone.offset(at: start(date))
        guard change != 0 else { return day }
        return "\(day) · the clocks go \(change > 0 ? "forward" : "back") by \(Length.words(abs(change)))"
    }

    private func words(_ entry: Preview.Entry) -> String {
        guard entry.outcome == .said else { return "\(entry.outcome.rawValue): \(entry.reasonWords ?? entry.reason ?? "")" }
        let said = [entry.role.lead, entry.message].compactMap(\.self).joined(separator: ": ")
        guard entry.due != entry.instant else { return said }
        let from = StaffTimeFormat(zone: clock.zone, now: entry.at).brief(entry.instant)
        return "\(said) (moved from \(from), quiet hours)"
    }
}

extension Role {
    /// The text before the reminder's own; nil when that explains itself.
    fileprivate var lead: String? {
        switch self {
        case .reminder, .correction: nil
        case .nag: "again"
        case .snoozed: "as asked"
        case .standing: "still holds"
        case .escalation, .confirmation, .reaction: "for the staff"
        }
    }
}
