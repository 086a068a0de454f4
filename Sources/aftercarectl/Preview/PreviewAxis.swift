import Aftercare

/// The days and hours above a picture, on the patient's clock: two lines, the coarser one first.
struct PreviewAxis {
    let scale: PreviewScale
    let zone: Zone

    /// The unit that a line marks.
    private enum Step: Equatable {
        case hours(Int)
        case days, mondays
        case months(Int)
        case years
    }

    private var steps: (coarse: Step, fine: Step) {
        let day = scale.width(of: 86_400)
        if day >= 8 {
            let hours = [1, 2, 3, 6].first { scale.width(of: Int64($0) * 3600) >= 4 } ?? 12
            return (.days, .hours(hours))
        }
        if day >= 3 { return (.months(1), .days) }
        if day * 7 >= 4 { return (.months(1), .mondays) }
        return (.years, .months([1, 3, 6].first { scale.width(of: Int64($0) * 30 * 86_400) >= 4 } ?? 12))
    }

    var lines: [String] {
        let steps = steps
        let start = zone.local(scale.from).date
        var coarse = marks(of: steps.coarse).map { ($0.column, labels($0.local, steps.coarse)) }
        if coarse.first?.0 != 0 {
            coarse.insert((0, labels(LocalDateTime(date: start, time: .midnight), steps.coarse)), at: 0)
        }
        var fine = marks(of: steps.fine).map { ($0.column, labels($0.local, steps.fine)) }
        if case .months(1) = steps.fine, let first = fine.first, first.0 > 0 {
            fine.insert((0, labels(LocalDateTime(date: start, time: .midnight), steps.fine)), at: 0)
        }
        return [line(coarse), line(fine)]
    }

    /// The columns where a new day begins, or a new month or year if days are too narrow.
    var borders: Set<Int> { Set(marks(of: steps.coarse).map(\.column)) }

    private func marks(of step: Step) -> [(column: Int, local: LocalDateTime)] {
        var marks: [(column: Int, local: LocalDateTime)] = []
        var day = zone.local(scale.from).date
        let last = zone.local(scale.through).date
        while day <= last {
            for time in times(of: step, on: day) {
                let local = LocalDateTime(date: day, time: time)
                let resolution = zone.resolve(local)
                // An hour that a clock change skips is not marked, but a day that begins with one is.
                if case .skipped = resolution, time != .midnight { continue }
                let instant = resolution.instant
                if instant >= scale.from, instant < scale.through { marks.append((scale.column(of: instant), local)) }
            }
            day = day.adding(days: 1)
        }
        return marks
    }

    private func times(of step: Step, on day: CivilDate) -> [LocalTime] {
        switch step {
        case .hours(let step): stride(from: 0, to: 24, by: step).compactMap { LocalTime(hour: $0, minute: 0) }
        case .days: [.midnight]
        case .mondays: day.weekday == 1 ? [.midnight] : []
        case .months(let step): day.day == 1 && (day.month - 1) % step == 0 ? [.midnight] : []
        case .years: day.day == 1 && day.month == 1 ? [.midnight] : []
        }
    }

    /// The possible labels for a mark, longest first.
    private func labels(_ local: LocalDateTime, _ step: Step) -> [String] {
        let date = local.date
        switch step {
        case .hours: return [String(local.time.text.prefix(2))]
        case .days where steps.coarse == .days:
            return ["\(date.weekdayName) \(date.day) \(date.monthName)", "\(date.weekdayName) \(date.day)", "\(date.day)"]
        case .days, .mondays: return ["\(date.day)"]
        case .months where steps.fine == step: return [date.monthName]
        case .months: return ["\(date.monthName) \(date.year)", date.monthName]
        case .years: return ["\(date.year)"]
        }
    }

    /// A line with each label at its column, as long as there is room before the next.
    private func line(_ labels: [(column: Int, words: [String])]) -> String {
        var line = ""
        for (index, label) in labels.enumerated() where label.column == 0 || label.column > line.count {
            let room = (index + 1 < labels.count ? labels[index + 1].column - 1 : scale.columns) - label.column
            guard let words = label.words.first(where: { $0.count <= room }) else { continue }
            line = line.padded(to: label.column) + words
        }
        return line
    }
}
