import Aftercare
import ArgumentParser
import Foundation

/// What is said at the end by the argument parser: help, the version, or what is wrong with the command line.
struct ExitMessage: Equatable {
    /// For standard output where nothing is wrong, else for standard error.
    let text: String
    let status: Int32

    /// - Parameter typed: everything after the program's name.
    init(_ error: any Error, typed: [String]) {
        status = Aftercared.exitCode(for: error).rawValue
        // What was typed is shown on one line, and steers no terminal.
        text = Aftercared.fullMessage(for: error).quoting(typed)
    }

    /// Says it, and ends the program.
    func leave() -> Never {
        let stream = status == 0 ? FileHandle.standardOutput : FileHandle.standardError
        do {
            if !text.isEmpty { try stream.write(contentsOf: Data((text + "\n").utf8)) }
        } catch {
            // sysexits.h: EX_IOERR. Half of a help must not look like all of it.
            if status == 0 { Self.exit(lost: error) }
        }
        Foundation.exit(status)
    }

    private static func exit(lost error: any Error) -> Never {
        let line = "Error: the output cannot be written (\(error.localizedDescription))\n".printable
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
        Foundation.exit(74)
    }
}
