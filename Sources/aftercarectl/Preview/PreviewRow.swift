import Aftercare

/// The outcome of a reminder, as one character.
enum PreviewMark: Int, CaseIterable, Comparable {
    // In ascending order: a later case hides an earlier one in the same column.
    case unsaid, said, moved, staff

    init(_ entry: Preview.Entry) {
        if entry.outcome != .said {
            self = .unsaid
        } else if entry.role.isForStaff {
            self = .staff
        } else {
            self = entry.due == entry.instant ? .said : .moved
        }
    }

    var glyph: Character {
        switch self {
        case .unsaid: "○"
        case .said: "●"
        case .moved: "◆"
        case .staff: "▲"
        }
    }

    var tone: Tone {
        switch self {
        case .unsaid: .warning
        case .said, .moved: .good
        case .staff: .strong
        }
    }

    var words: String {
        switch self {
        case .unsaid: "not said"
        case .said: "said"
        case .moved: "moved by quiet hours"
        case .staff: "for the staff"
        }
    }

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// One instruction over time: when it is in force, and when reminders of it are due.
struct PreviewRow {
    let label: String
    private(set) var windows: [Preview.Window] = []
    private(set) var marks: [(at: Instant, mark: PreviewMark)] = []

    /// Whether anything of it lies in `part`.
    func touches(_ part: PreviewPart) -> Bool {
        windows.contains { $0.closes > part.from && $0.opens < part.through }
            || marks.contains { $0.at >= part.from && $0.at <= part.through }
    }
}

/// The rows of one treatment, or of all treatments.
struct PreviewGroup {
    /// nil when there is only one treatment.
    let heading: String?
    let rows: [PreviewRow]

    /// With more rows than this, all treatments are drawn together, with one row per instruction.
    private static let maxRows = 40

    static func groups(of body: Preview, clock: StaffTimeFormat) -> [PreviewGroup] {
        let treatments = body.busyTreatments
        if treatments.count == 1 { return [PreviewGroup(heading: nil, rows: PreviewRow.rows(of: body) { _ in true })] }
        let groups = treatments.map { session in
            PreviewGroup(
                heading: [session.treatment.rawValue, clock.dated(session.start, until: session.end), session.site]
                    .compactMap(\.self).joined(separator: " · "),
                rows: PreviewRow.rows(of: body) { $0 == session.treatment })
        }
        guard groups.map(\.rows.count).reduce(0, +) > maxRows else { return groups }
        return [
            PreviewGroup(
                heading: "\(treatments.count.counted("treatment")) together", rows: PreviewRow.rows(of: body) { _ in true })
        ]
    }
}

extension Preview {
    /// The treatments of which something is planned.
    var busyTreatments: [Preview.Session] {
        let named = Set(windows.map(\.treatment) + entries.map(\.treatment))
        return treatments.filter { named.contains($0.treatment) }.sorted { $0.start < $1.start }
    }
}

extension PreviewRow {
    /// By when they begin.
    fileprivate static func rows(of body: Preview, where isMeant: (TreatmentID) -> Bool) -> [PreviewRow] {
        var rows: [PreviewRow] = []
        var places: [String: Int] = [:]
        func row(_ instruction: InstructionID, _ label: String, _ change: (inout PreviewRow) -> Void) {
            let key = "\(instruction) \(label)"
            let place = places[key] ?? rows.count
            if place == rows.count { rows.append(PreviewRow(label: label.inLine)) }
            places[key] = place
            change(&rows[place])
        }
        for window in body.windows where isMeant(window.treatment) {
            row(window.instruction, window.label) { $0.windows.append(window) }
        }
        for entry in body.entries where isMeant(entry.treatment) {
            row(entry.instruction, entry.label) { $0.marks.append((entry.at, PreviewMark(entry))) }
        }
        return rows
    }
}
