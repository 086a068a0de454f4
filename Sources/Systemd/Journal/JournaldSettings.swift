import Foundation

/// What journald is told by its configuration files, as far as it decides what becomes of records.
///
/// The defaults are those of journald.conf(5) of systemd 252.
package struct JournaldSettings: Sendable, Hashable {
    package var storage: Storage
    /// In microseconds; 0: there is no limit.
    package var rateLimitInterval: UInt64 = 30_000_000
    /// Records in that time; 0: there is no limit.
    package var rateLimitBurst: UInt64 = 10_000
    /// How long files are kept at most, in microseconds; 0: as long as there is room.
    package var maxRetention: UInt64 = 0

    package enum Storage: String, Sendable {
        case volatile, persistent, auto, none
    }

    /// - Parameters:
    ///   - namespace: of the journal; nil: the machine's own.
    ///   - texts: of the configuration files, the last word last.
    package init(namespace: String?, texts: [String] = []) {
        storage = namespace == nil ? .auto : .persistent
        for text in texts { apply(text) }
    }

    /// As journald would read them when it starts.
    ///
    /// - Parameter root: where the machine's files are; empty: here.
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

    /// The first main file that there is, then the drop-ins by their names, those of /etc instead of others of the
    /// same name.
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
            // What journald does not understand it passes over.
            switch line[..<equals].trimmingCharacters(in: .whitespaces) {
            case "Storage": storage = Storage(rawValue: value) ?? storage
            case "RateLimitIntervalSec", "RateLimitInterval": rateLimitInterval = TimeSpan.microseconds(value) ?? rateLimitInterval
            case "MaxRetentionSec": maxRetention = TimeSpan.microseconds(value) ?? maxRetention
            case "RateLimitBurst": rateLimitBurst = UInt64(value) ?? rateLimitBurst
            default: continue
            }
        }
    }
}

/// How many records journald takes of a unit.
package struct RateLimit: Sendable, Hashable {
    package let burst: UInt64
    /// Microseconds.
    package let interval: UInt64

    package init(burst: UInt64, interval: UInt64) {
        self.burst = burst
        self.interval = interval
    }

    /// What holds for `unit`: what it names itself, and for the rest what journald is told. A 0 in the unit file
    /// names nothing (systemd 252 does not hand it on); a 0 in journald's files lifts the limit.
    ///
    /// - Returns: nil where there is none. With much free space journald takes up to six times as many.
    package static func of(_ unit: UnitProperties?, under settings: JournaldSettings) -> RateLimit? {
        let interval = unit.map(\.rateLimitInterval).flatMap { $0 == 0 ? nil : $0 } ?? settings.rateLimitInterval
        let burst = unit.map { UInt64($0.rateLimitBurst) }.flatMap { $0 == 0 ? nil : $0 } ?? settings.rateLimitBurst
        return interval == 0 || burst == 0 ? nil : RateLimit(burst: burst, interval: interval)
    }
}

/// Spans of time as systemd.time(7) writes them: `30s`, `1min 30s`, `500ms`; a bare number is seconds.
enum TimeSpan {
    private static let units: [String: Double] = [
        "us": 1, "usec": 1, "µs": 1, "ms": 1e3, "msec": 1e3, "": 1e6, "s": 1e6, "sec": 1e6, "second": 1e6, "seconds": 1e6,
        "m": 6e7, "min": 6e7, "minute": 6e7, "minutes": 6e7, "h": 3.6e9, "hr": 3.6e9, "hour": 3.6e9, "hours": 3.6e9,
        "d": 8.64e10, "day": 8.64e10, "days": 8.64e10, "w": 6.048e11, "week": 6.048e11, "weeks": 6.048e11,
        "M": 2.629_8e12, "month": 2.629_8e12, "months": 2.629_8e12, "y": 3.155_76e13, "year": 3.155_76e13, "years": 3.155_76e13,
    ]

    /// nil for a text that is no span; that of `infinity` is the longest there is.
    static func microseconds(_ text: String) -> UInt64? {
        if text == "infinity" { return .max }
        var rest = text.filter { $0 != " " }[...]
        var sum = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
            rest = rest.dropFirst(unit.count)
            guard let value = Double(number), let factor = units[String(unit)] else { return nil }
            sum += value * factor
        }
        return UInt64(exactly: sum.rounded())
    }
}
