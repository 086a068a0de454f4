import Glibc

/// The journal namespace of a process (systemd.exec(5), `LogNamespace=`).
package enum JournalNamespace {
    /// The one that this process logs to; nil: none, or it cannot be told.
    ///
    /// systemd tells nobody. What it does is to mount the namespace's sockets over those of the machine's own
    /// journal, and that the kernel tells.
    package static func own() -> String? {
        guard let file = fopen("/proc/self/mountinfo", "re") else { return nil }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        var found: String?
        while getline(&line, &capacity, file) > 0 {
            // What is mounted last is what is seen.
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
