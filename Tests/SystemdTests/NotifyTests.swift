import Dispatch
import Foundation
import Glibc
import Testing

@testable import Systemd

/// Each test runs in its own process, since it changes the environment.
@Suite("Notifying the service manager")
struct NotifyTests {
    @Test("sends all states of a call in one message")
    func sends() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            let manager = try DatagramListener(path: directory.path + "/notify")
            setenv("NOTIFY_SOCKET", manager.path, 1)

            #expect(try Notify.send(.ready, .status("3 in sight · größer")))
            #expect(manager.next() == "READY=1\nSTATUS=3 in sight · größer")
            #expect(try Notify.send(.watchdog))
            #expect(manager.next() == "WATCHDOG=1")
            #expect(try Notify.send(.stopping))
            #expect(manager.next() == "STOPPING=1")
            #expect(try Notify.send(.extendTimeout(microseconds: 90_000_000)))
            #expect(manager.next() == "EXTEND_TIMEOUT_USEC=90000000")
            #expect(manager.next() == nil)
            #expect(getenv("NOTIFY_SOCKET") != nil)
        }
    }

    @Test("a reload carries the time of the monotonic clock")
    func reloads() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            let manager = try DatagramListener(path: directory.path + "/notify")
            setenv("NOTIFY_SOCKET", manager.path, 1)
            let before = monotonicMicroseconds()

            try Notify.send(.reloading)

            let message = try #require(manager.next())
            let match = try #require(message.wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=(\d+)/))
            let time = try #require(UInt64(match.1))
            #expect((before...monotonicMicroseconds()).contains(time))
        }
    }

    @Test("does nothing without a service manager")
    func withoutManager() async {
        await #expect(processExitsWith: .success) {
            unsetenv("NOTIFY_SOCKET")

            let isTold = try Notify.send(.ready)

            #expect(!isTold)
        }
    }

    @Test("says when the service manager cannot be reached")
    func unreachable() async {
        await #expect(processExitsWith: .success) {
            setenv("NOTIFY_SOCKET", "/nowhere/notify", 1)

            #expect(throws: ServiceError.notNotified(Errno(ENOENT))) { try Notify.send(.ready) }
        }
    }

    @Test("knows the watchdog's interval, if it is meant for this process")
    func watchdog() async {
        await #expect(processExitsWith: .success) {
            unsetenv("WATCHDOG_USEC")
            let unwatched = try Notify.watchdogInterval()
            #expect(unwatched == nil)

            setenv("WATCHDOG_USEC", "30000000", 1)
            #expect(try Notify.watchdogInterval() == .seconds(30))

            setenv("WATCHDOG_PID", "\(getpid())", 1)
            #expect(try Notify.watchdogInterval() == .seconds(30))

            setenv("WATCHDOG_PID", "1", 1)
            #expect(try Notify.watchdogInterval() == nil)

            setenv("WATCHDOG_USEC", "soon", 1)
            setenv("WATCHDOG_PID", "\(getpid())", 1)
            #expect(throws: ServiceError.invalidWatchdog(Errno(EINVAL))) { try Notify.watchdogInterval() }
        }
    }

    @Test("a status cannot smuggle in another state", arguments: ["a\nREADY=1", "a\r\nREADY=1", "a\0READY=1"])
    func statusIsOneLine(text: String) {
        #expect(ServiceState.status(text).assignments(monotonicMicroseconds: 0) == "STATUS=a READY=1")
    }
}

private func monotonicMicroseconds() -> UInt64 {
    DispatchTime.now().uptimeNanoseconds / 1000
}
