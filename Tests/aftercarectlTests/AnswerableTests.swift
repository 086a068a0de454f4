import Aftercare
import Testing

@testable import aftercarectl

@Suite struct `A reminder that is named by its patient and instruction` {
    /// Of the newest one, and an older one that is answerable for sure: which is answered.
    private func answered(_ state: ReminderState, _ role: Role) async throws -> OccurrenceID? {
        let reminders = [
            reminder(2, state, due: "2026-11-20T10:00:00Z", message: "No alcohol.", role: role),
            reminder(1, .settled, due: "2026-11-20T09:00:00Z", message: "No alcohol."),
        ]
        let standIn = try StandIn { question in
            StandIn.Answer(
                body: question.method == "GET" ? json(Page(reminders)) : json(Outcome()))
        }
        defer { standIn.stop() }
        #expect(try await Program.run("acknowledge", "P-0003", "no-alcohol", socket: standIn.socket).status == 0)
        let last = try #require(standIn.questions.last)
        return [occurrence(1), occurrence(2)].first { last.target == "/v1/reminders/\($0.text)/respond" }
    }

    @Test(arguments: ReminderState.allCases) func `is the newest that was said`(state: ReminderState) async throws {
        let wasSaid =
            switch state {
            case .sending, .seen, .settled, .printed: true
            case .missed, .suppressed, .cancelled: false
            }
        #expect(try await answered(state, .reminder) == occurrence(wasSaid ? 2 : 1))
    }

    @Test(arguments: Role.allCases) func `is the newest that asks something of the patient`(role: Role) async throws {
        let asks =
            switch role {
            case .reminder, .nag, .snoozed, .standing: true
            case .correction, .escalation, .confirmation, .reaction: false
            }
        #expect(try await answered(.settled, role) == occurrence(asks ? 2 : 1))
    }
}

@Suite struct `An empty list of reminders` {
    @Test(arguments: [
        ("reminders", "nothing was due yet"), ("reminders P-0003", "nothing was due yet that fits"),
        ("reminders --state missed", "nothing was due yet that fits"),
        ("reminders P-0003 --state missed", "nothing was due yet that fits"),
    ])
    func `says whether others may be there`(line: String, words: String) async throws {
        let standIn = try StandIn(Practice(isEmpty: true).answer)
        defer { standIn.stop() }
        let outcome = try await Program.run(line.split(separator: " ").map(String.init), socket: standIn.socket)
        #expect(outcome.status == 0)
        #expect(outcome.talk == "note: \(words)\n")
    }
}
