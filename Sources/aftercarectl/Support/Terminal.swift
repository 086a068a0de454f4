import Foundation

/// What is known about the terminal that a stream writes to.
struct Terminal: Equatable {
    let isTerminal: Bool
    /// In columns; nil when unknown.
    let width: Int?
    let wantsNoColor: Bool

    static var standardOutput: Terminal {
        let environment = ProcessInfo.processInfo.environment
        var size = winsize()
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let isKnown = isTerminal && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return Terminal(
            isTerminal: isTerminal, width: isKnown ? Int(size.ws_col) : nil,
            wantsNoColor: !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb")
    }

    /// Whether somebody can be asked: a terminal shows the question and reads the answer.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// The line that was typed; nil at the end of the input.
    static func answer() -> String? {
        if let line = readLine() { return line }
        // The next message then starts on a line of its own, not after the question.
        try? Output.standardError.write("\n")
        return nil
    }

    func canvas(_ choice: ColorChoice) -> Canvas {
        let isColored =
            switch choice {
            case .auto: isTerminal && !wantsNoColor
            case .always: true
            case .never: false
            }
        return Canvas(width: isTerminal ? width : nil, isColored: isColored)
    }
}
