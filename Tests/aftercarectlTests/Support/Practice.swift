import Aftercare
import AftercareAPI
import Foundation

@testable import aftercarectl

/// A service with a little of everything, so that every verb finds what it asks for: patient `P-0042` with the plan
/// `PL-0001`, the sessions `T-0012` to `T-0014` and the reaction `R-0001`. Lists come in two pages.
struct Practice: Sendable {
    /// Said beside every change; nil: nothing is.
    let note: String?
    private let isEmpty: Bool
    private let knee: CareProtocol
    private let preview: Preview

    /// - Parameter isEmpty: whether every list is empty.
    init(note: String? = "look at the plan", isEmpty: Bool = false) throws {
        self.note = note
        self.isEmpty = isEmpty
        knee = try aftercarectlTests.knee()
        preview = try previewed()
    }

    static let sessions = (12...14).map { day in
        treatment("T-00\(day)", of: "P-0042", from: "2026-12-\(day)T09:00:00Z", to: "2026-12-\(day)T09:45:00Z", series: "T-0012")
    }
    private static let store = "what a store would be"
    private static let backup = BackupBody(
        takenAt: now, patients: 1, reminders: 2, size: Int64(store.utf8.count),
        sha256: "645e5c623e434d3db39b829d3187d8e1adac33ef2974f92a5694f096d711c4f4")

    @Sendable func answer(_ question: StandIn.Question) -> StandIn.Answer {
        let path = String(question.target.prefix { $0 != "?" }.dropFirst("/v1/".count))
        if path == "preview" { return StandIn.Answer(body: json(preview)) }
        if question.method == "POST" { return posted(path, question.body) }
        if path == "backup" { return StandIn.Answer(body: Self.store, headers: [BackupBody.header: json(Self.backup)]) }
        let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
        return StandIn.Answer(body: parts.count == 1 ? listed(path, question) : shown(parts[0], parts[1]))
    }

    // MARK: Answers

    private func shown(_ kind: String, _ name: String) -> String {
        switch kind {
        case "patients": json(PatientDetails(patient: patient("P-0042"), plans: [plan("PL-0001", of: "P-0042")], treatments: Self.sessions))
        case "plans": json(AssignedPlan(plan: plan("PL-0001", of: "P-0042"), careProtocol: knee))
        case "treatments": json(Self.sessions[0])
        case "reactions": json(reaction("R-0001", of: "P-0042", [.swelling]))
        case "protocols": json(name.hasSuffix("3") ? newer : knee)
        default:
            json(
                PatientStatus(
                    patient: patient("P-0042"), now: now, needsPerson: [],
                    windows: [window("no-alcohol", "no alcohol", "2026-11-19T18:30:00Z", "2026-11-20T18:30:00Z")], upcoming: []))
        }
    }

    private func listed(_ kind: String, _ question: StandIn.Question) -> String {
        let isFirst = !question.target.contains("after=")
        let next = isFirst && !isEmpty ? "1" : nil
        func page<Item>(_ first: Item, _ second: Item) -> [Item] { isEmpty ? [] : [isFirst ? first : second] }
        func said(_ number: Int) -> ListedReminder {
            reminder(number, .settled, of: "P-0042", due: "2026-11-20T12:0\(number):00Z", message: "No alcohol.")
        }
        switch kind {
        case "patients": return json(Page(page(patient("P-0042"), patient("P-0043")), next: next))
        case "plans": return json(Page(page(plan("PL-0001", of: "P-0042"), plan("PL-0002", of: "P-0042")), next: next))
        case "treatments": return json(Page(page(Self.sessions[0], Self.sessions[1]), next: next))
        case "reactions":
            let reactions = page(reaction("R-0001", of: "P-0042", [.swelling]), reaction("R-0002", of: "P-0042", [.fever]))
            return json(Page(reactions, next: next))
        case "reminders": return json(Page(page(said(2), said(1)), next: next))
        case "protocols": return json(ProtocolList(protocols: isEmpty ? [] : [knee]))
        case "ledger":
            return json(
                LedgerPage(
                    store: aftercarectlTests.store.uuidString, uid: 990, writers: [], left: [], first: 1, highest: 0, free: [],
                    restoredAt: nil, rows: [],
                    next: isFirst ? 0 : nil))
        default:
            var told = status()
            // Somebody whose clock has to be asked for.
            told.upcoming.append(upcoming(4, "P-0042", "no alcohol", "2026-11-21T04:15:00Z", nil))
            return json(told)
        }
    }

    /// What was changed; or, of a session that is moved, the question what becomes of the rest.
    private func posted(_ path: String, _ body: String) -> StandIn.Answer {
        if path == "promote" {
            return StandIn.Answer(body: json(Promotion(epoch: 2, withoutReceipt: 3, inDoubtUntil: now)))
        }
        if path.hasSuffix("/move"), !body.contains("rest") {
            let problem = Problem(.missing, at: "rest", "say whether the rest move too: --rest or --only")
            return StandIn.Answer(status: 422, body: json(ErrorBody(code: .refused, message: "no", problems: [problem])))
        }
        let key = OccurrenceKey(treatment: id("T-0012"), timingRevision: 1, instruction: id("no-alcohol"), place: 0)
        let snoozed = Response(reminder: key, answer: .snoozed(until: now + 3600), at: now)
        var outcome = Outcome(
            treatments: [.init(.changed, Self.sessions[0])],
            reactions: [.init(.changed, reaction("R-0001", of: "P-0042", [.swelling]))],
            responses: [RecordedResponse(snoozed, store: aftercarectlTests.store)], notes: note.map { [$0] } ?? [])
        if path == "plans/upgrade", !isEmpty {
            let upgrade = Upgrade(
                from: knee.reference, to: newer.reference, plans: [id("PL-0001")], differences: newer.differences(from: knee))
            outcome.upgrades = [upgrade]
        }
        return StandIn.Answer(body: json(outcome))
    }

    private var newer: CareProtocol {
        CareProtocol(
            id: knee.id, version: 3, title: knee.title, language: knee.language, routes: knee.routes,
            usualDuration: knee.usualDuration, signOff: nil, sources: knee.sources,
            instructions: knee.instructions.filter { $0.id.rawValue != "check" })
    }

    // MARK: Files

    /// What command lines name under `DIR`; gone afterwards.
    final class Files {
        private let journal: JournalFile

        init() throws {
            journal = try JournalFile()
            try FileManager.default.createDirectory(atPath: "\(journal.folder)/protocols", withIntermediateDirectories: true)
            for (name, text) in [
                ("clinic.yaml", "patients:\n  P-0042: { zone: Europe/Berlin }\n"), ("protocols/knee.yaml", kneeFile),
                ("aftercared.yaml", "clinic: { zone: Europe/Berlin, contact: 030 1234 }\n"),
            ] { try Data(text.utf8).write(to: URL(filePath: "\(journal.folder)/\(name)")) }
        }

        var folder: String { journal.folder }

        func words(_ line: String) throws -> [String] {
            if line.hasPrefix("audit") { try journal.write([[("MESSAGE", "of another program"), ("_UID", "0")]]) }
            return line.replacing("DIR", with: journal.folder).split(separator: " ").map(String.init)
        }
    }
}
