import Aftercare

/// The windows in force: one line per instruction, with a bar for the time that has passed.
///
/// Other treatments that ask for the same count too: it ends when the last of them does.
struct WindowTable {
    let patients: [PatientStatus]
    let showsPatients: Bool
    /// A patient's clock, with a note on its location if that is worth mentioning.
    let clock: (PatientID) -> (clock: StaffTimeFormat, note: String)

    func lines(on canvas: Canvas) -> [String] {
        var table = Table(
            columns: [
                .init(), .init("", .left, .shortened(least: 12)), .init(), .init("", .right), .init(), .init(),
                .init("", .left, .expendable),
            ], indent: 2)
        for status in patients {
            let (clock, note) = clock(status.patient.id)
            // Shown beside the first windows: the patient, and the location of that clock.
            let sides = [Table.Cell(showsPatients ? status.patient.id.rawValue : "", .strong), .init(note, .faint)]
            for index in 0..<max(status.windows.count, note.isEmpty ? 0 : 2) {
                let side = index < sides.count ? sides[index] : ""
                guard index < status.windows.count else {
                    table.rows.append([side, "", "", "", "", "", ""])
                    continue
                }
                let window = status.windows[index]
                let next = window.next.map { $0 < window.closes ? "next \(clock.brief($0))" : "" } ?? ""
                table.rows.append([
                    side, .init(window.label), .init(bar(window, now: clock.now, on: canvas), .good),
                    .init("\(Length.words(window.until - clock.now)) left"), .init("until \(clock.moment(window.until))"),
                    .init(window.isMuted ? "muted" : "", .bad), .init(next, .faint),
                ])
            }
        }
        return table.lines(on: canvas)
    }

    /// A shorter bar in a narrow terminal, and none in a very narrow one.
    private func bar(_ window: WindowInForce, now: Instant, on canvas: Canvas) -> String {
        let cells =
            switch canvas.width ?? .max {
            case 100...: 20
            case 72...: 10
            default: 0
            }
        return Bar(from: window.opens, to: window.until, now: now, cells: cells).text
    }
}

/// The next reminders: when, for whom, and the text.
struct UpcomingTable {
    let upcoming: [UpcomingReminder]
    let showsPatients: Bool
    /// A patient's clock, with a note on its location if that is worth mentioning.
    let clock: (PatientID) -> (clock: StaffTimeFormat, note: String)

    func lines(on canvas: Canvas) -> [String] {
        var table = Table(
            columns: [
                .init(), .init("", .right, .expendable), .init(), .init("", .left, .shortened(least: 12)),
                .init("", .left, .shortened(least: 20)),
            ], indent: 2)
        for next in upcoming {
            let (clock, note) = clock(next.patient)
            table.rows.append([
                .init("\(clock.moment(next.due))\(note.isEmpty ? "" : " \(note)")"),
                .init(clock.distance(next.due), .faint), .init(showsPatients ? next.patient.rawValue : "", .strong),
                .init(next.label), .init(next.message ?? ""),
            ])
        }
        return table.lines(on: canvas)
    }
}
