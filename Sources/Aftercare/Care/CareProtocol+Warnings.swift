extension CareProtocol {
    /// What users of this protocol should know, although it can be used as it is. Paths are those of a protocol file.
    package func warnings() -> [Problem] {
        var problems = Problems()
        if isDraft {
            problems.add(
                .missing, at: "signed-off",
                "protocol '\(reference)' is a draft; a clinician answers for it by adding 'signed-off: { by: …, on: … }'")
        }
        warnOfSentences(&problems)
        for instruction in instructions.prefix(Self.maxInstructions) {
            var own = Problems(at: "instructions.\(instruction.id)")
            instruction.warnOfMoments(duration: usualDuration?.nominal ?? 3600, &own)
            instruction.warnOfNag(&own)
            instruction.warnOfNext(&own)
            instruction.warnOfTerm(vocabulary, &own)
            problems.add(own.list)
        }
        return problems.list
    }

    /// Without `together` in a language that the service does not speak by itself, a message takes more lines.
    private func warnOfSentences(_ problems: inout Problems) {
        for (language, own) in (sentences?.byLanguage ?? [:]).sorted(by: { $0.key < $1.key })
        where own.together == nil && !Sentences.own.isAvailable(in: language) {
            problems.add(
                .missing, at: "sentences.\(language).together",
                "the sentences in '\(language)' leave out 'together', so each of several restrictions that end at the same time has a "
                    + "line of its own; add one that holds {until} and {labels}")
        }
    }
}

extension Instruction {
    /// A term under an unknown name is not recognised as the same thing elsewhere.
    fileprivate func warnOfTerm(_ vocabulary: Vocabulary, _ problems: inout Problems) {
        guard [.abstain, .restrict, .limit].contains(kind), let subject, !vocabulary.knows(subject), let key = kind.subjectKey
        else { return }
        let meant = vocabulary.nearest(to: subject).map { "; did you mean '\($0)'?" } ?? ""
        problems.add(
            .unknownTerm, at: key,
            "'\(subject.quotable)' is no term that the service knows\(meant), so it counts as the same only where it is written so; name it "
                + "under 'terms:', with its names in other languages")
    }

    /// A time of day may lie outside the window of one session and inside that of another.
    ///
    /// - Parameter duration: how long a session takes, in seconds.
    fileprivate func warnOfMoments(duration: Int64, _ problems: inout Problems) {
        guard case .moments(let moments) = cadence, moments.count <= Self.maxReminders else { return }
        let times = moments.indices.filter { if case .after(_, at: .some) = moments[$0] { true } else { false } }
        guard !times.isEmpty else { return }
        var windows = 0
        var outside: [Int: [LocalTime]] = [:]
        for minute in stride(from: 0, to: 1440, by: 15) {
            guard let start = LocalTime(hour: minute / 60, minute: minute % 60),
                let interval = window.interval(for: .any(at: start, lasting: duration), in: .utc)
            else { continue }
            windows += 1
            for beat in cadence.beats(outside: interval, zone: .utc) { outside[beat.place, default: []].append(start) }
        }
        for place in times {
            guard case .after(let span, at: let time?) = moments[place], let starts = outside[place] else { continue }
            let moment = "'after: \(span), at: \(time)'"
            let advice = "ask for it sooner, or close the window later"
            problems.add(
                .outOfRange, at: "remind.\(place)",
                starts.count == windows
                    ? "\(moment) lies outside the window of '\(id)', so it is never said; \(advice)"
                    : "\(moment) lies outside the window of '\(id)' where a session starts \(Self.words(starts)), and is not "
                        + "said then; \(advice)")
        }
    }

    /// `from 00:00 to 04:15`, for sorted times a quarter of an hour apart.
    private static func words(_ times: [LocalTime]) -> String {
        var runs: [(first: LocalTime, last: LocalTime)] = []
        for time in times {
            if let run = runs.last, time.minuteOfDay - run.last.minuteOfDay == 15 {
                runs[runs.count - 1].last = time
            } else {
                runs.append((time, time))
            }
        }
        return runs.map { $0.first == $0.last ? "at \($0.first)" : "from \($0.first) to \($0.last)" }.joined(separator: ", or ")
    }

    /// All nags should fit in while the reminder is of use; otherwise the staff is told at its end.
    fileprivate func warnOfNag(_ problems: inout Problems) {
        guard let nag, Self.nagTimes.contains(nag.times), nag.every.nominal < nominalUse else { return }
        let all = nag.every.nominal * Int64(nag.times + 1)
        guard all > nominalUse else { return }
        let use = Span(seconds: nominalUse).plain
        problems.add(
            .contradiction, at: "nag",
            "'\(id)' asks again every '\(nag.every)', \(nag.times == 1 ? "once" : "\(nag.times) times"), and its reminder is of use "
                + "for '\(use)' only: the staff is told at the end of that, before everything was asked and waited for; ask "
                + "sooner or less often, or say 'useful:' for longer")
    }

    /// The last reminder of a window has no next one to mention.
    fileprivate func warnOfNext(_ problems: inout Problems) {
        for (language, wording) in text.byLanguage.sorted(by: { $0.key < $1.key }) {
            let parts = [("", wording.phrases)] + wording.byModality.sorted { $0.key < $1.key }.map { (".\($0.key)", $0.value) }
            for (modality, phrases) in parts {
                for (phase, sentence) in [(Phase.start, phrases.start), (.during, phrases.during)] {
                    guard let sentence, Placeholder.withoutNext(sentence) == nil else { continue }
                    problems.add(
                        .missing, at: "text.\(language)\(modality).\(phase.rawValue)",
                        "nothing is left of this text where no reminder follows, and the patient is told the label of '\(id)' "
                            + "instead; add a sentence without {next}")
                }
            }
        }
    }
}

extension Treatment {
    /// A session at this time of a day, in UTC.
    fileprivate static func any(at time: LocalTime, lasting seconds: Int64) -> Treatment {
        let start = Instant(seconds: 20_000 * 86_400 + Int64(time.minuteOfDay) * 60)
        return Treatment(
            id: TreatmentID(own: "any"), patient: PatientID(own: "any"), plan: PlanID(own: "any"), route: .topical, site: nil,
            product: nil, status: .booked, plannedStart: start, plannedEnd: start + seconds)
    }
}
