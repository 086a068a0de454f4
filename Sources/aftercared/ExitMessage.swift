import Aftercare
import ArgumentParser
import Foundation

/// The argument parser's final message: help, the version, or the errors in the command line.
struct ExitMessage: Equatable {
    /// Goes to standard output when there is no error, else to standard error.
    let text: String
    let status: Int32

    /// - Parameter typed: the arguments after the program's name.
    init(_ error: any Error, typed: [String]) {
        status = Aftercared.exitCode(for: error).rawValue
        // What was typed is shown on one line, without control characters for the terminal.
        text = Aftercared.fullMessage(for: error).quoting(typed)
    }

    /// Prints the message and ends the program.
    func leave() -> Never {
        let stream = status == 0 ? FileHandle.standardOutput : FileHandle.standardError
        do {
            if !text.isEmpty { try stream.write(contentsOf: Data((text + "\n").utf8)) }
        } catch {
            // sysexits.h: EX_IOERR. A truncated help text must not look complete.
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
