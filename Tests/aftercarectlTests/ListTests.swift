import Aftercare
import Testing

@testable import aftercarectl

@Suite struct `A listing` {
    /// Numbers from 1 to `count`, in pages, as the service serves them.
    private final class Pages {
        let count: Int
        var asked: [Int] = []

        init(_ count: Int) { self.count = count }

        func page(_ after: String?, _ limit: Int) -> (items: [Int], next: String?) {
            asked.append(limit)
            let first = after.flatMap { Int($0) } ?? 0
            let items = Array((first + 1..<max(count + 1, first + 1)).prefix(limit))
            return (items, items.count < limit ? nil : items.last.map(String.init))
        }
    }

    private func list(_ pages: Pages, limit: Int, after: String? = nil) async throws -> Listing<Int> {
        try await Service.list(limit: limit, after: after, page: pages.page)
    }

    @Test func `goes on page by page up to its limit`() async throws {
        let pages = Pages(2000)
        let listing = try await list(pages, limit: 1200)
        #expect(listing.items == Array(1...1200))
        #expect(listing.next == "1200")
        #expect(listing.hasMore)
        #expect(pages.asked == [500, 500, 200, 1])
    }

    @Test func `that just fills a page is known to be all`() async throws {
        let listing = try await list(Pages(100), limit: 100)
        #expect(listing.items.count == 100)
        #expect(!listing.hasMore)
        #expect(listing.next == nil)
    }

    @Test func `goes on where another ended`() async throws {
        let listing = try await list(Pages(30), limit: 100, after: "20")
        #expect(listing.items == Array(21...30))
        #expect(!listing.hasMore)
    }

    @Test func `that comes whole is cut at its limit`() async throws {
        let listing = try await Service.list(limit: 3) { _, _ in (Array(1...7), nil) }
        #expect(listing.items == [1, 2, 3])
        #expect(listing.hasMore)
    }
}

/// Lists of what people entered.
@Suite struct `A list of what was entered` {
    private static let plans = [
        plan("PL-0001", of: "P-0003", status: .revoked), plan("PL-0002", of: "P-0003", status: .enteredInError),
    ]
    private static let treatments = [treatment("T-0001", of: "P-0003"), treatment("T-0002", of: "P-0003", status: .enteredInError)]

    private func shown(_ words: String...) async throws -> String {
        let standIn = try StandIn { question in
            switch question.target.prefix(while: { $0 != "?" }) {
            case "/v1/patients":
                StandIn.Answer(body: json(Page([patient("P-0003"), patient("P-0004", status: .enteredInError)])))
            case "/v1/plans": StandIn.Answer(body: json(Page(Self.plans)))
            case "/v1/treatments": StandIn.Answer(body: json(Page(Self.treatments)))
            default:
                StandIn.Answer(body: json(PatientDetails(patient: patient("P-0003"), plans: Self.plans, treatments: Self.treatments)))
            }
        }
        defer { standIn.stop() }
        return try await Program.run(words, socket: standIn.socket).data
    }

    @Test(arguments: [("patient", "P-0004"), ("plan", "PL-0002"), ("treatment", "T-0002")])
    func `leaves out what was entered in error, unless all is asked for`(kind: String, name: String) async throws {
        for format in ["table", "json"] {
            #expect(!(try await shown(kind, "list", "--format", format)).contains("entered-in-error"))
            let all = try await shown(kind, "list", "--all", "--format", format)
            #expect(all.contains(name))
            #expect(all.contains("entered-in-error"))
        }
    }

    @Test func `of treatments says which of them a plan keeps silent`() async throws {
        #expect(try await shown("treatment", "list").contains("T-0001     P-0003   booked, plan revoked  "))
    }

    @Test func `of one patient says that it leaves something out`() async throws {
        let standIn = try StandIn { _ in
            StandIn.Answer(body: json(PatientDetails(patient: patient("P-0003"), plans: Self.plans, treatments: Self.treatments)))
        }
        defer { standIn.stop() }
        let some = try await Program.run("patient", "show", "P-0003", socket: standIn.socket)
        #expect(some.talk == "note: 2 entered in error are not shown; '--all' shows what was entered in error, too\n")
        let all = try await Program.run("patient", "show", "P-0003", "--all", socket: standIn.socket)
        #expect(all.talk == "")
        #expect(all.data.contains("entered-in-error"))
    }

    @Test func `of a plan's sessions has none of another plan`() async throws {
        let other = Treatment(
            id: id("T-0009"), patient: id("P-0003"), plan: id("PL-0009"), route: .intraArticular, site: nil, product: nil, status: .booked,
            plannedStart: now, plannedEnd: now + 2700)
        let care = try knee()
        let standIn = try StandIn { question in
            question.target == "/v1/plans/PL-0001"
                ? StandIn.Answer(body: json(AssignedPlan(plan: plan("PL-0001", of: "P-0003"), careProtocol: care)))
                : StandIn.Answer(
                    body: json(
                        PatientDetails(
                            patient: patient("P-0003"), plans: [plan("PL-0001", of: "P-0003")],
                            treatments: [treatment("T-0001", of: "P-0003"), other])))
        }
        defer { standIn.stop() }
        let shown = try await Program.run("plan", "show", "PL-0001", socket: standIn.socket)
        #expect(shown.data.contains("  sessions  1 booked (T-0001)\n"), "\(shown)")
    }
}
