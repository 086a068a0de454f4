import Foundation
import Glibc

/// Another program to run and wait for.
struct ChildProgram {
    /// The command line; the first word is the program's name or path.
    var words: [String]
    /// Environment variables in addition to our own.
    var variables: [String: String] = [:]
    /// The descriptor for its standard input; nil when it reads nothing.
    var input: Int32?
    /// Whether its standard error is discarded.
    var isQuiet = false

    struct Ended {
        /// The exit status, as a shell reports it: 128 plus the signal number when a signal ended it.
        let status: Int32
        /// What it wrote to standard output, if that was captured.
        let output: Data
    }

    /// - Parameter isCaptured: whether to capture its standard output; otherwise it goes to standard error.
    /// - Throws: `Failure` if the program cannot be started.
    func run(isCaptured: Bool) throws -> Ended {
        var pipes: [Int32] = [-1, -1]
        if isCaptured {
            guard pipe(&pipes) == 0 else { throw failure(errno) }
            for end in pipes { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        defer { if pipes[0] >= 0 { close(pipes[0]) } }
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { if nothing >= 0 { close(nothing) } }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input ?? nothing, 0)
        posix_spawn_file_actions_adddup2(&actions, isCaptured ? pipes[1] : 2, 1)
        if isQuiet { posix_spawn_file_actions_adddup2(&actions, nothing, 2) }
        // The child must not inherit our signal settings: SIGPIPE has to end it when its reader is gone.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, pipeline) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigemptyset(&pipeline)
        sigaddset(&pipeline, SIGPIPE)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &pipeline)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var child: pid_t = 0
        let result = Self.withPointers(words) { pointers in
            Self.withPointers(environment) { posix_spawnp(&child, words[0], &actions, &attributes, pointers, $0) }
        }
        if pipes[1] >= 0 { close(pipes[1]) }
        guard result == 0 else { throw failure(result) }
        let output = isCaptured ? Self.readAll(pipes[0]) : Data()
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return Ended(status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: output)
    }

    private var environment: [String] {
        ProcessInfo.processInfo.environment.merging(variables) { _, ours in ours }.map { "\($0.key)=\($0.value)" }
    }

    private func failure(_ code: Int32) -> Failure {
        Failure(
            message:
                "the program '\(words[0])' cannot be run (\(String(cString: strerror(code)).lowercased())); is it installed, and in $PATH?",
            status: .unavailable)
    }

    private static func readAll(_ descriptor: Int32) -> Data {
        var all = Data()
        var portion = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = read(descriptor, &portion, portion.count)
            if count > 0 { all += portion[..<count] } else if count == 0 || errno != EINTR { return all }
        }
    }

    /// As C expects a list of strings: ended by a null pointer.
    private static func withPointers<Result>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
        let pointers = texts.map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        return body(pointers)
    }
}
