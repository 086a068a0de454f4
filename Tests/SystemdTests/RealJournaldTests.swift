import CSystemd
import Foundation
import Glibc
import Testing

@testable import Systemd

/// Each test runs in its own process with its own journald. They need root.
@Suite("With a real journald,")
struct RealJournaldTests {
    @Test("a record comes back as it was sent, with line breaks and a mebibyte, under our user id")
    func roundTrip() async {
        await #expect(processExitsWith: .success) {
            PrivateJournald.run(storage: .persistent) { _ in
                // given
                let long = String(repeating: "0123456789abcdef", count: 65536)
                let reader = JournalReader(.local)
                // when
                let record = try JournalRecord(
                    ["MESSAGE": "two\nlines, größer", "TEST_ID": "a", "TEST_LONG": long, "PRIORITY": "5"])
                try JournalSocket().send(record)
                try eventually("the record") { reader.count("a") == 1 }
                // then
                let cursor = try #require(reader.answer("a")?.cursor)
                let entry = try #require(try reader.entry(at: cursor))
                #expect(entry["MESSAGE"] == "two\nlines, größer")
                #expect(entry["TEST_LONG"] == long)
                #expect(entry["PRIORITY"] == "5")
                #expect(entry["_UID"] == "0")
                #expect(entry["CODE_FILE"] == nil)
                #expect(try reader.syncToDisk().first?.hasSuffix("/system.journal") == true)
            }
        }
    }

    @Test("a log line finds its way to a journald that was started anew")
    func newStream() async {
        await #expect(processExitsWith: .success) {
            PrivateJournald.run(storage: .persistent) { journald in
                // given
                let stream = LogOutput.newStream()
                let output = LogOutput(descriptor: stream, style: .journal)
                let reader = JournalReader(.local)
                func isThere(_ text: String) -> Bool {
                    if case .found = reader.find(field: "MESSAGE", values: [text], uid: 0)[text] { true } else { false }
                }
                output.write("<6>before\n")
                try eventually("the first line") { isThere("before") }
                // when
                journald.kill()
                try journald.start()
                // then
                output.write("<6>after\n")
                try eventually("the second line") { isThere("after") }
            }
        }
    }

    @Test("a record of another user is not ours")
    func forgery() async {
        await #expect(processExitsWith: .success) {
            PrivateJournald.run(storage: .persistent) { _ in
                let reader = JournalReader(.local)

                try becoming(user: 4242) { try JournalSocket().send(JournalRecord(["TEST_ID": "a"])) }
                try eventually("the forgery") { reader.count("a", uid: 4242) == 1 }

                #expect(reader.answer("a") == .absent)
            }
        }
    }

    @Test("a record that was sent and died in the queue is absent behind one that came through")
    func lostInQueue() async {
        await #expect(processExitsWith: .success) {
            PrivateJournald.run(storage: .persistent) { journald in
                // given
                let reader = JournalReader(.local)
                try JournalSocket().send(JournalRecord(["TEST_ID": "before"]))
                try eventually("the first record") { reader.count("before") == 1 }
                // when
                journald.pause()
                try JournalSocket().send(JournalRecord(["TEST_ID": "lost"]))
                journald.kill()
                try journald.start()
                try JournalSocket().send(JournalRecord(["TEST_ID": "barrier"]))
                try eventually("the barrier") { reader.count("barrier") == 1 }
                // then: the file that was not closed cleanly is read too
                #expect(reader.answer("lost") == .absent)
                #expect(reader.count("before") == 1)
            }
        }
    }

    @Test("a record is found after the file was rotated, and that file is synced")
    func rotation() async {
        await #expect(processExitsWith: .success) {
            PrivateJournald.run(storage: .persistent) { journald in
                // given
                let reader = JournalReader(.local)
                try JournalSocket().send(JournalRecord(["TEST_ID": "a"]))
                try eventually("the record") { reader.count("a") == 1 }
                try reader.syncToDisk()
                // when
                journald.rotate()
                // then
                try eventually("the record in a rotated file") {
                    guard reader.count("a") == 1 else { return false }
                    return try reader.syncToDisk().contains { $0.contains("/system@") }
                }
            }
        }
    }

    @Test("a record in memory does not count as on disk, and its cursor survives the move to disk")
    func flush() async {
        await #expect(processExitsWith: .success) {
            PrivateJournald.run(storage: .auto) { journald in
                // given
                let reader = JournalReader(.local)
                try JournalSocket().send(JournalRecord(["TEST_ID": "a"]))
                try eventually("the record") { reader.count("a") == 1 }
                let early = try #require(reader.answer("a")?.cursor)
                #expect {
                    try reader.syncToDisk()
                } throws: {
                    "\($0)".hasPrefix("'/run/log/journal/") && "\($0)".contains("is kept in memory")
                }
                // when
                journald.flush()
                try eventually("the record on disk") {
                    reader.count("a") == 1 && (try? reader.syncToDisk()) != nil
                }
                // then
                let late = try #require(reader.answer("a")?.cursor)
                #expect(late.content == early.content)
                #expect(try reader.entry(at: early)?["TEST_ID"] == "a")
            }
        }
    }

    @Test("a namespace is read apart from the rest")
    func namespace() async {
        await #expect(processExitsWith: .success) {
            PrivateJournald.run(storage: .persistent, namespace: "apart") { _ in
                // given
                let reader = JournalReader(.namespace("apart"))
                // when
                try JournalSocket().send(JournalRecord(["TEST_ID": "a"]))
                // then
                try eventually("the record") { reader.count("a") == 1 }
                guard case .unknown(.noDirectory) = JournalReader(.local).answer("a") else {
                    throw CommandFailed(description: "there should be no other journal")
                }
            }
        }
    }

    @Test("a dead journald leaves a socket behind that refuses")
    func deadListener() async {
        await #expect(processExitsWith: .success) {
            PrivateJournald.run(storage: .volatile) { journald in
                #expect(JournalSocket().isPresent)

                journald.kill()

                #expect(JournalSocket().isPresent)
                #expect(throws: JournalError.notSent(Errno(ECONNREFUSED))) {
                    try JournalSocket().send(JournalRecord(["MESSAGE": "lost"]))
                }
            }
        }
    }

    @Test("without a journal socket, sending fails, though libsystemd would report success")
    func noSocket() async {
        await #expect(processExitsWith: .success) {
            try PrivateMounts.begin()
            try PrivateMounts.hide("/run")

            #expect(!JournalSocket().isPresent)
            #expect(throws: JournalError.noSocket(path: "/run/systemd/journal/socket")) {
                try JournalSocket().send(JournalRecord(["MESSAGE": "lost"]))
            }
        }
    }

    @Test("a directory where the socket should be is no socket")
    func noSocketFile() async {
        await #expect(processExitsWith: .success) {
            try PrivateMounts.begin()
            try PrivateMounts.hide("/run")
            try FileManager.default.createDirectory(
                atPath: "/run/systemd/journal/socket", withIntermediateDirectories: true)

            #expect(!JournalSocket().isPresent)
        }
    }
}

extension JournalReader {
    /// The answer for one value of TEST_ID.
    fileprivate func answer(_ value: String, uid: UInt32 = 0) -> JournalAnswer? {
        find(field: "TEST_ID", values: [value], uid: uid)[value]
    }

    fileprivate func count(_ value: String, uid: UInt32 = 0) -> Int? {
        answer(value, uid: uid)?.count
    }
}
