import Aftercare
import Testing

/// A time line that is drawn while it goes by: look after look at one patient, as the engine makes them, with
/// edits in between.
///
/// A time is told as so long after the end of the sample treatment (`6h`, `-1h`; 2 March 2026, 09:00 UTC), or
/// as a day of the month on the patient's clock (`2 21:00`), and drawn in the same way. Where seconds matter it
/// is told in full (`2026-03-02T21:00:15Z`).
struct Drawing {
    private(set) var record: CareRecord
    private(set) var decided = DecisionHistory()
    /// Everything that was decided, in order: `ice@+6h` was said when it was due, `ice@+6h said +7h` later,
    /// `ice@+6h missed superseded` never.
    private(set) var line: [String] = []
    /// What was said, in words.
    private(set) var words: [String] = []
    /// What was said, with all that goes with it.
    private(set) var payloads: [Payload] = []
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
            guard let local = try? LocalDateTime(text: "\(month)-\(day) \(parts[1])") else {
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
        while let next, next <= end { evaluate(at: max(next, now)) }
        now = end
    }

    /// Looks once: after an outage, or out of turn. Nothing looked before.
    mutating func evaluate(_ text: String) { evaluate(at: instant(text)) }

    private mutating func evaluate(at instant: Instant) {
        now = instant
        isSuspended = false
        let result = record.evaluate(at: now, decided: decided)
        for decision in result.decisions {
            line.append(drawn(decision))
            if let key = decision.occurrence.replaces { replaced.append(key) }
            if case .emit = decision.verdict {
                let payload = decision.payload
                if payload == nil { Issue.record("\(drawn(decision)) has no words") }
                if let payload {
                    payloads.append(payload)
                    words.append(payload.text)
                }
            }
            decided.add(decision, at: now)
        }
        let again = record.evaluate(at: now, decided: decided)
        if !again.decisions.isEmpty { Issue.record("decided again: \(again.decisions.map(drawn))") }
        if let next = result.next, next <= now { Issue.record("asks for a look in the past, at \(drawn(next))") }
        next = result.next
    }

    /// From now on nobody looks at an edit, until the next look.
    mutating func suspend() { isSuspended = true }

    /// Changes what is known, and looks at once.
    mutating func edit(at text: String, _ change: (CareRecord, Instant) -> CareRecord) {
        now = instant(text)
        record = change(record, now)
        if !isSuspended { evaluate(at: now) }
    }

    // MARK: Drawing

    private func drawn(_ decision: Decision) -> String {
        let occurrence = decision.occurrence
        let window = occurrence.window
        let treatment = window.treatment == id("T-1") ? "" : "\(window.treatment)/"
        let role = occurrence.role == .reminder ? "" : " \(occurrence.role.rawValue)"
        var text = "\(treatment)\(window.instruction)\(role)@\(drawn(occurrence.due))"
        if let replaces = occurrence.replaces {
            let said = decided.emitted.last { $0.key == replaces }
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
