import Aftercare

/// One random case: how things stand, what is done to them, and how well the clock keeps time.
struct Case {
    let seed: UInt64
    let story: Story
    /// In order of time.
    let edits: [Edit]
    let pace: Pace
    let begins: Instant
    private let dice: Dice

    enum Pace: CaseIterable {
        /// Every look comes when it was to come.
        case punctual
        /// Looks come up to some minutes late.
        case slow
        /// Looks come hours or days late at times.
        case broken
        /// The clock is set back at times.
        case steppingBack
    }

    /// - Parameters:
    ///   - isUndisturbed: nothing is edited.
    ///   - pace: nil: one that is drawn.
    init(seed: UInt64, isUndisturbed: Bool = false, pace: Pace? = nil) {
        var dice = Dice(seed: seed)
        self.seed = seed
        story = Story(&dice)
        let first = story.treatments.map(\.start).min() ?? Instant(seconds: 0)
        let last = story.treatments.map(\.end).max() ?? first
        begins = first - 6 * 86_400
        var edits: [Edit] = []
        let span = (last - first) / 60 + 5 * 1440
        for _ in 0..<dice.roll(0...7) {
            let at = first + (dice.seconds(0...span) - 2 * 1440) * 60
            let edit = Edit(at: at, &dice)
            edits.append(edit)
            // Often several at once, and what silences is mostly taken back.
            if dice.chance(20) { edits.append(Edit(at: at, &dice)) }
            if dice.chance(75), let undone = edit.undone(at: at + dice.seconds(0...72) * 3600) { edits.append(undone) }
        }
        self.edits = isUndisturbed ? [] : edits.sorted { $0.at < $1.at }
        let drawn = dice.pick(Pace.allCases)
        self.pace = pace ?? drawn
        self.dice = dice
    }

    /// What happens, look by look, until nothing is planned any more.
    func told() -> Telling {
        var dice = dice
        var telling = Telling(of: self)
        var story = story
        var clock = begins
        var edits = edits[...]
        var next: Instant? = begins
        // More than any case needs: a core that never comes to an end is found by it.
        for _ in 0..<4000 {
            let due = next.map { max($0, clock) + late(&dice) }
            if let edit = edits.first, due.map({ max(edit.at, clock) <= $0 }) ?? true {
                clock = max(clock, edit.at)
                // While the service is down nobody edits anything: then it waits.
                if pace == .broken, dice.chance(60), let due { clock = max(clock, due) }
                edits = edits.dropFirst()
                let isAdmitted = edit.apply(to: &story, now: clock)
                next = telling.evaluate(&story, at: clock, after: isAdmitted ? edit : nil)
            } else if let due {
                clock = due
                next = telling.evaluate(&story, at: clock, after: nil)
                if pace == .steppingBack, dice.chance(10) { clock = clock - dice.pick([30, 600, 7200, 86_400]) }
            } else {
                telling.ends(story)
                return telling
            }
        }
        telling.ends(story)
        telling.isEndless = true
        return telling
    }

    private func late(_ dice: inout Dice) -> Int64 {
        switch pace {
        case .punctual, .steppingBack: return 0
        case .slow: return dice.chance(60) ? dice.seconds(0...5) : dice.seconds(0...900)
        case .broken:
            if dice.chance(70) { return 0 }
            return dice.chance(60) ? dice.seconds(0...8 * 3600) : dice.seconds(0...4 * 86_400)
        }
    }
}

/// What happened in a case.
struct Telling {
    let seed: UInt64
    let pace: Case.Pace
    private(set) var scenes: [Scene] = []
    private(set) var end: Story
    /// The latest that the clock ever showed.
    private(set) var endedAt: Instant
    /// Whether it was broken off, since there was always something more to look at.
    var isEndless = false

    /// One look, and how things stood.
    struct Scene {
        let at: Instant
        let before: Story
        /// What was done just before it.
        let edit: Edit?
        let record: CareRecord
        let decided: DecisionHistory
        let result: EvaluationResult

        /// What it said.
        var emitted: [Decision] {
            result.decisions.filter { if case .emit = $0.verdict { true } else { false } }
        }

        /// What it said to the patient.
        var told: [Decision] { emitted.filter { !$0.occurrence.role.isForStaff } }
    }

    init(of origin: Case) {
        seed = origin.seed
        pace = origin.pace
        end = origin.story
        endedAt = origin.begins
    }

    var decisions: [Decision] { scenes.flatMap(\.result.decisions) }

    fileprivate mutating func evaluate(_ story: inout Story, at now: Instant, after edit: Edit?) -> Instant? {
        let record = story.record
        let decided = story.decided(of: record)
        let result = record.evaluate(at: now, decided: decided)
        scenes.append(Scene(at: now, before: story, edit: edit, record: record, decided: decided, result: result))
        story.take(result, at: now)
        return result.next
    }

    fileprivate mutating func ends(_ story: Story) {
        end = story
        endedAt = scenes.map(\.at).max() ?? endedAt
    }
}
