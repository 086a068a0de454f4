import Foundation

// One moment, one message (rule 13 of aftercare(7)): what one evaluation decides to say to one patient is one message,
// except what the protocol wants said apart and what is for the staff.

extension Schedule {
    /// Composes messages from `decisions`, all of which are emitted at `now`.
    ///
    /// - Returns: the messages in the order in which they go out, each with its decisions in the order in which it says
    ///   them. The payload of a decision is now the sentence that speaks of it; several may share one.
    package func messages(of decisions: [Decision], at now: Instant) -> [[Decision]] {
        var before: [[Decision]] = []
        var lines: [Line] = []
        var after: [[Decision]] = []
        for (index, decision) in decisions.enumerated() {
            let instruction = decision.occurrence.role.isForStaff ? nil : asked(decision)
            let isUrgent = decision.occurrence.window.kind == .monitor || instruction?.isUrgent ?? false
            if decision.occurrence.role.isForStaff {
                before.append([decision])
            } else if instruction?.apart ?? false {
                if isUrgent { before.append([decision]) } else { after.append([decision]) }
            } else {
                let rank: Line.Rank = isUrgent ? .urgent : decision.occurrence.role == .correction ? .correction : .other
                lines.append(Line(rank: rank, index: index, decisions: [decision]))
            }
        }
        lines = combined(lines, at: now).sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
        return (before + joined(lines) + after).map(signed)
    }

    private func asked(_ decision: Decision) -> Instruction? {
        let key = InstructionKey(decision.occurrence.window)
        return planned(key)?.instruction ?? instruction(of: key)
    }

    // MARK: Restrictions that end at the same time

    /// What makes restrictions one sentence.
    private struct Ending: Hashable {
        let until: Instant
        let language: Language
        let pattern: String
        let sessions: Set<TreatmentID>
    }

    /// Says restrictions that end at the same time in one sentence of their labels: `Until Sunday 09:26: no alcohol, no
    /// smoking.`
    private func combined(_ lines: [Line], at now: Instant) -> [Line] {
        let endings = lines.map { $0.decisions.first.flatMap(ending) }
        let groups = Dictionary(grouping: lines.indices.filter { endings[$0] != nil }) { endings[$0] }
        var combined: [Line] = []
        for (index, line) in lines.enumerated() {
            guard let ending = endings[index], let group = groups[ending], group.count > 1 else {
                combined.append(line)
                continue
            }
            guard index == group.first else { continue }
            combined.append(
                Line(
                    rank: group.map { lines[$0].rank }.min() ?? line.rank, index: line.index,
                    decisions: restated(group.flatMap { lines[$0].decisions }, ending, at: now)))
        }
        return combined
    }

    /// Nil for what keeps its own sentence: what is no restriction, is over, names no end or has no name.
    private func ending(_ decision: Decision) -> Ending? {
        let occurrence = decision.occurrence
        guard [.abstain, .restrict, .limit].contains(occurrence.window.kind), occurrence.phase != .end,
            occurrence.role == .reminder || occurrence.role == .standing, let until = decision.claim.until,
            decision.claim.label != nil, let payload = decision.payload,
            let pattern = pattern(\.together, of: occurrence.window.plan, in: payload.language)
        else { return nil }
        // The list of sessions is said once, with the first of those that it counts for.
        return Ending(
            until: until, language: payload.language, pattern: pattern, sessions: Set(payload.alsoFor + [occurrence.window.treatment]))
    }

    private func restated(_ decisions: [Decision], _ ending: Ending, at now: Instant) -> [Decision] {
        var labels: [String] = []
        for label in decisions.compactMap(\.claim.label) where !labels.contains(label) { labels.append(label) }
        let moment = PatientTimeFormat(zone: zone, language: ending.language).moment(ending.until, seenFrom: now)
        let sentence = ending.pattern.replacingOccurrences(of: "{until}", with: moment)
            .replacingOccurrences(of: "{labels}", with: labels.joined(separator: ", "))
        let sessions = decisions.lazy.compactMap { sessionsSentence(of: $0, at: now) }.first
        let text = [sentence, sessions].compactMap(\.self).joined(separator: " ")
        guard text.utf8.count <= Phrases.maxBytes else { return decisions }
        return decisions.map { decision in
            var claim = decision.claim
            claim.clock = zone.local(ending.until)
            return Decision(
                occurrence: decision.occurrence, verdict: decision.verdict, claim: claim,
                payload: Payload(text: text, language: ending.language, alsoFor: decision.payload?.alsoFor ?? []))
        }
    }

    /// The sentence at the end of its payload that names its sessions; nil when there is none.
    private func sessionsSentence(of decision: Decision, at now: Instant) -> String? {
        guard let payload = decision.payload, !payload.alsoFor.isEmpty else { return nil }
        let window = decision.occurrence.window
        let sentence = sessionsSentence(Set(payload.alsoFor + [window.treatment]), plan: window.plan, in: payload.language, now: now)
        return payload.text.hasSuffix(sentence) ? sentence : nil
    }

    // MARK: Messages

    /// Puts the lines into one message, or into several where one would be too long for the journal.
    private func joined(_ lines: [Line]) -> [[Decision]] {
        var messages: [[Decision]] = []
        var length = 0
        for line in lines {
            let size = line.decisions.first?.payload?.text.utf8.count ?? 0
            if !messages.isEmpty, length + 1 + size <= Phrases.maxBytes {
                messages[messages.count - 1] += line.decisions
                length += 1 + size
            } else {
                messages.append(line.decisions)
                length = size
            }
        }
        return messages
    }

    /// Names the clinic once in a message to a patient, where the clinic wants it.
    private func signed(_ message: [Decision]) -> [Decision] {
        guard record.clinic.signsMessages, let first = message.first, !first.occurrence.role.isForStaff, let payload = first.payload,
            let pattern = pattern(\.sender, of: first.occurrence.window.plan, in: payload.language)
                ?? Sentences.builtIn(in: payload.language).sender
        else { return message }
        let text = pattern.replacingOccurrences(of: "{clinic}", with: record.clinic.name)
            .replacingOccurrences(of: "{text}", with: payload.text)
        let length = Payload.text(of: message.compactMap(\.payload)).utf8.count + text.utf8.count - payload.text.utf8.count
        guard length <= Phrases.maxBytes else { return message }
        var isFirstLine = true
        return message.map { decision in
            isFirstLine = isFirstLine && decision.payload?.text == payload.text
            guard isFirstLine, let own = decision.payload else { return decision }
            return Decision(
                occurrence: decision.occurrence, verdict: decision.verdict, claim: decision.claim,
                payload: Payload(text: text, language: own.language, alsoFor: own.alsoFor))
        }
    }

    /// The protocol's own pattern, or the built-in one of this language; nil when neither has one.
    private func pattern(_ key: KeyPath<Sentences, String?>, of plan: PlanID, in language: Language) -> String? {
        record.assignedPlan(plan)?.careProtocol.sentences?.text(in: language)?[keyPath: key]
            ?? Sentences.own.text(in: language)?[keyPath: key]
    }
}

/// A line of a message, with the decisions that it speaks of.
private struct Line {
    enum Rank: Int, Comparable {
        case urgent, correction, other

        static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    let rank: Rank
    /// Its place among the decisions.
    let index: Int
    let decisions: [Decision]
}
