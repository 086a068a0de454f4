import Aftercare
import Testing

@testable import AftercareEngine

@Suite struct `The pace` {
    private let start = instant("2026-03-02T09:00:00Z")

    @Test func `is free until the journal drops something`() {
        var pace = Pace()
        for second in 0..<100 {
            #expect(pace.allowance(at: start + Int64(second)) == .max)
            pace.note(delivered: 500, at: start + Int64(second))
        }
    }

    ///     second      0      1      2      30    31    32
    ///     delivered   500    500    -      -     -     900
    ///     allowed                   0      0     400   0
    @Test func `lets through in any 30 seconds what went through before the drop, less a tenth`() {
        var pace = Pace()
        pace.note(delivered: 500, at: start)
        pace.note(delivered: 500, at: start + 1)
        pace.noteDrop(at: start + 2)
        #expect(pace.limit == 900)
        #expect(pace.allowance(at: start + 2) == 0)
        #expect(pace.renewal(after: start + 2) == start + 31)
        #expect(pace.allowance(at: start + 30) == 0)
        #expect(pace.allowance(at: start + 31) == 400)
        #expect(pace.allowance(at: start + 32) == 900)
        pace.note(delivered: 900, at: start + 32)
        #expect(pace.allowance(at: start + 32) == 0)
    }

    ///     second      0      1   2 …            40
    ///     delivered   9000   0   (dropped)      the barrier
    @Test func `knows what went through before the drop although the drop shows only later`() {
        var pace = Pace()
        pace.note(delivered: 9_000, at: start)
        pace.note(delivered: 0, at: start + 40)
        pace.noteDrop(at: start + 40)
        #expect(pace.limit == 8_100)
        #expect(pace.allowance(at: start + 40) == 8_100)
    }

    @Test func `gets slower with another drop, never faster, and never slower than it makes sense`() {
        var pace = Pace()
        pace.note(delivered: 10_000, at: start)
        pace.noteDrop(at: start)
        pace.note(delivered: 5_000, at: start + 60)
        pace.noteDrop(at: start + 61)
        #expect(pace.limit == 4_500)
        pace.note(delivered: 9_000, at: start + 120)
        pace.noteDrop(at: start + 121)
        #expect(pace.limit == 4_500)
        pace.noteDrop(at: start + 1_000)
        #expect(pace.limit == Pace.least)
    }

    @Test(arguments: [300, 301] as [Int64])
    func `knows for five minutes what went through`(seconds: Int64) {
        var pace = Pace()
        pace.note(delivered: 9_000, at: start)
        pace.noteDrop(at: start + seconds)
        #expect(pace.limit == (seconds == 300 ? 8_100 : Pace.least))
    }

    @Test func `is free again an hour after the last drop`() {
        var pace = Pace()
        pace.note(delivered: 1_000, at: start)
        pace.noteDrop(at: start)
        #expect(pace.allowance(at: start + 3_600) == 900)
        #expect(pace.allowance(at: start + 3_601) == .max)
    }

    @Test func `waits for no clock that was set back`() {
        var pace = Pace()
        pace.note(delivered: 1_000, at: start)
        pace.noteDrop(at: start)
        #expect(pace.allowance(at: start - 86_400) == .max)
    }
}
