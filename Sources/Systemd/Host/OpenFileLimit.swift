import Glibc

/// How many files this process may have open.
package enum OpenFileLimit {
    /// Raises the limit to what the administrator allows: a collector has thousands of journal files, and a process
    /// starts with 1,024.
    package static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        // If this is refused, files that cannot be opened are reported later.
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
