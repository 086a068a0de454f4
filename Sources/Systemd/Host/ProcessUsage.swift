import CSystemd
import Glibc

/// The resources that a process has used so far: they grow while it works and stay constant while it waits.
package struct ProcessUsage: Equatable, Sendable {
    /// The processor time of all threads, in the program and in the kernel.
    package let processorMicroseconds: Int64
    /// Blocks read from or written to disks.
    package let blocks: Int64

    package init(processorMicroseconds: Int64, blocks: Int64) {
        self.processorMicroseconds = processorMicroseconds
        self.blocks = blocks
    }

    /// The usage of this process until now.
    package static func own() -> ProcessUsage {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        func microseconds(_ time: timeval) -> Int64 { Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_usec) }
        return ProcessUsage(
            processorMicroseconds: microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
            blocks: Int64(usage.ru_inblock) + Int64(usage.ru_oublock))
    }

    /// Timers and idle connections take less than this within some seconds.
    private static let minWorkMicroseconds: Int64 = 20_000

    /// Whether the process has worked since `earlier`, some seconds ago.
    package func hasMoved(since earlier: ProcessUsage) -> Bool {
        processorMicroseconds - earlier.processorMicroseconds >= Self.minWorkMicroseconds || blocks > earlier.blocks
    }
}
