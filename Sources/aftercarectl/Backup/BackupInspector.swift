import AftercareAPI
import Foundation

/// Checks backups by running the daemon's program, which reads stores.
struct BackupInspector {
    /// The program beside this one if there is one, otherwise the one in `$PATH`.
    private let program: String

    init() {
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "aftercared")
            .path
        program = access(beside, X_OK) == 0 ? beside : "aftercared"
    }

    /// - Throws: `Failure` if the backups could not be checked.
    func check(_ files: [String]) throws -> BackupChecksBody {
        // A name that begins with a dash must not be taken for an option.
        let names = files.map { $0.hasPrefix("-") ? "./\($0)" : $0 }
        let ended = try ChildProgram(words: [program, "--check-backup"] + names).run(isCaptured: true)
        guard [0, Self.oneIsUnsound].contains(ended.status), var told = try? Wire.decode(BackupChecksBody.self, from: ended.output),
            told.backups.count == files.count
        else {
            throw Failure(
                message: "'\(program) --check-backup' did not tell how they are (exit status \(ended.status)); "
                    + "make sure that aftercared and aftercarectl are of the same release", status: .unavailable)
        }
        for (index, file) in files.enumerated() { told.backups[index].file = file }
        return told
    }

    /// EX_DATAERR of sysexits.h.
    private static let oneIsUnsound: Int32 = 65
}
