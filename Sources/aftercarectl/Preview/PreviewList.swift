import Aftercare

/// The reminders that a patient would get, and those that would be left out and why, day by day.
struct PreviewList {
    let body: Preview
    let clock: StaffTimeFormat

    func lines(on canvas: Canvas) -> [String] {
        guard !body.entries.isEmpty else { return ["no reminder is planned"] }
        let column = body.entries.map(\.label.inLine.count).max() ?? 0
        let names = Set(body.entries.map(\.treatment)).count > 1
        let treatment = names ? (body.entries.map(\.treatment.rawValue.count).max() ?? 0) + 2 : 0
        var lines: [String] = []
        var day: CivilDate?
        for entry in body.entries {
            let local = clock.zone.local(entry.at)
            if local.date != day {
                lines += (day == nil ? [] : [""]) + [canvas.headline(heading(local.date))]
                day = local.date
            }
            let mark = PreviewMark(entry)
            let isSaid = entry.outcome == .said
            let name = (names ? entry.treatment.rawValue : "").padded(to: treatment)
            let label = entry.label.inLine.padded(to: column)
            let indent = 14 + treatment + column
            var words = Paragraph.lines(self.words(entry), indent: indent, first: indent, width: canvas.width)
            if !isSaid { words = words.map { painted($0, .faint, on: canvas) } }
            lines.append(
                "  \(local.time)  \(canvas.painted(String(mark.glyph), mark.tone))  \(name)\(label)  \(words[0])".withoutTrailingBlanks)
            lines += words.dropFirst()
        }
        return lines
    }

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
