import AftercareAPI
import Foundation

/// Whatever reads stores: the daemon's program.
struct BackupInspector {
    /// The one beside this program, where there is one; else that of `$PATH`.
    private let program: String

    init() {
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "aftercared").path
        program = access(beside, X_OK) == 0 ? beside : "aftercared"
    }

    /// - Throws: `Failure`, where they could not be looked at.
    func check(_ files: [String]) throws -> BackupChecksBody {
        // A name that begins with a dash is no option.
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

    /// sysexits.h: EX_DATAERR
    private static let oneIsUnsound: Int32 = 65
}
