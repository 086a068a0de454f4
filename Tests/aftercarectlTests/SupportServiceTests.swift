import Aftercare
import AftercareAPI
import ArgumentParser
import Testing

@testable import aftercarectl

/// What is gathered from the service, question by question.
@Suite struct `What a verb gathers` {
    private func asking<Result>(
        _ answer: @escaping @Sendable (StandIn.Question) -> StandIn.Answer, _ body: (Service) async throws -> Result
    ) async throws -> (result: Result, asked: [String]) {
        let standIn = try StandIn(answer)
        defer { standIn.stop() }
        let result = try await Service.talk(try GlobalOptions.parse(["--socket", standIn.socket]), body)
        return (result, standIn.questions.map(\.target))
    }

    // MARK: Lists

    /// Even numbers among those from 1 to `count`, and how many pages were asked for.
    private func even(_ limit: Int, of count: Int) async throws -> (listing: Listing<Int>, pages: Int) {
        var pages = 0
        let listing = try await Service.list(
            limit: limit, where: { (number: Int) in number.isMultiple(of: 2) }, place: { "\($0)" },
            page: { after, size in
                pages += 1
                let first = after.flatMap { Int($0) } ?? 0
                let last = min(first + size, count)
                return (Array(first + 1..<last + 1), last < count ? "\(last)" : nil)
            })
        return (listing, pages)
    }

    @Test(
        arguments: [
            (3, 7, 3, nil, 1), (3, 8, 3, "6", 1), (4, 7, 3, nil, 1), (249, 1000, 249, "498", 1), (250, 1000, 250, "500", 2),
            (300, 1200, 300, "600", 2), (600, 1200, 600, nil, 3),
        ] as [(Int, Int, Int, String?, Int)])
    func `is as many as fit, and whether there are more`(limit: Int, count: Int, shown: Int, next: String?, pages: Int) async throws {
        let found = try await even(limit, of: count)
        #expect(found.listing.items == (1...shown).map { $0 * 2 })
        #expect(found.listing.next == next && found.listing.hasMore == (next != nil))
        #expect(found.pages == pages)
    }

    @Test func `of a series is its sessions by time, without those entered in error`() async throws {
        func session(_ name: String, _ day: String, _ status: Treatment.Status = .booked, series: String? = "S-1") -> Treatment {
            treatment(name, of: "P-0003", status: status, from: "\(day)T16:30:00Z", to: "\(day)T17:15:00Z", series: series)
        }
        let (wrong, late, early) = (
            session("T-1", "2026-11-13", .enteredInError), session("T-2", "2026-12-11"), session("T-3", "2026-11-27")
        )
        let (single, other) = (session("T-4", "2026-11-20", series: nil), session("T-5", "2026-11-21", series: "S-2"))
        for (treatment, names) in [(late, ["T-3", "T-2"]), (wrong, ["T-1", "T-3", "T-2"]), (other, ["T-5"])] {
            let found = try await asking({ _ in StandIn.Answer(body: json(Page([single, late, other, wrong, early]))) }) {
                try await $0.series(of: treatment)
            }
            #expect(found.result.map(\.id.rawValue) == names)
            #expect(found.asked == ["/v1/treatments?limit=500&patient=P-0003"])
        }
        let alone = try await asking({ _ in StandIn.Answer(body: json(Page([single]))) }) { try await $0.series(of: single) }
        #expect(alone.result.isEmpty && alone.asked.isEmpty)
    }

    // MARK: Patients

    @Test func `of patients is each of them once, in order, without those that nobody knows`() async throws {
        let ids: [PatientID] = [id("P-3"), id("P-2"), id("P-1"), id("P-3")]
        let found = try await asking({ question in
            question.target.hasSuffix("P-2")
                ? StandIn.Answer(status: 404, body: json(ErrorBody(code: .notFound, message: "no")))
                : StandIn.Answer(
                    body: json(
                        PatientDetails(
                            patient: patient(String(question.target.suffix(3)), zone: "Asia/Kathmandu"), plans: [], treatments: [])))
        }) { try await $0.patients(ids) }
        #expect(found.result.map(\.patient.id.rawValue) == ["P-1", "P-3"])
        #expect(found.asked == ["/v1/patients/P-1", "/v1/patients/P-2", "/v1/patients/P-3"])
    }

    @Test func `of clocks asks only for those that it lacks`() async throws {
        let ids: [PatientID] = [id("P-1"), id("P-2")]
        let found = try await asking({ _ in
            StandIn.Answer(body: json(PatientDetails(patient: patient("P-2", zone: "Asia/Kathmandu"), plans: [], treatments: [])))
        }) { try await $0.clocks(ids, known: [patient("P-1")], zones: zones, now: now) }
        #expect(found.asked == ["/v1/patients/P-2"])
        #expect(found.result[id("P-1")].zone == berlin && found.result[id("P-2")].zone == kathmandu)
        #expect(found.result[id("P-3")].zone == .utc)
    }

    @Test func `of what is to come is that of one plan, or of all`() async throws {
        let other = Treatment(
            id: id("T-0009"), patient: id("P-0042"), plan: id("PL-0009"), route: .intraArticular, site: nil, product: nil,
            status: .booked, plannedStart: now + 60, plannedEnd: now + 2760)
        let treatments = [
            treatment("T-0012", of: "P-0042"), treatment("T-0011", of: "P-0042", status: .completed), other,
            treatment("T-0010", of: "P-0042", status: .cancelled),
        ]
        let otherWindow = WindowInForce(
            treatment: id("T-0009"), plan: id("PL-0009"), instruction: id("ice"), kind: .compress, label: "ice", opens: now,
            closes: now + 3600, until: now + 3600, next: nil, isMuted: false)
        let window = window("no-alcohol", "no alcohol", "2026-11-19T18:30:00Z", "2026-11-20T18:30:00Z")
        let windows = [otherWindow, window, window]
        let answer: @Sendable (StandIn.Question) -> StandIn.Answer = { question in
            question.target.contains("/status/")
                ? StandIn.Answer(body: json(PatientStatus(patient: patient("P-0042"), now: now, needsPerson: [], windows: windows)))
                : StandIn.Answer(body: json(PatientDetails(patient: patient("P-0042"), plans: [], treatments: treatments)))
        }
        let one = try await asking(answer) { try await $0.unfinished(of: id("P-0042"), under: id("PL-0001")) }.result
        #expect(one.sessions.map(\.id.rawValue) == ["T-0012"] && one.scheduled == ["no alcohol"])
        let all = try await asking(answer) { try await $0.unfinished(of: id("P-0042")) }.result
        #expect(all.sessions.map(\.id.rawValue) == ["T-0009", "T-0012"] && all.scheduled == ["ice", "no alcohol"])
    }

    // MARK: Answers

    @Test(arguments: [
        ("y", true), ("Y", true), (" yes ", true), ("YES", true), ("", false), ("n", false), ("ye", false), ("yess", false), ("ja", false),
    ])
    func `from a person is a yes, or none`(answer: String, isYes: Bool) { #expect(Question.isYes(answer) == isYes) }

    @Test func `from a person is asked for behind what hangs on it`() {
        #expect(Question(consequences: ["One.", "Two."], asked: "Go on?").text == "One. Two. Go on? [y/N] ")
        #expect(Question(consequences: [], asked: "Go on?").text == "Go on? [y/N] ")
    }

    @Test(arguments: [
        ("quietHours", "--quiet-hours"), ("start", "--start"), ("treatment.start", "--start"), ("without.0", "--without"),
        ("lasting", "--for"), ("treatment.lasting", "--for"), ("changes.ice.start", "changes.ice.start"), ("changes", "changes"),
        ("patient", ""), ("patient.end", ""), ("", ""),
    ])
    func `from the service is told under the option that was typed`(path: String, place: String) {
        let options = OptionNames(["quiet-hours", "start", "without"], others: ["lasting": "for"], inFile: ["changes"])
        #expect(options.place(of: path) == place)
    }
}
