import Glibc

/// The journal namespace of a process (systemd.exec(5), `LogNamespace=`).
package enum JournalNamespace {
    /// The namespace that this process logs to; `nil` when there is none, or it cannot be determined.
    ///
    /// systemd does not provide it. But it mounts the namespace's sockets over those of the machine's own journal, and
    /// the kernel lists the mounts.
    package static func own() -> String? {
        guard let file = fopen("/proc/self/mountinfo", "re") else { return nil }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        var found: String?
        while getline(&line, &capacity, file) > 0 {
            // The last mount is the visible one.
            if let line, let name = name(inMount: String(cString: line)) { found = name }
        }
        return found
    }

    /// - Parameter mount: a line of proc(5)'s `mountinfo`: `… ROOT MOUNT-POINT OPTIONS …`.
    static func name(inMount mount: String) -> String? {
        let words = mount.split(separator: " ", maxSplits: 5)
        guard words.count == 6, words[4] == "/run/systemd/journal", let last = words[3].split(separator: "/").last,
            last.hasPrefix("journal.")
        else { return nil }
        return String(last.dropFirst("journal.".count))
    }
}
