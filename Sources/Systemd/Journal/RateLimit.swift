/// How many records of a unit journald accepts.
package struct RateLimit: Sendable, Hashable {
    package let burst: UInt64
    /// The length of the interval for which `burst` is counted.
    package let intervalMicroseconds: UInt64

    package init(burst: UInt64, intervalMicroseconds: UInt64) {
        self.burst = burst
        self.intervalMicroseconds = intervalMicroseconds
    }

    /// The limit for `unit`: its own values, completed by journald's. A 0 in the unit file counts as no value (systemd
    /// 252 does not pass it on); a 0 in journald's files removes the limit.
    ///
    /// - Returns: `nil` when there is no limit. With much free space journald accepts up to six times as many records.
    package static func of(_ unit: UnitProperties?, under settings: JournaldSettings) -> RateLimit? {
        let interval = unit.map(\.rateLimitIntervalMicroseconds).flatMap { $0 == 0 ? nil : $0 } ?? settings.rateLimitIntervalMicroseconds
        let burst = unit.map { UInt64($0.rateLimitBurst) }.flatMap { $0 == 0 ? nil : $0 } ?? settings.rateLimitBurst
        return interval == 0 || burst == 0 ? nil : RateLimit(burst: burst, intervalMicroseconds: interval)
    }
}
