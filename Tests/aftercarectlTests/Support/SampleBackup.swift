import Aftercare
import AftercareAPI
import Foundation

/// A backup of a real service, made once: of an empty store.
struct SampleBackup: Sendable {
    let content: Data
    let body: BackupBody
    let store: String
    /// The same, with something in it that is no page of a table.
    let damaged: (content: Data, digest: String)

    static let made = Task { try await make() }

    /// A service whose backup it is.
    func standIn(damaged: Bool = false) throws -> StandIn {
        var body = body
        var content = content
        // It comes as it is promised all the same.
        if damaged { (content, body.sha256) = self.damaged }
        let (bytes, header) = (content, json(body))
        return try StandIn { _ in StandIn.Answer(body: "", headers: [BackupBody.header: header], bytes: bytes) }
    }

    private static func make() async throws -> SampleBackup {
        let folder = FileManager.default.temporaryDirectory.appending(path: "s\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "backup").path
        // It ends with the shell that asked it.
        let script = #"""
            aftercared --state-directory "$1" --runtime-directory "$1" --output terminal >"$1/log" 2>&1 & daemon=$!
            for _ in $(seq 300); do test -S "$1/control.sock" && aftercarectl --socket "$1/control.sock" backup "$2" 2>/dev/null && break; sleep 0.1; done
            kill $daemon; wait $daemon; cat "$1/log" >&2; test -s "$2"
            """#
        let ended = try await Program.run(["-c", script, "sh", folder.path, file], of: "sh")
        let checked = try await Program.run("backup", "check", file, "--format", "json")
        guard ended.status == 0, checked.status == 0 else { throw NotMade(how: "\(ended), \(checked)") }
        let told = try Wire.decode(BackupChecksBody.self, from: Data(checked.data.utf8)).backups[0]
        let content = try Data(contentsOf: URL(filePath: file))
        var damaged = content
        damaged.replaceSubrange(4096..<4160, with: [UInt8](repeating: 0xFF, count: 64))
        try damaged.write(to: URL(filePath: file))
        let digest = String(try await Program.run([file], of: "sha256sum").data.prefix(64))
        let body = BackupBody(
            takenAt: Instant(seconds: 1_795_274_537), patients: 0, reminders: 0, size: Int64(content.count), sha256: told.sha256 ?? "")
        return SampleBackup(content: content, body: body, store: told.store ?? "", damaged: (damaged, digest))
    }

    struct NotMade: Error { let how: String }
}
