import CSystemd
import Glibc

/// What a process has used so far: it grows for as long as the process works, and stands still while it waits.
package struct ProcessUsage: Equatable, Sendable {
    /// Of all threads, in the program and in the kernel.
    package let processorMicroseconds: Int64
    /// Read from or written to disks.
    package let blocks: Int64

    package init(processorMicroseconds: Int64, blocks: Int64) {
        self.processorMicroseconds = processorMicroseconds
        self.blocks = blocks
    }

    /// Of this process, until now.
    package static func own() -> ProcessUsage {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        func microseconds(_ time: timeval) -> Int64 { Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_usec) }
        return ProcessUsage(
            processorMicroseconds: microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
            blocks: Int64(usage.ru_inblock) + Int64(usage.ru_oublock))
    }

    /// Less than this is what timers and idle connections take, in microseconds.
    private static let least: Int64 = 20_000

    /// Whether it has worked since `earlier`, some seconds ago.
    package func hasMoved(since earlier: ProcessUsage) -> Bool {
        processorMicroseconds - earlier.processorMicroseconds >= Self.least || blocks > earlier.blocks
    }
}
