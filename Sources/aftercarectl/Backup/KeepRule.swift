import Aftercare

/// Which backups of one store to keep: the newest ones up to a number, and those up to an age. Either reason is enough.
struct KeepRule: Equatable {
    /// At least 1; nil when none is kept by number.
    var count: Int?
    /// In seconds; nil when none is kept by age.
    var age: Int64?

    /// Whether anything is ever removed.
    var removes: Bool { count != nil || age != nil }

    /// The backups that nothing keeps, oldest first.
    ///
    /// - Parameter sound: the backup just made and found to be sound. It stays whatever the clock or the rule says, so
    ///   that there is always one.
    func superfluous(among backups: [NamedBackup], besides sound: NamedBackup, at now: Instant) -> [NamedBackup] {
        guard removes else { return [] }
        let newestFirst = backups.sorted { ($0.takenAt, $0.turn) > ($1.takenAt, $1.turn) }
        let superfluous = newestFirst.enumerated().filter { place, backup in
            let isAmongNewest = count.map { place < $0 } ?? false
            let isYoung = age.map { now - backup.takenAt <= $0 } ?? false
            return !isAmongNewest && !isYoung && backup.name != sound.name
        }
        return superfluous.map(\.element).reversed()
    }
}

extension KeepRule {
    /// The longest that the span can be, for files that are better kept too long: a day has 24 hours, a month 31 days.
    static func seconds(of span: Span) -> Int64 { (Int64(span.months) * 31 + Int64(span.days)) * 86_400 + span.seconds }
}
