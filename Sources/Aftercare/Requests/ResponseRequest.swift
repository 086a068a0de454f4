/// A response to a reminder. The values are as typed; `admit` checks them.
package struct ResponseRequest: Hashable, Codable, Sendable {
    /// `acknowledged`, `snoozed` or `declined`.
    package var answer: String
    /// For a snooze: its length, like `30min`.
    package var lasting: String?
    /// For a snooze, instead: its end, on the patient's clock; a time of day alone is the next such time.
    package var until: String?
    /// Whether everything is answered that was said in the same message, as far as it can be.
    package var message: Bool?

    package init(answer: String, lasting: String? = nil, until: String? = nil, message: Bool? = nil) {
        self.answer = answer
        self.lasting = lasting
        self.until = until
        self.message = message
    }

    /// The response to record; nil if something is wrong, with every problem added to `problems`.
    ///
    /// - Parameters:
    ///   - reminder: the reminder that is answered, or a repetition of it.
    ///   - earlier: the earlier responses to it, the newest last.
    package func admit(
        _ reminder: Reminder, earlier: [Response], zone: Zone, now: Instant, problems: inout Problems
    ) -> Response? {
        let role = reminder.occurrence.role
        guard reminder.emittedAt != nil || reminder.state == .sending, role != .confirmation, role != .reaction,
            role != .correction
        else {
            problems.add(.contradiction, at: "", Self.unanswerable(reminder))
            return nil
        }
        guard let kind = problems.read(answer, oneOf: Response.Answer.Kind.self, at: "answer") else { return nil }
        // When the staff takes up a refusal or a missing answer, they acknowledge the reminder, and that ends it.
        // Everything else is answered only once.
        let isTakenUp = kind == .acknowledged && earlier.last?.answer == .declined
        if let last = earlier.last?.answer, last.kind != .snoozed, !isTakenUp {
            problems.add(
                .alreadyFinished, at: "", "reminder '\(reminder.id.short)' was \(last.kind.rawValue) already, and that stands")
            return nil
        }
        let until = snoozedUntil(kind, reminder, zone: zone, now: now, problems: &problems)
        guard problems.list.isEmpty else { return nil }
        let answer: Response.Answer =
            switch kind {
            case .acknowledged: .acknowledged
            case .declined: .declined
            case .snoozed: .snoozed(until: until ?? now)
            }
        return Response(reminder: reminder.occurrence.key.base, answer: answer, at: now)
    }

    private func snoozedUntil(
        _ kind: Response.Answer.Kind, _ reminder: Reminder, zone: Zone, now: Instant, problems: inout Problems
    ) -> Instant? {
        guard kind == .snoozed else {
            if lasting != nil || until != nil {
                problems.add(.contradiction, at: "until", "only a snooze has a time; leave it out, or answer 'snoozed'")
            }
            return nil
        }
        var until: Instant?
        switch (lasting, self.until) {
        case (let lasting?, nil):
            do { until = problems.adding(try Span(plain: lasting), to: now, in: zone, at: "lasting") } catch {
                problems.add(.malformed, at: "lasting", "\(error)")
            }
        case (nil, let text?):
            let isTimeOfDay = (try? LocalTime(text: text)) != nil
            guard problems.needsNoClock(isTimeOfDay, text, in: zone, at: "until") else { return nil }
            until = zone.next(text, after: now) ?? problems.instant(text, in: zone, now: now, at: "until")
        case (nil, nil): problems.add(.missing, at: "lasting", "say for how long it is snoozed, like 30min")
        case (_?, _?): problems.add(.contradiction, at: "until", "say 'lasting' or 'until', not both")
        }
        guard let until else { return nil }
        let deadline = Self.deadline(of: reminder.occurrence)
        let path = lasting == nil ? "until" : "lasting"
        if until <= now {
            problems.add(.outOfRange, at: path, "\(zone.written(until)) has passed; snooze until later")
        } else if until >= deadline {
            problems.add(
                .outOfRange, at: path,
                "by \(zone.written(until)) it would be of no more use (it is until \(zone.written(deadline))); "
                    + "snooze for less, or acknowledge or decline it")
        }
        return until
    }

    /// Until when repeating it is of use. A repetition's own deadline is only the next repetition.
    private static func deadline(of occurrence: Occurrence) -> Instant {
        guard occurrence.role == .nag || occurrence.role == .escalation else { return occurrence.deadline }
        let closes = occurrence.window.closes
        return occurrence.phase == .end ? closes + Occurrence.closingGrace : closes
    }

    private static func unanswerable(_ reminder: Reminder) -> String {
        switch reminder.occurrence.role {
        case .confirmation:
            "'\(reminder.id)' asks whether a treatment took place; answer with 'aftercarectl treatment complete' or 'cancel'"
        case .reaction: "'\(reminder.id)' tells of a reaction; answer with 'aftercarectl reaction clear'"
        case .correction: "'\(reminder.id)' is a correction, which wants no answer; answer what it replaces"
        case .reminder, .nag, .snoozed, .standing, .escalation:
            "reminder '\(reminder.id.short)' was never said (it is \(reminder.state.rawValue)); only what was said can be answered"
        }
    }
}

extension Zone {
    /// The next instant at which a clock here shows the time of day `text`; nil if it is not one.
    fileprivate func next(_ text: String, after now: Instant) -> Instant? {
        guard let time = try? LocalTime(text: text) else { return nil }
        let today = local(now).date
        return [today, today.adding(days: 1)].map { instant(of: LocalDateTime(date: $0, time: time)) }.first { $0 > now }
    }
}
