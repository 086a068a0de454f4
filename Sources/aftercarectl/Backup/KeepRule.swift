import Aftercare

/// Which backups of one store stay: the newest ones, by number, and those that are not too old. Either is enough.
struct KeepRule: Equatable {
    /// 1 at least; nil: the number keeps none.
    var count: Int?
    /// In seconds; nil: the age keeps none.
    var age: Int64?

    /// Whether anything is ever removed.
    var removes: Bool { count != nil || age != nil }

    /// What nothing keeps, the oldest first.
    ///
    /// - Parameter sound: was just made, and found to be sound. It stays whatever the clock or the rule says, so that
    ///   one does.
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
    /// How long that is at most, for files that are better kept too long: a day has 24 hours, a month 31 days.
    static func seconds(of span: Span) -> Int64 { (Int64(span.months) * 31 + Int64(span.days)) * 86_400 + span.seconds }
}
