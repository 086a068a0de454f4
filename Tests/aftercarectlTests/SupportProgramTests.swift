import Foundation
import Glibc
import Testing

@testable import aftercarectl

/// Programs that are run, and files that are written.
@Suite struct `Another program` {
    private func run(_ script: String, isCaptured: Bool = true, isQuiet: Bool = false, input: Int32? = nil) throws -> ChildProgram.Ended {
        try ChildProgram(words: ["/bin/sh", "-c", script], input: input, isQuiet: isQuiet).run(isCaptured: isCaptured)
    }

    private func text(_ ended: ChildProgram.Ended) -> String { String(decoding: ended.output, as: UTF8.self) }

    @Test(arguments: [("exit 0", 0), ("exit 3", 3), ("exit 255", 255), ("kill -9 $$", 137), ("kill -15 $$", 143)] as [(String, Int32)])
    func `ends with its status, or that of the signal`(script: String, status: Int32) throws {
        #expect(try run(script).status == status)
        #expect(try run(script, isCaptured: false).status == status)
    }

    @Test func `is listened to where that is wanted, to the end`() throws {
        #expect(try text(run("printf 'a\\nb'; printf c >&2", isQuiet: true)) == "a\nb")
        #expect(try run("head -c 300000 /dev/zero").output.count == 300_000)
        // Otherwise what it writes goes where messages go.
        #expect(try run("test /proc/self/fd/1 -ef /proc/self/fd/2", isCaptured: false).status == 0)
        #expect(try run("echo a >&2", isCaptured: false, isQuiet: true).output.isEmpty)
    }

    @Test func `reads nothing, or what it is given`() throws {
        #expect(try text(run("readlink /proc/self/fd/0")) == "/dev/null\n")
        #expect(try text(run("cat")) == "")
        let file = FileManager.default.temporaryDirectory.appending(path: "input-\(UUID().uuidString)")
        try Data("given".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let input = open(file.path, O_RDONLY | O_CLOEXEC)
        defer { close(input) }
        #expect(try text(run("cat", input: input)) == "given")
    }

    @Test func `complains where we do, unless it is to be quiet`() throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/2")
        #expect(try text(run("readlink /proc/self/fd/2")) == "\(own)\n")
        #expect(try text(run("readlink /proc/self/fd/2", isQuiet: true)) == "/dev/null\n")
    }

    @Test func `has our environment, and more`() throws {
        let program = ChildProgram(
            words: ["/bin/sh", "-c", "echo \"$HOME|$AFTERCARE_BACKUP_NAME|$PATH\""],
            variables: ["HOME": "/elsewhere", "AFTERCARE_BACKUP_NAME": "a b"])
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        #expect(try text(program.run(isCaptured: true)) == "/elsewhere|a b|\(path)\n")
    }

    @Test func `leaves nothing open, whether it was there or not`() async {
        await #expect(processExitsWith: .success) {
            func descriptors() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
            _ = try ChildProgram(words: ["true"]).run(isCaptured: true)
            let before = try descriptors()
            for isCaptured in [true, false] {
                _ = try ChildProgram(words: ["true"]).run(isCaptured: isCaptured)
                #expect(throws: Failure.self) { try ChildProgram(words: ["/nonexistent/x"]).run(isCaptured: isCaptured) }
            }
            #expect(try descriptors() == before)
        }
    }

    @Test(arguments: [true, false]) func `that is not there is named`(isCaptured: Bool) {
        let failure = #expect(throws: Failure.self) { try ChildProgram(words: ["/nonexistent/x", "-a"]).run(isCaptured: isCaptured) }
        #expect(
            failure?.message == "the program '/nonexistent/x' cannot be run (no such file or directory); is it installed, and in $PATH?")
        #expect(failure?.status == .unavailable)
    }
}

private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "new-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
}

@Suite struct `A file that is new` {
    private func write(_ text: String, _ path: String, replacing: Bool, isKept: Bool = true) throws {
        let file = try NewFile(path, replacing: replacing)
        try Array(text.utf8).withUnsafeBytes(file.write)
        if isKept { try file.keep() }
    }

    @Test(arguments: [false, true]) func `is there as a whole once it is kept, and before that not at all`(isReplacing: Bool) throws {
        try inFolder { folder in
            let path = "\(folder)/a"
            try write("half", path, replacing: isReplacing, isKept: false)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
            try write("whole", path, replacing: isReplacing)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "whole")
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            try write("other half", path, replacing: true, isKept: false)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "whole")
            try write("other", path, replacing: true)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "other")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
        }
    }

    @Test func `takes no place that is taken, and replaces nothing but a file`() throws {
        try inFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "/nonexistent")
            for path in [folder, "\(folder)/link"] {
                let taken = #expect(throws: Failure.self) { try NewFile(path, replacing: false) }
                #expect(taken?.message == "'\(path)' is there already; name another file, or replace it with '--force'")
                let other = #expect(throws: Failure.self) { try NewFile(path, replacing: true) }
                #expect(other?.message == "'\(path)' is no file that could be replaced; name another")
                #expect(taken?.status == .outputLost && other?.status == .outputLost)
            }
        }
    }

    @Test func `that cannot be written is named with the reason`() {
        let failure = #expect(throws: Failure.self) { try NewFile("/nonexistent/a", replacing: false) }
        #expect(
            failure?.message == "'/nonexistent/a' cannot be written (no such file or directory); nothing of it was kept: "
                + "check its directory, and the room there")
    }

    @Test func `for which there is no room is named, and nothing of it is there`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 10, rlim_max: 10)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            try inFolder { folder in
                let path = "\(folder)/a"
                let file = try NewFile(path, replacing: false)
                let failure = #expect(throws: Failure.self) { try Array("eleven bytes".utf8).withUnsafeBytes(file.write) }
                #expect(
                    failure?.message == "'\(path)' cannot be written (file too large); nothing of it was kept: check its directory, and "
                        + "the room there")
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
            }
        }
    }

    @Test func `whose place is taken meanwhile is told, and leaves nothing behind`() throws {
        try inFolder { folder in
            let path = "\(folder)/a"
            for isReplacing in [false, true] {
                let file = try NewFile(path, replacing: isReplacing)
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
                let failure = #expect(throws: Failure.self) { try file.keep() }
                #expect(
                    failure?.message
                        == (isReplacing
                            ? "'\(path)' cannot be written (is a directory); nothing of it was kept: check its directory, and the room there"
                            : "'\(path)' is there already; name another file, or replace it with '--force'"))
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
                try FileManager.default.removeItem(atPath: path)
            }
        }
    }

    @Test func `that is lost says what was done`() {
        #expect(
            OutputLost(code: ENOSPC).description
                == "the output cannot be written (no space left on device); what was asked for has been carried out")
        #expect(!OutputLost(code: ENOSPC).isReaderGone && OutputLost(code: EPIPE).isReaderGone)
    }

    @Test(arguments: [("\u{7F}", "\\u007f"), ("\u{202E}", "\\u202e"), ("~", "~"), ("é", "é"), ("\u{85}", "\\u0085")])
    func `of JSON steers no terminal`(text: String, written: String) throws {
        #expect(try JSON.pretty([text]) == "[\n  \"\(written)\"\n]\n")
    }
}
