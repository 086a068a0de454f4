import Foundation
import Testing

@testable import Systemd

@Suite("What a process has used")
struct ProcessUsageTests {
    private func usage(_ microseconds: Int64, _ blocks: Int64) -> ProcessUsage {
        ProcessUsage(processorMicroseconds: microseconds, blocks: blocks)
    }

    @Test("shows that it works, by its processor time or its blocks")
    func moves() {
        let before = usage(1_000_000, 7)
        #expect(!usage(1_000_000, 7).hasMoved(since: before))
        #expect(!usage(1_019_999, 7).hasMoved(since: before), "timers and idle connections take as much")
        #expect(usage(1_020_000, 7).hasMoved(since: before))
        #expect(usage(1_000_000, 8).hasMoved(since: before))
    }

    @Test("grows while this process works")
    func own() {
        let before = ProcessUsage.own()
        let hasMoved = (0..<10_000_000).contains { _ in ProcessUsage.own().hasMoved(since: before) }
        #expect(hasMoved)
    }
}
