import CSystemd

/// Memory that the process has freed and that its allocator keeps for later.
package enum FreeMemory {
    /// Gives it back to the kernel, malloc_trim(3). After a file of 20,000 patients that is some 130 MB.
    package static func giveBack() { malloc_trim(0) }
}
