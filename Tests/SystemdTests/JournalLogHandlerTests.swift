import Foundation
import Glibc
import Logging
import Synchronization
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

    @Test("writes every text as it is told to")
    func reworded() throws {
        let output = LogOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor, style: .journal)
        let logger = Logger(label: "test") { _ in JournalLogHandler(to: output, reword: { $0.replacing("here", with: "there") }) }
        logger.error("it is here", metadata: ["place": "here", "places": ["here", "nowhere"]])

        #expect(try written() == "<3>it is there place=there places=[there, nowthere]\n")
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
        let (reading, isRead) = AsyncStream<Data>.makeStream()
        // A task might get no thread while this one waits for it.
        Thread.detachNewThread {
            isRead.yield(end.readDataToEndOfFile())
            isRead.finish()
        }

        logger.info("\(text)")
        try pipe.fileHandleForWriting.close()

        var read = ""
        for await data in reading { read += String(decoding: data, as: UTF8.self) }
        #expect(read.hasSuffix(text + "\n"))
    }

    @Test("does not wait for a journald that has stopped reading")
    func stopped() throws {
        var ends: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { ends.forEach { close($0) } }
        let output = LogOutput(descriptor: ends[0], style: .journal)
        // More than a socket's queue holds; the descriptor itself would block for ever.
        for _ in 0..<3 { output.write(String(repeating: "x", count: 4_000_000)) }

        var waiting: Int32 = 0
        #expect(ioctl(ends[1], UInt(FIONREAD), &waiting) == 0)
        #expect(waiting > 0)
    }

    // MARK: Records

    private func recordLogger(_ socket: String) -> Logger {
        let output = LogOutput(
            descriptor: pipe.fileHandleForWriting.fileDescriptor, style: .journal, recordSocket: socket)
        return Logger(label: "test") { _ in JournalLogHandler(to: output, logLevel: .trace) }
    }

    @Test("gives journald a record where it takes records, with the fields that the metadata names")
    func record() throws {
        let directory = try TemporaryDirectory()
        let journald = try DatagramListener(path: directory.path + "/socket")
        recordLogger(journald.path).notice(
            "back after 5 s", metadata: ["MESSAGE_ID": "abc", "AFTERCARE_TAG": ["one", "two"], "AFTERCARE_SECONDS": "5", "key": "v"])

        #expect(
            journald.next() == """
                MESSAGE=back after 5 s key=v
                PRIORITY=5
                SYSLOG_IDENTIFIER=aftercared
                AFTERCARE_SECONDS=5
                AFTERCARE_TAG=one
                AFTERCARE_TAG=two
                MESSAGE_ID=abc

                """)
        #expect(journald.next() == nil)
        #expect(try written() == "", "it is not said twice")
    }

    @Test("keeps a message of several lines in one record")
    func recordOfLines() throws {
        let directory = try TemporaryDirectory()
        let journald = try DatagramListener(path: directory.path + "/socket")
        recordLogger(journald.path).error("one\r\ntwo\u{1B}")

        #expect(
            journald.next() == "MESSAGE\n\u{A}\0\0\0\0\0\0\0one\ntwo\u{FFFD}\nPRIORITY=3\nSYSLOG_IDENTIFIER=aftercared\n")
    }

    @Test("says the same in lines where there is no socket, or nobody listens", arguments: [true, false])
    func recordWithoutJournald(wasThere: Bool) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/socket"
        // The socket's file remains after it is closed.
        if wasThere { _ = try DatagramListener(path: path) }
        recordLogger(path).notice("back\nagain", metadata: ["MESSAGE_ID": "abc", "AFTERCARE_SECONDS": "5", "key": "v"])

        #expect(FileManager.default.fileExists(atPath: path) == wasThere)
        #expect(try written() == "<5>back\n<5>again key=v\n")
    }

    @Test("says in lines what is too large for a record")
    func recordTooLarge() throws {
        let directory = try TemporaryDirectory()
        let journald = try DatagramListener(path: directory.path + "/socket")
        let text = String(repeating: "x", count: 4_000_000)
        let output = LogOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor, style: .journal, recordSocket: journald.path)
        let record = try #require(LogLines(level: .info, message: text, metadata: [:]).record(identifier: "aftercared"))

        #expect(!output.send(record))
        #expect(journald.next() == nil)
    }

    @Test("does not wait for a journald that has stopped reading records: what it does not take is said in lines")
    func recordToStopped() throws {
        let directory = try TemporaryDirectory()
        let journald = try DatagramListener(path: directory.path + "/socket")
        let logger = recordLogger(journald.path)
        let queue =
            Int(try String(contentsOfFile: "/proc/sys/net/unix/max_dgram_qlen", encoding: .utf8).trimmingCharacters(in: .newlines)) ?? 0
        let sent = queue + 3
        for number in 0..<sent { logger.info("\(number)") }

        let lines = try written().split(separator: "\n").map(String.init)
        #expect(!lines.isEmpty && lines.count <= 3)
        var taken = 0
        while journald.next() != nil { taken += 1 }
        #expect(taken + lines.count == sent, "nothing is lost, and nothing is said twice")
        #expect(lines.last == "<6>\(sent - 1)")
    }

    @Test("waits, before the process ends, until journald has read what it was told, and not for ever")
    func waitsUntilRead() throws {
        let directory = try TemporaryDirectory()
        let journald = try DatagramListener(path: directory.path + "/socket")
        let output = LogOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor, style: .journal, recordSocket: journald.path)
        recordLogger(journald.path).error("it does not start")

        // The reader takes its time: it reads the record first, and after a while the message that proves the record
        // was processed.
        let isDone = Atomic(false)
        nonisolated(unsafe) let late = journald
        Thread.detachNewThread {
            usleep(50_000)
            _ = late.next()
            usleep(50_000)
            isDone.store(true, ordering: .sequentiallyConsistent)
            _ = late.next()
        }
        output.waitUntilRead()
        let wasWaitedFor = isDone.load(ordering: .sequentiallyConsistent)
        #expect(wasWaitedFor)

        // A journald that has stopped is given up; one that does not exist is not waited for.
        output.waitUntilRead()
        #expect(journald.next() == "")
        logger(.journal).error("in lines")
        LogOutput(descriptor: STDERR_FILENO, style: .journal, recordSocket: directory.path + "/nothing").waitUntilRead()
    }

    @Test("follows a level that changes while it runs, unless a copy has its own")
    func threshold() throws {
        let level = Level()
        let output = LogOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor, style: .journal)
        let logger = Logger(label: "test") { _ in JournalLogHandler(to: output, logLevel: level.now) }
        var quiet = logger
        quiet.logLevel = .error
        logger.debug("not yet")
        level.now = .debug
        logger.debug("now")
        quiet.notice("never")

        #expect(try written() == "<7>now\n")
    }

    private final class Level: @unchecked Sendable {
        // Used by one thread only.
        var now = Logger.Level.info
    }

    @Test("goes on when nobody reads")
    func nobodyReads() throws {
        signal(SIGPIPE, SIG_IGN)
        let logger = logger(.journal)
        try pipe.fileHandleForReading.close()

        logger.info("lost")
    }
}
