import Foundation
import Glibc
import Logging
import Testing

@testable import Systemd

@Suite("The log handler")
struct JournalLogHandlerTests {
    private let pipe = Pipe()

    private func logger(_ style: LogOutput.Style, provider: Logger.MetadataProvider? = nil) -> Logger {
        let output = LogOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor, style: style)
        return Logger(label: "test") { _ in
            JournalLogHandler(to: output, logLevel: .trace, metadataProvider: provider)
        }
    }

    private func written() throws -> String {
        try pipe.fileHandleForWriting.close()
        return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    @Test("gives journald each level's priority")
    func priorities() throws {
        let logger = logger(.journal)
        for level in Logger.Level.allCases {
            logger.log(level: level, "\(level)")
        }

        #expect(
            try written() == """
                <7>trace
                <7>debug
                <6>info
                <5>notice
                <4>warning
                <3>error
                <2>critical

                """)
    }

    @Test("repeats the priority on every line, whatever breaks the line", arguments: ["\n", "\r\n", "\r", "\u{2028}"])
    func multipleLines(lineBreak: String) throws {
        logger(.journal).error("first\(lineBreak)second\(lineBreak)\(lineBreak)last", metadata: ["key": "value"])

        #expect(try written() == "<3>first\n<3>second\n<3>\n<3>last key=value\n")
    }

    @Test("shows a person the time and the level on every line")
    func terminal() throws {
        logger(.terminal).warning("first\nsecond", metadata: ["key": "value"])

        let lines = try written().split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d warning first/) != nil)
        #expect(lines[1].wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d warning second key=value/) != nil)
    }

    @Test("tells local time")
    func localTime() async {
        await #expect(processExitsWith: .success) {
            setenv("TZ", "Asia/Kolkata", 1)
            tzset()
            let lines = LogLines(level: .info, message: "now", metadata: [:])

            #expect(lines.forTerminal(at: 1_795_244_634) == "2026-11-21 12:33:54 info now\n")
        }
    }

    @Test("sorts metadata, and quotes what could be taken for more than one word")
    func metadata() throws {
        logger(.journal).info(
            "text",
            metadata: [
                "b": "two words", "a": "1", "d": ["z": "1", "y": ["p", "q r"]], "c": "x=\"y\"\n", "e": "",
                "f": .stringConvertible(7),
            ])

        #expect(
            try written() == """
                <6>text a=1 b="two words" c="x=\\"y\\"\\n" d={y=[p, "q r"], z=1} e="" f=7

                """)
    }

    @Test("prefers the metadata given nearest to the message, and adds the error")
    func mergesMetadata() throws {
        var logger = logger(.journal, provider: Logger.MetadataProvider { ["p": "provider", "q": "provider"] })
        logger[metadataKey: "h"] = "handler"
        logger[metadataKey: "p"] = "handler"

        logger.error("text", error: CommandFailed(description: "broken"), metadata: ["q": "message"])

        #expect(try written() == "<3>text error=broken h=handler p=provider q=message\n")
    }

    @Test("takes the sting out of control characters")
    func controls() throws {
        logger(.journal).info("a\0b\u{1B}[2Jc\td")

        #expect(try written() == "<6>a\u{FFFD}b\u{FFFD}[2Jc\td\n")
    }

    @Test("has level and metadata of its own in every copy")
    func valueSemantics() {
        var one = logger(.journal)
        one.logLevel = .debug
        one[metadataKey: "only-on"] = "one"
        var two = one
        two.logLevel = .error
        two[metadataKey: "only-on"] = "two"

        #expect(one.logLevel == .debug)
        #expect(two.logLevel == .error)
        #expect(one[metadataKey: "only-on"] == "one")
        #expect(two[metadataKey: "only-on"] == "two")
    }

    @Test("knows the journal's stream by device and inode, not by the variable alone")
    func detectsJournal() throws {
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        var status = stat()
        fstat(descriptor, &status)
        let stream = "\(status.st_dev):\(status.st_ino)"

        #expect(LogOutput.isJournal(descriptor: descriptor, journalStream: stream))
        #expect(!LogOutput.isJournal(descriptor: descriptor, journalStream: "\(status.st_dev):\(status.st_ino + 1)"))
        #expect(!LogOutput.isJournal(descriptor: descriptor, journalStream: nil))
        #expect(!LogOutput.isJournal(descriptor: -1, journalStream: stream))
        #expect(LogOutput.standardError(journalStream: nil).style == .terminal)
    }

    @Test("writes a person the whole text, also when the reader is slow and the descriptor does not wait for it")
    func longText() async throws {
        let text = String(repeating: "x", count: 1_000_000)
        let logger = logger(.terminal)
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        let end = pipe.fileHandleForReading
        let reading = Task.detached { try end.readToEnd() ?? Data() }

        logger.info("\(text)")
        try pipe.fileHandleForWriting.close()

        let read = String(decoding: try await reading.value, as: UTF8.self)
        #expect(read.hasSuffix(text + "\n"))
    }

    @Test("does not wait for a journald that has stopped reading")
    func stopped() throws {
        var ends: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { ends.forEach { close($0) } }
        let output = LogOutput(descriptor: ends[0], style: .journal)
        // More than a socket's queue takes; the descriptor itself would wait for ever.
        for _ in 0..<3 { output.write(String(repeating: "x", count: 4_000_000)) }

        var waiting: Int32 = 0
        #expect(ioctl(ends[1], UInt(FIONREAD), &waiting) == 0)
        #expect(waiting > 0)
    }

    @Test("goes on when nobody reads")
    func nobodyReads() throws {
        signal(SIGPIPE, SIG_IGN)
        let logger = logger(.journal)
        try pipe.fileHandleForReading.close()

        logger.info("lost")
    }
}
