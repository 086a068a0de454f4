import Foundation

/// A directory with a real journal file in it, written by systemd-journal-remote; gone afterwards.
final class JournalFile {
    let folder: String
    /// The numbers of the records within the journal begin at 1.
    private(set) var count = 0

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "audit-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Appends records, a second apart, from Friday, 20 November 2026, 13:00 UTC on.
    func write(_ records: [[(name: String, value: String)]], to file: String = "system.journal") throws {
        let text = records.map { fields in
            count += 1
            let time = 1_795_179_600_000_000 + count * 1_000_000
            return """
                __REALTIME_TIMESTAMP=\(time)
                __MONOTONIC_TIMESTAMP=\(1_000_000 * count)
                _BOOT_ID=166b65e0a8924c63a50f0f9cf8bf62cf
                \(fields.map { "\($0.name)=\($0.value)" }.joined(separator: "\n"))


                """
        }.joined()
        let writer = Process()
        let (input, complaint) = (Pipe(), Pipe())
        writer.executableURL = URL(filePath: "/lib/systemd/systemd-journal-remote")
        writer.arguments = ["--output=\(folder)/\(file)", "-"]
        (writer.standardInput, writer.standardOutput, writer.standardError) = (input, FileHandle.nullDevice, complaint)
        try writer.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let why = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        writer.waitUntilExit()
        guard writer.terminationStatus == 0 else { throw Unwritten(why: why) }
    }

    struct Unwritten: Error { let why: String }
}
