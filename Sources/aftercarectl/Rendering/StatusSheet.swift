import Aftercare
import AftercareAPI

/// How things stand, for everybody: first what a person must see to, then what holds, then what comes.
struct StatusSheet {
    let status: StatusBody
    let clocks: Clocks

    func lines(on canvas: Canvas) -> [String] {
        [header(canvas)] + outletNote(canvas) + troubles(canvas) + windows(canvas) + next(canvas)
    }

    private var here: Clockface { Clockface(zone: clocks.zones.machine, now: status.now) }

    private func header(_ canvas: Canvas) -> String {
        let next = status.nextDue.map { due in
            due > status.now ? "next reminder \(here.brief(due)) (\(here.distance(due)))" : "next reminder now"
        }
        let journal =
            switch status.journal.state {
            case .ok: canvas.painted("journal ok", .good)
            case .none: canvas.painted("no journal", .warning)
            case .failing: canvas.painted("journal failing", .bad)
            }
        return [
            "running since \(here.moment(status.since))", journal, next ?? "no reminder planned",
            "\(count(status.patientsInWindow, "patient")) in a window",
        ].joined(separator: " · ")
    }

    private func outletNote(_ canvas: Canvas) -> [String] {
        status.journal.state == .none
            ? [canvas.painted("no journal here: reminders are shown on the daemon's terminal only", .warning)] : []
    }

    private func troubles(_ canvas: Canvas) -> [String] {
        let troubles = journalTrouble() + status.complaints
        guard !troubles.isEmpty else { return [] }
        return ["", canvas.painted("NEEDS A PERSON", .bad)]
            + troubles.flatMap { text in
                let lines = Paragraph.lines(text, indent: 4, first: 2, width: canvas.width)
                return ["  \(lines[0])"] + lines.dropFirst()
            }
    }

    private func journalTrouble() -> [String] {
        guard status.journal.state == .failing else { return [] }
        let since = status.journal.since.map { " since \(here.brief($0))" } ?? ""
        let reason = status.journal.reason.map { ": \($0)" } ?? ""
        let waiting = ["sending", "seen"].compactMap { status.counts[$0] }.reduce(0, +)
        let kept = waiting == 0 ? "" : "; \(count(waiting, "reminder")) kept until it does"
        let retry = status.journal.retryAt.map { "; trying again \($0 > status.now ? here.distance($0) : "now")" } ?? ""
        return ["reminders do not reach the journal\(since)\(reason)\(kept)\(retry); look at 'systemctl status aftercared'"]
    }

    private func windows(_ canvas: Canvas) -> [String] {
        let holding = status.inWindow.filter { !$0.windows.isEmpty }
        guard !holding.isEmpty else { return [] }
        var table = WindowTable(showsPatients: true)
        for patient in holding {
            let clock = Clockface(zone: clocks[patient.patient.id].zone, now: status.now)
            table.add(patient, clock: clock, note: clocks.note(patient.patient.id))
        }
        let hidden = status.patientsInWindow - holding.count
        let more = hidden > 0 ? ["  and \(count(hidden, "more patient")); see one with 'aftercarectl status PATIENT'"] : []
        return ["", canvas.headline("IN A WINDOW")] + table.lines(on: canvas) + more
    }

    private func next(_ canvas: Canvas) -> [String] {
        guard !status.upcoming.isEmpty else { return [] }
        let table = UpcomingTable(upcoming: status.upcoming, showsPatients: true) { patient in
            (Clockface(zone: clocks[patient].zone, now: status.now), clocks.note(patient))
        }
        return ["", canvas.headline("NEXT")] + table.lines(on: canvas)
    }
}

/// How things stand for one patient.
struct PatientStatusSheet {
    let status: PatientStatusBody
    let clock: Clockface

    func lines(on canvas: Canvas) -> [String] {
        let patient = status.patient
        let there = "\(clock.zone.name), \(clock.moment(status.now)) there"
        let header = [patient.id.rawValue, there, patient.status == .active ? nil : canvas.painted("\(patient.status.rawValue): nothing is sent", .warning)]
        var lines = [header.compactMap(\.self).joined(separator: " · "), ""]
        if status.windows.isEmpty {
            lines.append("no instruction holds now")
        } else {
            var table = WindowTable(showsPatients: false)
            table.add(status, clock: clock, note: "")
            lines += [canvas.headline("IN A WINDOW")] + table.lines(on: canvas)
        }
        lines.append("")
        guard !status.upcoming.isEmpty else { return lines + ["no reminder within a week"] }
        let table = UpcomingTable(upcoming: status.upcoming, showsPatients: false) { _ in (clock, "") }
        return lines + [canvas.headline("NEXT")] + table.lines(on: canvas)
    }
}

/// The windows that hold: a line an instruction, with a bar of how much has passed.
struct WindowTable {
    private var table: Table
    private let showsPatients: Bool

    init(showsPatients: Bool) {
        self.showsPatients = showsPatients
        table = Table(
            columns: [
                .init(), .init("", .left, .shortened(least: 12)), .init("", .left, .expendable), .init("", .right), .init(),
                .init("", .left, .expendable),
            ], indent: 2)
    }

    mutating func add(_ status: PatientStatusBody, clock: Clockface, note: String) {
        for (index, window) in status.windows.enumerated() {
            let bar = Bar(from: window.opens, to: window.closes, now: clock.now)
            // The zone is named once for each patient.
            let until = "until \(clock.moment(window.closes))\(note.isEmpty || index > 0 ? "" : " \(note)")"
            let next = window.next.map { $0 < window.closes ? "next \(clock.brief($0))" : "" } ?? ""
            table.rows.append([
                .init(showsPatients && index == 0 ? status.patient.id.rawValue : "", .strong), .init(window.label),
                .init(bar.text, .good), .init("\(Length.words(window.closes - clock.now)) left"), .init(until),
                .init(next, .faint),
            ])
        }
    }

    func lines(on canvas: Canvas) -> [String] { table.lines(on: canvas) }
}

/// What is said next: when, to whom, and what.
struct UpcomingTable {
    let upcoming: [UpcomingBody]
    let showsPatients: Bool
    /// A patient's clock, and the name of its zone where that is worth a word.
    let clock: (PatientID) -> (clock: Clockface, note: String)

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

/// `1 patient`, `3 patients`.
func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
