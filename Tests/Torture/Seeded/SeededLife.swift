import Aftercare
import AftercareConfig
import AftercareEngine
import AftercareSimulation

/// The real engine, over a clock, a journal and a store that misbehave as a seed says, for many patients and days.
///
/// A twin lives the same without any of it. What the twin decided must stand in the ledger too, whatever became of it;
/// what the ledger calls said must be in the journal, once, and not before its time; the reminders of a message must share
/// its number and its receipt; and the numbers must be whole.
package struct SeededLife {
    package let seed: UInt64
    package let patients: Int
    package let days: Int
    private let start = Instant(seconds: 1_772_323_200)  // 1 March 2026, 00:00 UTC

    package init(seed: UInt64, patients: Int, days: Int) {
        self.seed = seed
        self.patients = patients
        self.days = days
    }

    package static let name = "seeded simulation"

    /// 10,000 days of patients, in lives small enough to be looked into.
    static func full(seed: UInt64) -> [SeededLife] { (0..<20).map { SeededLife(seed: seed + $0, patients: 10, days: 50) } }
    static func short(seed: UInt64) -> [SeededLife] { [SeededLife(seed: seed, patients: 10, days: 20)] }

    /// One after another, in one row.
    static func all(_ lives: [SeededLife]) async throws -> (Tally, remarks: [String]) {
        var tally = Tally(name)
        var remarks: [String] = []
        for life in lives {
            let assigned = try await life.run()
            tally.add(assigned.tally)
            remarks += assigned.findings.prefix(5).map { "seed \(life.seed), \(life.patients) patients, \(life.days) days: \($0)" }
        }
        let days = lives.map { $0.patients * $0.days }.reduce(0, +)
        return (tally, ["\(days) days of patients; runs are faults"] + remarks)
    }

    /// What came of it.
    package struct AssignedPlan {
        package var tally: Tally
        /// In words, each with what is needed to look for it.
        package var findings: [String] = []
        package var events = 0
    }

    package func run() async throws -> AssignedPlan {
        var dice = Dice(seed: seed)
        let population = Population(patients, from: start, days: days, dice: &dice)
        let twin = try await begun(population)
        let faulty = try await begun(population)
        var assigned = AssignedPlan(tally: Tally(Self.name))
        for day in 0..<days {
            let midnight = start + Int64(day) * 86_400
            let moments = (0..<Int.random(in: 0...3, using: &dice))
                .map { _ in midnight + Int64.random(in: 0..<80_000, using: &dice) }.sorted()
            for moment in moments {
                await faulty.run(until: moment)
                await undergo(Event.roll(&dice), faulty)
                assigned.events += 1
            }
            await faulty.run(until: midnight + 86_400)
            try await edit(on: day, population, faulty, &dice)
        }
        let end = start + Int64(days + 3) * 86_400
        await faulty.run(until: end)
        await twin.run(until: end)
        assigned.tally.runs = assigned.events
        try await judge(faulty, against: twin, population, &assigned)
        return assigned
    }

    private func begun(_ population: Population) async throws -> Simulation {
        guard let careProtocol = Population.careProtocol.value else { throw TortureFailure.notDone("the seeded protocol is unreadable") }
        let simulation = try await Simulation(
            from: start - 3600, clinic: Population.clinic, careProtocols: [careProtocol], zone: Population.zone(named:))
        try await simulation.apply(population.request)
        return simulation
    }

    // MARK: What happens

    private func undergo(_ event: Event, _ simulation: Simulation) async {
        let now = simulation.now
        switch event {
        case .journal(let fault, let seconds):
            simulation.journalFault(fault, isOn: true)
            await simulation.run(until: now + seconds)
            simulation.journalFault(fault, isOn: false)
        case .diskFull(let seconds):
            simulation.storeFault(isOn: true)
            await simulation.run(until: now + seconds)
            simulation.storeFault(isOn: false)
        case .outage(let seconds): await simulation.outage(from: now, until: now + seconds)
        case .killSending(let count, let up):
            simulation.kill(afterSending: count)
            await simulation.run(until: now + up)
            await simulation.restart()
        case .killCommitting(let count, let up):
            simulation.kill(afterCommitting: count)
            await simulation.run(until: now + up)
            await simulation.restart()
        case .powerCut(let kept): await simulation.cutPower(keeping: kept)
        case .clockStep(let step, let seconds):
            await simulation.setClock(to: now + step)
            await simulation.run(until: now + step + seconds)
            await simulation.setClock(to: now + seconds)
        }
    }

    /// Somebody moves, completes or cancels a session of one of those patients.
    private func edit(on day: Int, _ population: Population, _ simulation: Simulation, _ dice: inout Dice) async throws {
        let soon = population.request.treatments.filter { request in
            guard let patient = PatientID(request.patient), population.edited.contains(patient) else { return false }
            return request.id?.hasSuffix("-\(day + 1)") ?? false
        }
        for request in soon {
            guard let id = request.id.flatMap(TreatmentID.init) else { continue }
            let command: Command =
                switch Int.random(in: 0...3, using: &dice) {
                case 0: .cancelTreatment(id, CancellationRequest())
                case 1: .moveTreatment(id, MoveRequest(start: (simulation.now + 30 * 3600).text))
                default: .cancelTreatment(id, CancellationRequest(noShow: true))
                }
            // A clinic that is told "no" tries no more; nothing of it was applied.
            do { try await simulation.apply(command) } catch is RefusedRequest {}
        }
    }

    // MARK: What came of it

    private func judge(
        _ faulty: Simulation, against twin: Simulation, _ population: Population, _ assigned: inout AssignedPlan
    ) async throws {
        let ledger = try await faulty.ledger()
        var seen: [String: Int] = [:]
        let emissions = faulty.emissions
        for emission in emissions {
            guard let sayings = emission.sayings else {
                assigned.tally.lost += 1
                assigned.findings.append("what belongs to each of \(emission.ids) is not told, at \(emission.at)")
                continue
            }
            for saying in sayings {
                seen[saying.id, default: 0] += 1
                if seen[saying.id] ?? 0 > 1, !saying.isUncertain {
                    assigned.tally.duplicated += 1
                    assigned.findings.append("duplicated: \(saying.id)")
                }
                if let due = saying.due, emission.at < due {
                    assigned.tally.early += 1
                    assigned.findings.append("early: \(saying.id), at \(emission.at)")
                }
            }
        }
        assigned.tally.reminders = seen.count

        for reminder in ledger {
            switch reminder.state {
            case .sending, .seen:
                assigned.tally.stuck += 1
                assigned.findings.append("stuck: \(reminder.id), \(reminder.state)")
            case .settled where seen[reminder.id.text] == nil:
                assigned.tally.lost += 1
                assigned.findings.append("lost, though settled: \(reminder.id)")
            default: break
            }
        }
        let decided = Set(ledger.map(\.id))
        for reminder in try await twin.ledger() where reminder.occurrence.role == .reminder {
            guard !population.edited.contains(reminder.patient), !decided.contains(reminder.id) else { continue }
            assigned.tally.lost += 1
            assigned.findings.append("lost without a word: \(reminder.id), due \(reminder.occurrence.due), \(reminder.patient)")
        }
        // Of what is there twice the ledger has one, and perhaps in another message.
        judgeReceipts(emissions.map { (number: $0.number, ids: $0.ids.filter { seen[$0] == 1 }) }, ledger, &assigned)
        judgeNumbers(emissions, free: Set(try faulty.freeNumbers()), &assigned)
    }

    /// Every reminder of a message that has its receipt has the message's number and its cursor, which no other message has.
    private func judgeReceipts(_ messages: [(number: Int64?, ids: [String])], _ ledger: [Reminder], _ assigned: inout AssignedPlan) {
        let settled = Dictionary(ledger.filter { $0.state == .settled }.map { ($0.id.text, $0) }) { first, _ in first }
        var taken: Set<String> = []
        for message in messages {
            let rows = message.ids.compactMap { settled[$0] }
            for row in rows where row.sequence != message.number {
                assigned.tally.lost += 1
                assigned.findings.append("\(row.id) has number \(row.sequence ?? 0), and its record \(message.number ?? 0)")
            }
            let cursors = Set(rows.map { $0.cursor ?? "none" })
            let isOne = cursors.count < 2 && !cursors.contains("none") && taken.isDisjoint(with: cursors)
            taken.formUnion(cursors)
            guard !isOne else { continue }
            assigned.tally.lost += 1
            assigned.findings.append("the receipts of \(message.ids) are not one, and theirs alone: \(cursors.sorted())")
        }
    }

    /// Every number from 1 is borne by a record or known to be free, none by two messages.
    private func judgeNumbers(_ emissions: [Emission], free: Set<Int64>, _ assigned: inout AssignedPlan) {
        var bearers: [Int64: Set<Set<String>>] = [:]
        for emission in emissions {
            guard let number = emission.number else { continue }
            bearers[number, default: []].insert(Set(emission.ids))
        }
        for (number, messages) in bearers where messages.count > 1 {
            assigned.tally.duplicated += 1
            assigned.findings.append("number \(number) is borne by \(messages.map { $0.sorted() })")
        }
        for number in 1...max(1, bearers.keys.max() ?? 1) where bearers[number] == nil && !free.contains(number) {
            assigned.tally.lost += 1
            assigned.findings.append("number \(number) is missing")
        }
    }
}
