import Foundation

/// The settings in journald's configuration files that affect what happens to records.
///
/// The defaults are those of journald.conf(5) of systemd 252.
package struct JournaldSettings: Sendable, Hashable {
    package var storage: Storage
    /// 0 for no limit.
    package var rateLimitIntervalMicroseconds: UInt64 = 30_000_000
    /// The number of records allowed in that time; 0 for no limit.
    package var rateLimitBurst: UInt64 = 10_000
    /// How long files are kept at most; 0 for as long as there is space.
    package var maxRetentionMicroseconds: UInt64 = 0

    package enum Storage: String, Sendable {
        case volatile, persistent, auto, none
    }

    /// - Parameters:
    ///   - namespace: the journal's namespace; `nil` for the machine's own journal.
    ///   - texts: the contents of the configuration files; later ones override earlier ones.
    package init(namespace: String?, texts: [String] = []) {
        storage = namespace == nil ? .auto : .persistent
        for text in texts { apply(text) }
    }

    /// Reads the settings as journald would when it starts.
    ///
    /// - Parameter root: the root directory of the machine's files; empty for this machine.
    /// - Throws: `JournalError.unreadable`
    package static func read(namespace: String?, root: String = "") throws(JournalError) -> JournaldSettings {
        var texts: [String] = []
        for path in try files(namespace: namespace, root: root) {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .unreadable(path: path, Errno(EACCES))
            }
            texts.append(String(decoding: data, as: UTF8.self))
        }
        return JournaldSettings(namespace: namespace, texts: texts)
    }

    /// The first main file that exists, then the drop-ins sorted by name; one in /etc overrides others with the same
    /// name.
    private static func files(namespace: String?, root: String) throws(JournalError) -> [String] {
        let name = namespace.map { "journald@\($0).conf" } ?? "journald.conf"
        let folders = ["/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib"].map { "\(root)\($0)/systemd" }
        var dropIns: [String: String] = [:]
        for folder in folders.reversed().map({ "\($0)/\(name).d" }) {
            do throws(Errno) {
                for file in try DirectoryListing.names(in: folder) where file.hasSuffix(".conf") {
                    dropIns[file] = "\(folder)/\(file)"
                }
            } catch {
                guard error.code == ENOENT || error.code == ENOTDIR else { throw .unreadable(path: folder, error) }
            }
        }
        let main = folders.map { "\($0)/\(name)" }.first { FileManager.default.fileExists(atPath: $0) }
        return (main.map { [$0] } ?? []) + dropIns.sorted { $0.key < $1.key }.map(\.value)
    }

    private mutating func apply(_ text: String) {
        var isOurs = false
        for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if line.hasPrefix("[") { isOurs = line == "[Journal]" }
            guard isOurs, let equals = line.firstIndex(of: "="), !line.hasPrefix("#"), !line.hasPrefix(";") else { continue }
            let value = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            // journald ignores what it does not understand.
            switch line[..<equals].trimmingCharacters(in: .whitespaces) {
            case "Storage": storage = Storage(rawValue: value) ?? storage
            case "RateLimitIntervalSec", "RateLimitInterval":
                rateLimitIntervalMicroseconds = TimeSpan.microseconds(value) ?? rateLimitIntervalMicroseconds
            case "MaxRetentionSec": maxRetentionMicroseconds = TimeSpan.microseconds(value) ?? maxRetentionMicroseconds
            case "RateLimitBurst": rateLimitBurst = UInt64(value) ?? rateLimitBurst
            default: continue
            }
        }
    }
}
