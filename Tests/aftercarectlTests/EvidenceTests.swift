import Aftercare
import AftercareAPI
import Foundation
import Systemd
import Testing

@testable import aftercarectl

/// A directory of files with keys; gone with the test.
private final class KeyFolder {
    let path = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }
}

@Suite struct `A key` {
    private let folder: KeyFolder

    init() throws { folder = try KeyFolder() }

    @Test func `has 32 bytes or more, and each of them counts`() throws {
        let bytes = [UInt8](0...30) + [UInt8(ascii: "\n")]
        #expect(try SealKey.read(try folder.file("enough", bytes)) == bytes)
        for (count, words) in [(31, "31 bytes"), (1, "1 byte"), (0, "0 bytes")] {
            let file = try folder.file("short", Array(bytes.prefix(count)))
            let failure = #expect(throws: Failure.self) { try SealKey.read(file) }
            #expect(
                failure?.message
                    == "the key '\(file)' has \(words), and a key has 32 or more; name the file that the service was given")
            #expect(failure?.status == .usage)
        }
    }

    @Test func `that is not there, or is a directory, says what to name`() throws {
        for path in ["\(folder.path)/none", folder.path] {
            let failure = #expect(throws: Failure.self) { try SealKey.read(path) }
            #expect(failure?.message.hasPrefix("the key '\(path)' cannot be read (") == true, "\(failure?.message ?? "")")
            #expect(failure?.message.hasSuffix("); name the file that the service was given, and run this as root") == true)
            #expect(failure?.status == .usage)
        }
    }
}

@Suite struct `A ring of keys` {
    private let folder: KeyFolder
    private let own = [UInt8](repeating: 1, count: 32)
    private let common = [UInt8](repeating: 2, count: 32)
    private let other = [UInt8](repeating: 3, count: 32)
    private let here = UUID()
    private let there = UUID()

    init() throws { folder = try KeyFolder() }

    private func fields(sealedWith key: [UInt8]?) -> [(name: String, value: String)] {
        let fields = [(name: "MESSAGE", value: "No alcohol."), (name: "AFTERCARE_SEQ", value: "7")]
        return fields + (key.map { [(name: RecordSeal.field, value: RecordSeal.sign(fields: fields, key: $0))] } ?? [])
    }

    @Test func `holds a key to the store that its file is named after, and any other to all`() throws {
        let files = [try folder.file("\(here.uuidString.lowercased()).key", own), try folder.file("common.key", common)]
        var ring = try KeyRing(files)
        func seal(_ key: [UInt8]?, _ store: UUID?) -> Audit.Seal { ring.check(fields: fields(sealedWith: key), store: store) }
        #expect(seal(own, there) == .wrong)
        for _ in 0..<2 {
            #expect(seal(own, here) == .good)
            #expect(seal(common, here) == .good)
            #expect(seal(common, there) == .good)
            #expect(seal(other, here) == .wrong)
            #expect(seal(nil, here) == .missing)
            #expect(seal(own, nil) == .unchecked)
        }
    }

    @Test func `tells a record without a seal from one whose key it does not have`() throws {
        var ring = try KeyRing([try folder.file("\(here.uuidString).key", own)])
        let seals = [nil, own].map { ring.check(fields: fields(sealedWith: $0), store: there) }
        #expect(seals == [.missing, .wrong])
    }

    @Test func `takes every key of a directory, but nothing that is hidden there`() throws {
        _ = try folder.file(".notes", [1])
        let failure = #expect(throws: Failure.self) { try KeyRing([folder.path]) }
        #expect(failure?.message == "the directory of keys '\(folder.path)' is empty; put a clinic's key in it")
        #expect(failure?.status == .usage)
        _ = (try folder.file("a.key", own), try folder.file("b.key", common))
        var ring = try KeyRing([folder.path])
        let seals = [own, common, other].map { ring.check(fields: fields(sealedWith: $0), store: here) }
        #expect(seals == [.good, .good, .wrong])
        #expect(!ring.isEmpty && KeyRing().isEmpty)
    }
}

@Suite struct `The evidence of an audit` {
    private let machine = MachineBody(
        version: "0.1.0", uid: 990, unit: nil, namespace: nil, readsJournal: true, stateDirectory: "/s", fileSystem: nil, freeBytes: nil,
        keepFreeBytes: 0, journals: ["/srv/old", "/srv/older"])

    @Test(
        arguments: [
            ("aftercare", false, .namespace("aftercare")), ("aftercare", true, .namespace("aftercare")), (nil, true, .user(990)),
            (nil, false, .local),
        ] as [(String?, Bool, JournalSource)])
    func `is where the service itself looks first, then in what it was told and in what was named`(
        namespace: String?, isUsers: Bool, source: JournalSource
    ) {
        let evidence = JournalEvidence(of: machine, namespace: namespace, isUsers: isUsers, given: [.tree("/mnt")])
        #expect(evidence.sources.first == source)
        #expect(evidence.sources.suffix(3) == [.tree("/srv/old"), .tree("/srv/older"), .tree("/mnt")])
        #expect(evidence.isWhole && evidence.key == nil)
    }

    @Test func `is kept for a month where no setting says how long`() {
        for source in [JournalSource.local, .directory("/tmp"), .user(990)] {
            #expect(JournalEvidence(source: source, key: nil).keptSince(now) == now - 30 * 86_400)
        }
    }

    /// A ledger of three numbers in two pages.
    @Sendable private static func page(_ question: StandIn.Question) -> StandIn.Answer {
        let rows = (1...3).map { number in
            LedgerEntry(
                id: occurrence(number), sequence: Int64(number), attempt: 1, state: .sending, cursor: nil, due: now, emittedAt: now,
                settledAt: nil, reason: nil)
        }
        let isFirst = !question.target.contains("after=")
        let shown = isFirst ? rows[..<2] : question.target.contains("after=2") ? rows[2...] : []
        return StandIn.Answer(
            body: json(
                LedgerPage(
                    store: store.uuidString.lowercased(), uid: 990, writers: [], left: [], first: 1, highest: 3, free: [], restoredAt: nil,
                    rows: Array(shown), next: isFirst ? 2 : nil)))
    }

    @Test func `is read from the ledger page by page, and what came meanwhile from its end`() async throws {
        let (standIn, journal) = (try StandIn(Self.page), try JournalFile())
        defer { standIn.stop() }
        try journal.write([[("MESSAGE", "of another program"), ("_UID", "0")]])
        let outcome = try await Program.run(["audit", "--directory", journal.folder], socket: standIn.socket)
        #expect(
            standIn.questions.map(\.target).prefix(3)
                == ["/v1/ledger?limit=500", "/v1/ledger?after=2&limit=500", "/v1/ledger?after=3&limit=500"])
        #expect(outcome.data.contains("1–3 without a gap; 3 in the air, without one yet\n"), "\(outcome)")
    }

    @Test func `is none where the service names its store otherwise than by an id`() async throws {
        let standIn = try StandIn { _ in
            StandIn.Answer(
                body: json(
                    LedgerPage(
                        store: "north", uid: 990, writers: [], left: [], first: 1, highest: 0, free: [], restoredAt: nil, rows: [],
                        next: nil)))
        }
        defer { standIn.stop() }
        let outcome = try await Program.run(["audit", "--directory", "/nonexistent"], socket: standIn.socket)
        #expect(outcome.status == 69 && outcome.data == "", "\(outcome)")
        #expect(outcome.talk.contains("the service names its store 'north', which is no id; make sure that aftercared and"))
    }
}
