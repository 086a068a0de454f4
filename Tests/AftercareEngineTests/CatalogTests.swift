import Aftercare
import AftercareSimulation
import Foundation
import Testing

@testable import AftercareEngine

/// The catalog that explains every kind of record, in two languages.
@Suite struct `The catalog` {
    /// One entry of a file.
    private struct Entry {
        let id: String
        let headers: [String: String]
        let text: String

        /// The fields that it has put in: `@NAME@`.
        var fields: Set<String> {
            Set((headers.values + [text]).flatMap { $0.matches(of: /@([A-Z_]+)@/).map { String($0.1) } })
        }
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let files = ["aftercare.catalog", "aftercare.de.catalog"]

    private func entries(_ file: String) throws -> [Entry] {
        let text = try String(contentsOf: Self.root.appending(path: "systemd/catalog/\(file)"), encoding: .utf8)
        return text.split(separator: "\n-- ").dropFirst().map { part in
            let halves = part.split(separator: "\n\n", maxSplits: 1)
            let body = halves.count == 2 ? String(halves[1]) : ""
            let lines = halves[0].split(separator: "\n").map(String.init)
            let headers = lines.dropFirst().reduce(into: [String: String]()) { headers, line in
                let pair = line.split(separator: ": ", maxSplits: 1).map(String.init)
                headers[pair[0]] = pair.count == 2 ? pair[1] : ""
            }
            return Entry(id: lines[0], headers: headers, text: body)
        }
    }

    private static let ids = RecordKind.allCases.map(\.messageID) + Event.allCases.map(\.messageID)

    @Test func `has an id of its own for every kind of record`() {
        #expect(Set(Self.ids).count == Self.ids.count)
        #expect(Self.ids.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{32}/) != nil })
    }

    @Test(arguments: files) func `has one entry for every id, and no other`(file: String) throws {
        let found = try entries(file).map(\.id)
        #expect(found.sorted() == Self.ids.sorted())
    }

    @Test(arguments: files) func `says what happened and what to do, and where there is more`(file: String) throws {
        for entry in try entries(file) {
            #expect(Set(entry.headers.keys) == ["Subject", "Defined-By", "Support", "Documentation"], "\(entry.id)")
            #expect(entry.headers["Defined-By"] == "aftercare" && entry.headers["Documentation"] == "man:aftercared(8)")
            #expect(entry.headers["Subject"]?.isEmpty == false)
            // A text of one paragraph says what happened and not what to do.
            #expect(entry.text.trimmingCharacters(in: .newlines).contains("\n\n"), "\(entry.id)")
            #expect(entry.text.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(entry.id)")
        }
    }

    /// A bare one would lead to the machine's own clinic, where the same ids are those of others.
    @Test(arguments: files) func `names every command with a field of the record`(file: String) throws {
        for entry in try entries(file) {
            #expect(!entry.text.contains(/(?:aftercarectl|journalctl|systemd-journald)[ ]|systemctl (?!status @)/), "\(entry.id)")
            #expect(!entry.text.contains(/\/(?:etc|var\/lib|run)\/aftercare/), "\(entry.id)")
        }
    }

    @Test func `tells the same in both languages`() throws {
        let english = Dictionary(try entries(Self.files[0]).map { ($0.id, $0.fields) }) { $1 }
        let german = Dictionary(try entries(Self.files[1]).map { ($0.id, $0.fields) }) { $1 }
        #expect(english == german)
    }

    @Test(arguments: files) func `uses only fields that the records have`(file: String) async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:10:00Z")
        try await world.ask(
            .completeTreatment(name("T-1"), CompletionRequest(started: "2026-03-02T08:20:00Z", ended: "2026-03-02T08:30:00Z")))
        await world.pass(until: "2026-03-02T11:00:00Z")
        func names(_ kind: RecordKind) -> Set<String>? {
            world.journal.reminders.first { $0["MESSAGE_ID"] == kind.messageID }.map { Set($0.fields.map(\.name)) }
        }
        let reminder = try #require(names(.reminder))
        let correction = try #require(names(.correction))
        let entries = Dictionary(try entries(file).map { ($0.id, $0.fields) }) { $1 }
        for kind in RecordKind.allCases {
            let has =
                switch kind {
                case .barrier: Set(OutgoingRecord.barrier(nonce: "").fields.map(\.name))
                case .correction: correction
                // Records of every role are made by the same hands.
                case .reminder, .nag, .snoozed, .escalation, .confirmation, .reaction: reminder
                }
            let used = try #require(entries[kind.messageID])
            #expect(used.subtracting(has) == [], "\(kind)")
        }
        for event in Event.allCases {
            let used = try #require(entries[event.messageID])
            #expect(used.subtracting(event.facts.map(\.rawValue) + Event.Way.allCases.map(\.rawValue)) == [], "\(event)")
        }
    }
}
