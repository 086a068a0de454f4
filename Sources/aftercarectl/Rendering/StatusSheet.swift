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

    /// A patient's clock, and where it hangs, if that is worth a word.
    private func clock(of patient: PatientID) -> (clock: Clockface, note: String) {
        (Clockface(zone: clocks[patient].zone, now: status.now), clocks.note(patient))
    }

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
        let troubles = [status.storeLoss].compactMap(\.self) + storeTrouble() + journalTrouble() + status.complaints
        guard !troubles.isEmpty || !status.needsPerson.isEmpty else { return [] }
        let concerns = ConcernList(concerns: status.needsPerson, showsPatients: true, clock: here)
        return ["", canvas.painted("NEEDS A PERSON", .bad)] + concerns.lines(on: canvas)
            + troubles.flatMap { text in
                let lines = Paragraph.lines(text, indent: 4, first: 2, width: canvas.width)
                return ["  \(lines[0])"] + lines.dropFirst()
            }
    }

    private func storeTrouble() -> [String] {
        status.storeTrouble.map { ["nothing can be said, and is kept for later, since the store cannot be written: \($0)"] } ?? []
    }

    private func journalTrouble() -> [String] {
        guard status.journal.state == .failing else { return [] }
        let since = status.journal.since.map { " since \(here.brief($0))" } ?? ""
        let reason = status.journal.reason.map { " (\($0))" } ?? ""
        let waiting = ["sending", "seen"].compactMap { status.counts[$0] }.reduce(0, +)
        let kept = waiting == 0 ? "" : "\(waiting) kept, "
        let retry = status.journal.retryAt.map { $0 > status.now ? here.distance($0) : "now" } ?? "soon"
        return [
            "no reminder reaches the journal\(since)\(reason): \(kept)trying again \(retry); look at 'systemctl status aftercared'"
        ]
    }

    private func windows(_ canvas: Canvas) -> [String] {
        let holding = status.inWindow.filter { !$0.windows.isEmpty }
        guard !holding.isEmpty else { return [] }
        let table = WindowTable(patients: holding, showsPatients: true, clock: clock(of:))
        let hidden = status.patientsInWindow - holding.count
        let more = hidden > 0 ? ["  and \(count(hidden, "more patient")); see one with 'aftercarectl status PATIENT'"] : []
        return ["", canvas.headline("IN A WINDOW")] + table.lines(on: canvas) + more
    }

    private func next(_ canvas: Canvas) -> [String] {
        guard !status.upcoming.isEmpty else { return [] }
        let table = UpcomingTable(upcoming: status.upcoming, showsPatients: true, clock: clock(of:))
        return ["", canvas.headline("NEXT")] + table.lines(on: canvas)
    }
}

/// How things stand for one patient.
struct PatientStatusSheet {
    let status: PatientStatusBody
    let clock: Clockface

    func lines(on canvas: Canvas) -> [String] {
        let patient = status.patient
        let there = "\(clock.zone.name), \(clock.moment(status.now))\(clock.zone.isUnknown ? "" : " there")"
        let header = [patient.id.rawValue, there, patient.status == .active ? nil : canvas.painted("\(patient.status.rawValue): nothing is sent", .warning)]
        var lines = [header.compactMap(\.self).joined(separator: " · "), ""]
        if !status.needsPerson.isEmpty {
            let concerns = ConcernList(concerns: status.needsPerson, showsPatients: false, clock: clock)
            lines += [canvas.painted("NEEDS A PERSON", .bad)] + concerns.lines(on: canvas) + [""]
        }
        let situation = SituationList(status: status, clock: clock).lines(on: canvas)
        if !situation.isEmpty { lines += situation + [""] }
        if status.isTimeless {
            let clockless = clock.zone.isUnknown ? "; times are in UTC" : ""
            return lines + ["what holds now, and what comes, depends on the patient's time zone\(clockless)"]
        }
        if status.windows.isEmpty {
            lines.append("no instruction holds now")
        } else {
            let table = WindowTable(patients: [status], showsPatients: false) { _ in (clock, "") }
            lines += [canvas.headline("IN A WINDOW")] + table.lines(on: canvas)
        }
        lines.append("")
        guard !status.upcoming.isEmpty else { return lines + ["no reminder within a week"] }
        let table = UpcomingTable(upcoming: status.upcoming, showsPatients: false) { _ in (clock, "") }
        return lines + [canvas.headline("NEXT")] + table.lines(on: canvas)
    }
}

extension PatientStatusBody {
    /// Whether the service does not know the patient's clock, and so says nothing.
    var isTimeless: Bool { needsPerson.contains { $0.kind == .zone } }
}
