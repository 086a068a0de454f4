import Aftercare
import AftercareAPI
import AftercareClient
import AftercareStore
import Foundation
import Testing

/// What an audit and a doctor ask for.
@Suite struct `Over the socket, for a proof` {
    /// Three reminders that were due: an hour ago each, shown on the terminal.
    private func open(_ body: (Desk) async throws -> Void) async throws {
        try await Desk.open { desk in
            let request = ClinicRequest(
                patients: (1...3).map { PatientRequest(id: "P-\($0)", zone: "UTC") },
                plans: (1...3).map { PlanRequest(id: "PL-\($0)", patient: "P-\($0)", protocol: "sample") },
                treatments: (1...3).map { TreatmentRequest(id: "T-\($0)", patient: "P-\($0)", start: "now-\(45 + 60 * (3 - $0))min") })
            let _: Outcome = try await desk.client.post("apply", request)
            while case let body:Page<ListedReminder> = try await desk.client.get("reminders"), body.items.count < 3 {}
            try await body(desk)
        }
    }

    @Test func `the ledger comes page by page, by its numbers`() async throws {
        try await open { desk in
            let first: LedgerPage = try await desk.client.get("ledger", query: ["limit": "2"])
            #expect(first.rows.map(\.sequence) == [1, 2] && first.next == 2 && first.first == 1 && first.highest == 3)
            #expect(first.store == desk.store.id.uuidString.lowercased() && first.uid == geteuid())
            #expect(first.free == [] && first.restoredAt == nil)
            let second: LedgerPage = try await desk.client.get("ledger", query: ["limit": "2", "after": "2"])
            #expect(second.rows.map(\.sequence) == [3] && second.next == nil)
            let reminders: Page<ListedReminder> = try await desk.client.get("reminders")
            #expect(Set((first.rows + second.rows).map(\.id)) == Set(reminders.items.map(\.id)))
            #expect((first.rows + second.rows).allSatisfy { $0.state == .printed && $0.attempt == 1 && $0.cursor == nil })
        }
    }

    @Test func `the ledger begins where a span of time does`() async throws {
        try await open { desk in
            let all: LedgerPage = try await desk.client.get("ledger")
            let last = try #require(all.rows.max { $0.due < $1.due })
            let since: LedgerPage = try await desk.client.get("ledger", query: ["since": last.due.text])
            #expect(since.first == last.sequence && since.rows.map(\.sequence) == Array(last.sequence...3))
            let none: LedgerPage = try await desk.client.get("ledger", query: ["since": (last.due + 1).text])
            #expect(none.rows.isEmpty && none.first == 4 && none.highest == 3)
        }
    }

    @Test(arguments: ["since": "yesterday", "after": "-1", "limit": "501"])
    func `what makes no sense is refused`(key: String, value: String) async throws {
        try await Desk.open { desk in
            do {
                let _: LedgerPage = try await desk.client.get("ledger", query: [key: value])
                Issue.record("it was answered")
            } catch let error as ErrorBody {
                #expect(error.problems.map(\.path) == [key])
            }
        }
    }

    @Test func `the service tells of the place that it runs in`() async throws {
        try await Desk.open { desk in
            let told: MachineBody = try await desk.client.get("machine")
            #expect(told == machine)
        }
    }
}
