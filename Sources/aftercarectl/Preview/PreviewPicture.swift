import Aftercare

/// A patient's planned instructions as a picture: one row each, with time running to the right.
struct PreviewPicture {
    let body: Preview
    let clock: StaffTimeFormat

    /// The width in columns if that of the terminal is unknown.
    private static let usualWidth = 80
    private static let minColumns = 16
    /// Quiet hours are shaded if a column spans at most this many seconds.
    private static let finest: Int64 = 3 * 3600

    func lines(on canvas: Canvas) -> [String] {
        let parts = PreviewPart.parts(of: body, in: clock.zone)
        let groups = PreviewGroup.groups(of: body, clock: clock)
        let indent = groups.contains { $0.heading != nil } ? 2 : 0
        let labels = groups.flatMap { $0.rows.map { $0.label.count + indent } } + [PreviewDrawing.sessions.count]
        let width = canvas.width ?? Self.usualWidth
        let gutter = min(labels.max() ?? 0, max(10, width / 3)) + 2
        var lines: [String] = []
        for (index, part) in parts.enumerated() {
            if index > 0 { lines += ["", canvas.painted("nothing for \(Length.words(part.from - parts[index - 1].through))", .faint)] }
            let scale = PreviewScale(from: part.from, through: part.through, columns: max(Self.minColumns, width - gutter))
            let drawing = PreviewDrawing(
                body: body, part: part, scale: scale, zone: clock.zone, gutter: gutter, indent: indent,
                shadesQuiet: scale.width(of: Self.finest) >= 1)
            lines += (index > 0 ? [""] : []) + drawing.lines(groups, on: canvas)
        }
        return lines + [""] + legend(shown: lines, on: canvas)
    }

    /// Explains the characters that were used, with the number of reminders of each kind.
    private func legend(shown: [String], on canvas: Canvas) -> [String] {
        let marks = body.entries.map(PreviewMark.init)
        let used = Set(shown.joined())
        let counted = [PreviewMark.said, .moved, .unsaid, .staff].compactMap { mark in
            let number = marks.count { $0 == mark }
            return number == 0 ? nil : "\(mark.glyph) \(mark.words) \(number)"
        }
        let quiet = [PreviewDrawing.quiet, PreviewDrawing.quietBar].filter(used.contains).map(String.init)
        let words =
            [used.contains(PreviewDrawing.bar) ? "\(PreviewDrawing.bar) holds" : nil].compactMap(\.self) + counted
            + (quiet.isEmpty ? [] : ["\(quiet.joined(separator: " ")) quiet hours"])
        // Keep each term together when the line is wrapped.
        let unbroken = words.map { $0.replacing(" ", with: "\u{A0}") }.joined(separator: " · ").replacing(" ·", with: "\u{A0}·")
        return Paragraph.lines(unbroken, indent: 0, first: 0, width: canvas.width ?? Self.usualWidth)
            .map { $0.replacing("\u{A0}", with: " ") }
    }
}

/// One part of a picture, at its own scale.
struct PreviewDrawing {
    let body: Preview
    let part: PreviewPart
    let scale: PreviewScale
    let zone: Zone
    /// The width of the labels in columns, including the blanks after them.
    let gutter: Int
    let indent: Int
    let shadesQuiet: Bool

    static let bar: Character = "━"
    static let quietBar: Character = "┄"
    static let quiet: Character = "░"
    static let sessions = "treatment"
    private static let session: Character = "▼"
    private static let border: Character = "│"
    private static let before: Character = "◂"
    private static let after: Character = "▸"

    private struct Cell {
        var glyph: Character = " "
        var tone: Tone = .plain
    }

    func lines(_ groups: [PreviewGroup], on canvas: Canvas) -> [String] {
        let axis = PreviewAxis(scale: scale, zone: zone)
        let isQuiet = shadesQuiet ? quietColumns : Array(repeating: false, count: scale.columns)
        let ground = isQuiet.indices.map { column in
            isQuiet[column]
                ? Cell(glyph: Self.quiet, tone: .faint)
                : axis.borders.contains(column) ? Cell(glyph: Self.border, tone: .faint) : Cell()
        }
        var lines = axis.lines.map { line("", canvas.painted($0, .strong), on: canvas) }
        if let sessions = sessionCells(on: ground) { lines.append(line(Self.sessions, text(sessions, on: canvas), on: canvas)) }
        for group in groups {
            let rows = group.rows.filter { $0.touches(part) }
            if let heading = group.heading, !rows.isEmpty {
                lines += ["", canvas.headline(heading.shortened(to: gutter + scale.columns))]
            }
            for row in rows {
                let label = String(repeating: " ", count: indent) + row.label
                lines.append(line(label, text(cells(of: row, on: ground, isQuiet: isQuiet), on: canvas), on: canvas))
            }
        }
        return lines
    }

    private func line(_ label: String, _ rest: String, on canvas: Canvas) -> String {
        (label.shortened(to: gutter - 2).padded(to: gutter) + rest).withoutTrailingBlanks
    }

    /// Whether the middle of each column lies in quiet hours.
    private var quietColumns: [Bool] {
        (0..<scale.columns).map { column in
            let middle = scale.middle(of: column)
            return body.quiet.contains { $0.from <= middle && middle < $0.to }
        }
    }

    private func sessionCells(on ground: [Cell]) -> [Cell]? {
        let starts = body.treatments.map(\.start).filter { $0 >= part.from && $0 <= part.through }
        guard !starts.isEmpty else { return nil }
        var cells = ground
        for start in starts { cells[scale.column(of: start)] = Cell(glyph: Self.session, tone: .strong) }
        return cells
    }

    private func cells(of row: PreviewRow, on ground: [Cell], isQuiet: [Bool]) -> [Cell] {
        var cells = ground
        for window in row.windows {
            guard let columns = scale.columns(from: window.opens, to: window.closes) else { continue }
            for column in columns { cells[column] = Cell(glyph: isQuiet[column] ? Self.quietBar : Self.bar) }
            if window.opens < part.from { cells[columns.lowerBound] = Cell(glyph: Self.before) }
            if window.closes > part.through { cells[columns.upperBound] = Cell(glyph: Self.after) }
        }
        var marks: [Int: PreviewMark] = [:]
        for (at, mark) in row.marks where at >= part.from && at <= part.through {
            marks[scale.column(of: at), default: mark] = max(marks[scale.column(of: at)] ?? mark, mark)
        }
        for (column, mark) in marks { cells[column] = Cell(glyph: mark.glyph, tone: mark.tone) }
        return cells
    }

    /// The text of the cells, painted in runs of one tone.
    private func text(_ cells: [Cell], on canvas: Canvas) -> String {
        var text = ""
        var run = ""
        var tone = Tone.plain
        for cell in cells {
            if cell.tone != tone {
                text += canvas.painted(run, tone)
                (run, tone) = ("", cell.tone)
            }
            run.append(cell.glyph)
        }
        return text + canvas.painted(run, tone)
    }
}
