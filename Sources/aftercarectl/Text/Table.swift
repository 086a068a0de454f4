import Aftercare

/// Rows and columns of text, without borders.
struct Table {
    let columns: [Column]
    var rows: [[Cell]] = []
    var indent = 0

    struct Column {
        let title: String
        var alignment = Alignment.left
        var fit = Fit.fixed

        init(_ title: String = "", _ alignment: Alignment = .left, _ fit: Fit = .fixed) {
            self.title = title
            self.alignment = alignment
            self.fit = fit
        }
    }

    enum Alignment: Equatable {
        case left, right
    }

    /// What happens to a column if the terminal is too narrow.
    enum Fit: Equatable {
        case fixed
        /// The column is dropped, before any other is changed.
        case expendable
        /// Its texts are shortened, to no fewer than this many characters.
        case shortened(least: Int)
    }

    struct Cell: Equatable {
        let text: String
        let tone: Tone

        init(_ text: String, _ tone: Tone = .plain) {
            self.text = text.inLine
            self.tone = tone
        }
    }

    /// - Returns: the lines, starting with the column titles if there are any.
    func lines(on canvas: Canvas) -> [String] {
        let hasTitles = columns.contains { !$0.title.isEmpty }
        let all = (hasTitles ? [columns.map { Cell($0.title, .strong) }] : []) + rows
        let widths = widths(all, on: canvas)
        return all.map { row in
            let cells = zip(row, zip(columns, widths)).compactMap { cell, place in
                place.1.map { (cell, place.0, $0) }
            }
            return line(cells, on: canvas)
        }
    }

    private static let gap = "  "

    private func line(_ cells: [(cell: Cell, column: Column, width: Int)], on canvas: Canvas) -> String {
        let texts = cells.enumerated().map { index, place in
            let text = canvas.width == nil ? place.cell.text : place.cell.text.shortened(to: place.width)
            let padded = text.padded(to: place.width, place.column.alignment)
            let isRest = cells[(index + 1)...].allSatisfy(\.cell.text.isEmpty)
            let final = isRest ? padded.withoutTrailingBlanks : padded
            // Only the characters are painted: coloured blanks would show.
            let lead = final.prefix { $0 == " " }
            let trail = final.dropFirst(lead.count).reversed().prefix { $0 == " " }
            let core = final.dropFirst(lead.count).dropLast(trail.count)
            return lead + canvas.painted(String(core), place.cell.tone) + String(trail)
        }
        let last = cells.lastIndex { !$0.cell.text.isEmpty } ?? -1
        return String(repeating: " ", count: last < 0 ? 0 : indent) + texts.prefix(last + 1).joined(separator: Self.gap)
    }

    /// The width of each column; nil when the column is left out.
    private func widths(_ all: [[Cell]], on canvas: Canvas) -> [Int?] {
        var widths: [Int?] = columns.indices.map { index in all.map { $0[index].text.count }.max() ?? 0 }
        for index in widths.indices where rows.allSatisfy({ $0[index].text.isEmpty }) { widths[index] = nil }
        guard let limit = canvas.width else { return widths }
        var excess: Int {
            let kept = widths.compactMap(\.self)
            return indent + kept.reduce(0, +) + Self.gap.count * max(0, kept.count - 1) - limit
        }
        for index in columns.indices.reversed() where columns[index].fit == .expendable && excess > 0 { widths[index] = nil }
        for index in columns.indices.reversed() {
            guard case .shortened(let least) = columns[index].fit, let width = widths[index], excess > 0 else { continue }
            widths[index] = max(min(least, width), width - excess)
        }
        return widths
    }
}

extension Table.Cell: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(text) }
}
