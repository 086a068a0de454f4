import Aftercare
import Testing

/// A time line that is drawn while it goes by: look after look at one patient, as the engine makes them, with
/// edits in between.
///
/// A time is told as so long after the end of the sample treatment (`6h`, `-1h`; 2 March 2026, 09:00 UTC), or
/// as a day of the month on the patient's clock (`2 21:00`), and drawn in the same way; where seconds matter, as it is (`2026-03-02T21:00:15Z`).
struct Drawing {
    private(set) var record: CareRecord
    private(set) var decided = Decided()
    /// Everything that was decided, in order: `ice@+6h` was said when it was due, `ice@+6h said +7h` later,
    /// `ice@+6h missed superseded` never.
    private(set) var line: [String] = []
    /// What was said, in words.
    private(set) var words: [String] = []
    /// What was said, with all that goes with it.
    private(set) var messages: [Message] = []
    /// What the corrections replaced.
    private(set) var replaced: [OccurrenceKey] = []
    private let month: String?
    private var now: Instant
    private var next: Instant?
    private var isSuspended = false

    /// - Parameter month: like `2026-03`, to draw days and times on the patient's clock.
    init(_ record: CareRecord, month: String? = nil) {
        self.record = record
        self.month = month
        now = record.treatments.map(\.start).min().map { $0 - 40 * 86_400 } ?? Instant(seconds: 0)
        next = now
    }

    /// What was said, and nothing else.
    var emitted: [String] { line.filter { drawn in !Self.silences.contains { drawn.contains($0) } } }

    private static let silences = [" missed ", " suppressed ", " cancelled "]

    // MARK: Time

    func instant(_ text: String) -> Instant {
        if text.contains("T") { return at(text) }
        if let month {
            let parts = text.split(separator: " ")
            let day = parts[0].count == 1 ? "0\(parts[0])" : "\(parts[0])"
            guard let local = try? LocalDateTime(spoken: "\(month)-\(day) \(parts[1])") else {
                preconditionFailure("no day and time: \(text)")
            }
            return record.zone.instant(of: local)
        }
        let end = at("2026-03-02T09:00:00Z")
        return text.hasPrefix("-") ? end - span(String(text.dropFirst())).seconds : end + span(text).seconds
    }

    private func drawn(_ instant: Instant) -> String {
        guard month != nil else { return drawnHours(instant - at("2026-03-02T09:00:00Z")) }
        let local = record.zone.local(instant)
        return "\(local.date.day) \(local.time)"
    }

    /// Looks whenever a look asks for it, as an engine that is running does.
    mutating func pass(until text: String) {
        let end = instant(text)
        while let next, next <= end { look(at: max(next, now)) }
        now = end
    }

    /// Looks once: after an outage, or out of turn. Nothing looked before.
    mutating func look(_ text: String) { look(at: instant(text)) }

    private mutating func look(at instant: Instant) {
        now = instant
        isSuspended = false
        let look = record.look(at: now, decided: decided)
        for decision in look.decisions {
            line.append(drawn(decision))
            if let key = decision.occurrence.replaces { replaced.append(key) }
            if case .emit = decision.verdict {
                let message = record.message(for: decision.occurrence, now: now)
                if message == nil { Issue.record("\(drawn(decision)) has no words") }
                if let message {
                    messages.append(message)
                    words.append(message.text)
                }
            }
            decided.add(decision, at: now)
        }
        let again = record.look(at: now, decided: decided)
        if !again.decisions.isEmpty { Issue.record("decided again: \(again.decisions.map(drawn))") }
        if let next = look.next, next <= now { Issue.record("asks for a look in the past, at \(drawn(next))") }
        next = look.next
    }

    /// From now on nobody looks at an edit, until the next look.
    mutating func suspend() { isSuspended = true }

    /// Changes what is known, and looks at once.
    mutating func edit(at text: String, _ change: (CareRecord, Instant) -> CareRecord) {
        now = instant(text)
        record = change(record, now)
        if !isSuspended { look(at: now) }
    }

    // MARK: Drawing

    private func drawn(_ decision: Decision) -> String {
        let occurrence = decision.occurrence
        let window = occurrence.window
        let treatment = window.treatment == id("T-1") ? "" : "\(window.treatment)/"
        let role = occurrence.role == .reminder ? "" : " \(occurrence.role.rawValue)"
        var text = "\(treatment)\(window.instruction)\(role)@\(drawn(occurrence.due))"
        if let replaces = occurrence.replaces {
            let said = decided.said.last { $0.key == replaces }
            text += " of \(said.map { drawn($0.at) } ?? "nothing")"
        }
        switch decision.verdict {
        case .emit(let lateBy):
            if lateBy != now - occurrence.due { Issue.record("\(text) is \(lateBy) s late, said at \(drawn(now))") }
            return lateBy == 0 ? text : "\(text) said \(drawn(now))"
        case .miss(let reason): return "\(text) missed \(reason.rawValue)"
        case .suppress(let reason): return "\(text) suppressed \(reason.rawValue)"
        case .cancel(let reason): return "\(text) cancelled \(reason.rawValue)"
        }
    }
}

// MARK: Edits

extension Drawing {
    mutating func change(_ name: String = "T-1", at text: String, _ change: (Treatment, Instant) -> Treatment) {
        edit(at: text) { record, now in
            record.with(treatments: record.treatments.map { $0.id == id(name) ? change($0, now) : $0 })
        }
    }

    /// Moves the whole treatment to end at another time.
    mutating func move(_ name: String = "T-1", toEnd end: String, at text: String) {
        let end = instant(end)
        change(name, at: text) { treatment, now in
            treatment.changed(
                at: now, plannedStart: end - (treatment.plannedEnd - treatment.plannedStart), plannedEnd: end)
        }
    }

    mutating func complete(_ name: String = "T-1", ended: String, at text: String) {
        let ended = instant(ended)
        change(name, at: text) { $0.changed(at: $1, status: .completed, actualStart: $0.start, actualEnd: ended) }
    }

    mutating func cancel(_ name: String = "T-1", noShow: Bool = false, at text: String) {
        change(name, at: text) { $0.changed(at: $1, status: noShow ? .noShow : .cancelled) }
    }

    mutating func add(_ treatment: Treatment, at text: String) {
        edit(at: text) { record, _ in record.with(treatments: record.treatments + [treatment]) }
    }

    mutating func set(plan status: Plan.Status, at text: String) {
        let now = instant(text)
        change(at: text) { plan, _ in plan.with(history: plan.history.changed(to: status, at: now)) }
    }

    mutating func set(patient status: Patient.Status, at text: String) {
        edit(at: text) { record, now in
            let patient = record.patient
            return record.with(
                patient: Patient(
                    id: patient.id, zone: patient.zone, language: patient.language, quietHours: patient.quietHours,
                    history: patient.history.changed(to: status, at: now), name: nil))
        }
    }

    /// Changes the plan, and the protocol that it follows where one is given. Treatments are planned anew where
    /// the plan asks for other reminders.
    mutating func change(
        to careProtocol: CareProtocol? = nil, at text: String, _ change: (Plan, CareProtocol) -> Plan
    ) {
        edit(at: text) { record, now in
            let course = record.courses[0]
            let careProtocol = careProtocol ?? course.careProtocol
            let plan = change(course.plan, careProtocol)
            let isOther = plan.asksOtherwise(than: course.plan)
            return record.with(
                courses: [Course(plan: plan, careProtocol: careProtocol)] + record.courses.dropFirst(),
                treatments: record.treatments.map { $0.plan == plan.id && isOther ? $0.replanned(at: now) : $0 })
        }
    }

    /// Answers what was said last of an instruction.
    mutating func answer(_ answer: Response.Answer, _ name: String, at text: String) {
        guard let said = decided.said.last(where: { $0.window.instruction == id(name) }) else {
            preconditionFailure("nothing was said of \(name)")
        }
        edit(at: text) { record, now in
            record.with(responses: record.responses + [Response(reminder: said.key.base, answer: answer, at: now)])
        }
    }

    mutating func snooze(_ name: String, until: String, at text: String) {
        answer(.snoozed(until: instant(until)), name, at: text)
    }

    mutating func report(_ signs: Reaction.Sign..., treatment: String = "T-1", at text: String) {
        edit(at: text) { record, now in
            let reaction = Reaction(
                id: id("R-\(record.reactions.count + 1)"), patient: record.patient.id, treatment: id(treatment),
                signs: signs, reportedAt: now, clearedAt: nil)
            return record.with(reactions: record.reactions + [reaction])
        }
    }

    mutating func clear(_ name: String = "R-1", at text: String) {
        edit(at: text) { record, now in
            record.with(
                reactions: record.reactions.map { reaction in
                    guard reaction.id == id(name) else { return reaction }
                    return Reaction(
                        id: reaction.id, patient: reaction.patient, treatment: reaction.treatment, signs: reaction.signs,
                        reportedAt: reaction.reportedAt, clearedAt: now)
                })
        }
    }
}

extension CareRecord {
    func with(
        patient: Patient? = nil, courses: [Course]? = nil, treatments: [Treatment]? = nil,
        responses: [Response]? = nil, reactions: [Reaction]? = nil
    ) -> CareRecord {
        CareRecord(
            store: store, patient: patient ?? self.patient, zone: zone, clinic: clinic, courses: courses ?? self.courses,
            treatments: treatments ?? self.treatments, responses: responses ?? self.responses,
            reactions: reactions ?? self.reactions)
    }
}

extension Plan {
    func with(
        careProtocol: ProtocolReference? = nil, history: History<Status>? = nil,
        modalities: [InstructionID: Modality]? = nil, switchedOff: Set<InstructionID>? = nil,
        changes: [InstructionChange]? = nil
    ) -> Plan {
        Plan(
            id: id, patient: patient, careProtocol: careProtocol ?? self.careProtocol, history: history ?? self.history,
            modalities: modalities ?? self.modalities, switchedOff: switchedOff ?? self.switchedOff,
            changes: changes ?? self.changes)
    }
}

extension Instruction {
    func with(
        window: WindowRule? = nil, quiet: QuietPolicy? = nil, nag: Nag? = nil, text: Translations<Wording>? = nil,
        label: Translations<String>? = nil
    ) -> Instruction {
        Instruction(
            id: id, kind: kind, subject: subject, modality: modality, window: window ?? self.window, cadence: cadence,
            session: session, usefulFor: usefulFor, quiet: quiet ?? self.quiet, nag: nag ?? self.nag,
            text: text ?? self.text, label: label ?? self.label, citations: citations)
    }
}
