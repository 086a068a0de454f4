import Aftercare
import AftercareAPI

/// The overall status: first what stops the service from working, then the tasks for staff, then what is in force, then
/// what comes next.
struct StatusSheet {
    let status: ServiceStatus
    let clocks: Clocks
    var commands = ServiceCommands(.machine)

    func lines(on canvas: Canvas) -> [String] {
        [header(canvas)] + outletNote(canvas) + troubles(canvas) + staffTasks(canvas) + windows(canvas) + next(canvas)
    }

    private var here: StaffTimeFormat { StaffTimeFormat(zone: clocks.zones.machine, now: status.now) }

    /// A patient's clock, with a note on its location if that is worth mentioning.
    private func clock(of patient: PatientID) -> (clock: StaffTimeFormat, note: String) {
        (StaffTimeFormat(zone: clocks[patient].zone, now: status.now), clocks.note(patient))
    }

    private func header(_ canvas: Canvas) -> String {
        let next = status.nextDue.map { due in
            due > status.now ? "next reminder \(here.brief(due)) (\(here.distance(due)))" : "next reminder now"
        }
        let store = status.storeTrouble.map { _ in canvas.painted("store failing", .bad) }
        let journal: String? =
            switch status.journal.state {
            // Without a usable store nothing is decided, so nothing reaches the journal either.
            case .ok: store == nil ? canvas.painted("journal ok", .good) : nil
            case .none: canvas.painted("no journal", .warning)
            case .failing: canvas.painted("journal failing", .bad)
            }
        let room = status.storageLow.map { _ in canvas.painted("disk nearly full", .warning) }
        return [
            "running since \(here.moment(status.since))", store, journal, room,
            store == nil ? next ?? "no reminder planned" : nil, "\(status.patientsInWindow.counted("patient")) in a window",
        ].compactMap(\.self).joined(separator: " · ")
    }

    private func outletNote(_ canvas: Canvas) -> [String] {
        status.journal.state == .none
            ? [canvas.painted("no journal here: reminders are shown on the daemon's terminal only", .warning)] : []
    }

    /// Problems of the whole service; nobody should have to look for them below fifty patients.
    private func troubles(_ canvas: Canvas) -> [String] {
        let troubles =
            [status.storeLoss].compactMap(\.self) + storeTrouble() + journalTrouble()
            + status.withheld.map(\.text) + [status.storageLow].compactMap(\.self) + status.notReloaded
        return troubles.isEmpty ? [] : ["", canvas.painted("TROUBLE", .bad)] + paragraphs(troubles, on: canvas)
    }

    private func staffTasks(_ canvas: Canvas) -> [String] {
        let known = [status.storageLow].compactMap(\.self) + status.notReloaded
        let complaints = status.complaints.filter { !known.contains($0) }
        guard !complaints.isEmpty || !status.needsPerson.isEmpty else { return [] }
        let staffTasks = StaffTaskList(staffTasks: status.needsPerson, showsPatients: true, clock: here, commands: commands)
        return ["", canvas.painted("NEEDS A PERSON", .bad)] + staffTasks.lines(on: canvas) + paragraphs(complaints, on: canvas)
    }

    private func paragraphs(_ texts: [String], on canvas: Canvas) -> [String] {
        texts.flatMap { text in
            let lines = Paragraph.lines(commands.addressed(text), indent: 4, first: 2, width: canvas.width)
            return ["  \(lines[0])"] + lines.dropFirst()
        }
    }

    private func storeTrouble() -> [String] {
        guard let trouble = status.storeTrouble else { return [] }
        let since = status.storeTroubleSince.map { " since \(here.brief($0))" } ?? ""
        return [
            "nothing can be said\(since), and is kept for later, since the store cannot be written: \(trouble); see 'aftercarectl doctor'"
        ]
    }

    private func journalTrouble() -> [String] {
        guard status.journal.state == .failing else { return [] }
        let since = status.journal.since.map { " since \(here.brief($0))" } ?? ""
        let reason = status.journal.reason.map { " (\($0))" } ?? ""
        let waiting = status.withoutReceipt
        let kept = waiting == 0 ? "" : "\(waiting) kept, "
        let retry = status.journal.retryAt.map { $0 > status.now ? here.distance($0) : "now" } ?? "soon"
        return [
            "no reminder reaches the journal\(since)\(reason): \(kept)trying again \(retry); look at 'systemctl status systemd-journald'"
        ]
    }

    private func windows(_ canvas: Canvas) -> [String] {
        let scheduled = status.inWindow.filter { !$0.windows.isEmpty }
        guard !scheduled.isEmpty else { return [] }
        let table = WindowTable(patients: scheduled, showsPatients: true, clock: clock(of:))
        let hidden = status.patientsInWindow - scheduled.count
        let more = hidden > 0 ? ["  and \(hidden.counted("more patient")); see one with '\(commands.aftercarectl) status PATIENT'"] : []
        return ["", canvas.headline("IN A WINDOW")] + table.lines(on: canvas) + more
    }

    private func next(_ canvas: Canvas) -> [String] {
        guard !status.upcoming.isEmpty else { return [] }
        let table = UpcomingTable(upcoming: status.upcoming, showsPatients: true, clock: clock(of:))
        return ["", canvas.headline("NEXT")] + table.lines(on: canvas)
    }
}

/// The status of one patient.
struct PatientStatusSheet {
    let status: PatientStatus
    let clock: StaffTimeFormat
    var commands = ServiceCommands(.machine)

    func lines(on canvas: Canvas) -> [String] {
        let there = "\(clock.zone.name), \(clock.moment(status.now))\(clock.zone.isUnknown ? "" : " there")"
        var lines = ["\(status.patient.id) · \(there)", ""]
        if !status.needsPerson.isEmpty {
            let staffTasks = StaffTaskList(staffTasks: status.needsPerson, showsPatients: false, clock: clock, commands: commands)
            lines += [canvas.painted("NEEDS A PERSON", .bad)] + staffTasks.lines(on: canvas) + [""]
        }
        let situation = SituationList(status: status, clock: clock, commands: commands).lines(on: canvas)
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

extension PatientStatus {
    /// Whether the service does not know the patient's time zone, and so sends nothing.
    var isTimeless: Bool { needsPerson.contains { $0.kind == .zone } }
}
