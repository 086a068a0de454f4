import Foundation
import Testing

/// How people are told to ask the journal, wherever it stands.
@Suite struct `A query of the journal` {
    /// Everything that people read or that a program prints.
    private static func texts() throws -> [(path: String, text: String)] {
        let kinds = ["md", "in", "5", "7", "yaml", "catalog", "conf", "service", "swift"]
        return try ["README.md", "Config", "Sources", "systemd"].flatMap { root in
            let folder = Repository.folder.appending(path: root)
            let below = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
            return try (below.isEmpty ? [folder] : below).filter { kinds.contains($0.pathExtension) }
                .map { ($0.path, try String(contentsOf: $0, encoding: .utf8)) }
        }
    }

    /// From the program's name to the end of the line, or of what quotes it. A sentence that Swift puts together of
    /// several lines is one.
    static func queries(in text: String) -> [String] {
        let joined = text.replacing(/"\s*\n\s*\+ "/, with: "").replacing("\\-", with: "-").replacing("\\(", with: "(")
        return joined.matches(of: /journalctl [^\n'`"]*/).map { String($0.output) }
            // One that asks for records by what a sender has written.
            .filter { $0.contains(/\ (AFTERCARE_[A-Z_]+=|SYSLOG_IDENTIFIER=|MESSAGE_ID=|-t |--identifier)/) }
    }

    static func isSafe(_ query: String) -> Bool { query.contains(/\ (_UID|_SYSTEMD_UNIT|_SYSTEMD_USER_UNIT)=/) }

    @Test func `goes by a field that only journald writes`() throws {
        let queries = try Self.texts().flatMap { path, text in Self.queries(in: text).map { (path, $0) } }
        // Nothing slips through for want of queries.
        #expect(queries.count > 20)
        for path in ["README.md", "aftercared.8.in", "aftercarectl.1.in", "AuditSheet.swift"] {
            #expect(queries.contains { $0.0.hasSuffix("/\(path)") }, "\(path) has none")
        }
        for (path, query) in queries { #expect(Self.isSafe(query), "\(path): \(query)") }
    }

    @Test func `that does not is found`() throws {
        let text =
            "look with 'journalctl AFTERCARE_SEQ=1 \"\n    + \"-o verbose', or\njournalctl -x\njournalctl \\-\\-namespace=a \\-t aftercare\n"
        #expect(Self.queries(in: text) == ["journalctl AFTERCARE_SEQ=1 -o verbose", "journalctl --namespace=a -t aftercare"])
        #expect(Self.queries(in: text).filter(Self.isSafe) == [])
        #expect(Self.isSafe("journalctl --namespace=a _UID=$(id -u a) -t aftercare"))
    }
}
