import Foundation
import Glibc
import Testing

@testable import Systemd

/// libsystemd skips a file that it cannot read and reports the rest as everything. A record in such a file would seem
/// lost, and be sent twice.
@Suite("What cannot be read is unknown, not absent:")
struct JournalDoubtTests {
    let folder: JournalFolder
    let reader: JournalReader

    init() throws {
        folder = try JournalFolder()
        reader = JournalReader(.directory(folder.path))
        try folder.write((0..<500).map { ["TEST_ID": "r\($0)", "_UID": "999"] }, to: "system@1.journal")
        try folder.write([["TEST_ID": "new", "_UID": "999"]], at: 1000)
    }

    private func answers() -> [String: JournalAnswer] {
        reader.find(field: "TEST_ID", values: ["new", "r7"], uid: 999)
    }

    private func archiveIs(_ code: Int32) -> JournalAnswer {
        .unknown(.unreadable(path: folder.path(of: "system@1.journal"), Errno(code)))
    }

    @Test("a damaged file", arguments: Damage.allCases)
    func damaged(damage: Damage) throws {
        try folder.damage("system@1.journal", bytes: damage.range)

        #expect(answers()["new"]?.count == 1)
        #expect(answers()["r7"] == archiveIs(EBADMSG))
    }

    @Test("a file that was cut short")
    func truncated() throws {
        try folder.truncate("system@1.journal", to: 100_000)

        #expect(answers()["r7"] == archiveIs(ENODATA))
    }

    @Test("a file that journald has not filled in yet")
    func empty() throws {
        try Data().write(to: URL(fileURLWithPath: folder.path(of: "user-1000.journal")))

        let answers = reader.find(field: "TEST_ID", values: ["new", "nowhere"], uid: 999)

        #expect(answers["new"]?.count == 1)
        let doubt = JournalError.unreadable(path: folder.path(of: "user-1000.journal"), Errno(ENODATA))
        #expect(answers["nowhere"] == .unknown(doubt))
    }

    @Test("a file that the user may not read")
    func forbidden() async {
        await #expect(processExitsWith: .success) {
            // given
            let folder = try JournalFolder()
            try folder.write([["TEST_ID": "a", "_UID": "999"]])
            chmod(folder.path(of: "system.journal"), 0o600)
            try becoming(user: 4242) {
                // when
                let answers = JournalReader(.directory(folder.path)).find(field: "TEST_ID", values: ["a"], uid: 999)
                // then
                let doubt = JournalError.unreadable(path: folder.path(of: "system.journal"), Errno(EACCES))
                #expect(answers == ["a": .unknown(doubt)])
                #expect("\(doubt)".hasSuffix("permission denied; add the user to the group 'systemd-journal'"))
            }
        }
    }

    @Test("a namespace's file that the user may not read, which its ACL opens, and not the group of the machine's journal")
    func forbiddenNamespace() {
        let directory = "/var/log/journal/0123456789abcdef0123456789abcdef.aftercare"
        for path in [directory, "\(directory)/system.journal"] {
            let doubt = "\(JournalError.unreadable(path: path, Errno(EACCES)))"
            #expect(doubt.hasSuffix("add the user to a group that 'getfacl \(directory)' names"))
        }
    }

    @Test("a directory that the user may not list")
    func forbiddenDirectory() async {
        await #expect(processExitsWith: .success) {
            let folder = try JournalFolder()
            chmod(folder.path, 0o700)
            try becoming(user: 4242) {
                let answers = JournalReader(.directory(folder.path)).find(field: "TEST_ID", values: ["a"], uid: 999)
                #expect(answers == ["a": .unknown(.unreadable(path: folder.path, Errno(EACCES)))])
            }
        }
    }

    @Test("a cursor in a damaged file", arguments: Damage.allCases)
    func cursor(damage: Damage) throws {
        let cursor = try #require(answers()["r7"]?.cursor)
        try folder.damage("system@1.journal", bytes: damage.range)

        #expect(throws: JournalError.unreadable(path: folder.path(of: "system@1.journal"), Errno(EBADMSG))) {
            try reader.entry(at: cursor)
        }
    }

    @Test(
        "an enumeration passes on what it can read, and says at its end that something was missing",
        arguments: Damage.allCases)
    func enumeration(damage: Damage) throws {
        try folder.damage("system@1.journal", bytes: damage.range)

        var seen: [String] = []
        #expect(throws: JournalError.unreadable(path: folder.path(of: "system@1.journal"), Errno(EBADMSG))) {
            try reader.forEachEntryBackwards(field: "TEST_ID", value: "new", uid: 999) {
                seen.append($0["TEST_ID"] ?? "none")
                return true
            }
        }
        #expect(seen == ["new"])
    }

    enum Damage: CaseIterable {
        case header, middle

        var range: (_ size: Int) -> Range<Int> {
            switch self {
            case .header: { _ in 0..<8 }
            // libsystemd opens such a file and reports the damaged position as its end.
            case .middle: { $0 / 4..<$0 / 2 }
            }
        }
    }

    @Test("damage in an archived file lasts, in a file in use it may pass; the passing doubt is named first")
    func permanence() throws {
        try folder.damage("system@1.journal") { _ in 0..<8 }
        guard case .unknown(let lasting) = answers()["r7"] else { throw CommandFailed(description: "no doubt") }
        #expect(lasting.isPermanent)

        try folder.damage("system.journal") { _ in 0..<8 }
        guard case .unknown(let passing) = answers()["r7"] else { throw CommandFailed(description: "no doubt") }
        #expect(passing == .unreadable(path: folder.path(of: "system.journal"), Errno(EBADMSG)))
        #expect(!passing.isPermanent)
    }

    @Test("and no look leaves a descriptor behind, whatever it meets")
    func leavesNothingOpen() async {
        await #expect(processExitsWith: .success) {
            // given
            let folder = try JournalFolder()
            try folder.write([["TEST_ID": "a", "_UID": "999"]])
            try folder.write([["TEST_ID": "b", "_UID": "999"]], to: "system@1.journal")
            try folder.damage("system@1.journal") { _ in 0..<8 }
            let before = try DirectoryListing.names(in: "/proc/self/fd").count
            // when
            for _ in 0..<20 {
                let reader = JournalReader(.directory(folder.path))
                _ = reader.find(field: "TEST_ID", values: ["a", "b"], uid: 999)
                try reader.syncToDisk()
                _ = reader.find(field: "TEST_ID", values: ["a", "b"], uid: 999)
            }
            // then
            #expect(try DirectoryListing.names(in: "/proc/self/fd").count == before)
        }
    }
}
