/// The faults that a journal can have. The raw values are typed by people.
package enum JournalFault: String, CaseIterable, Sendable {
    /// It accepts records but makes them readable only after it is repaired.
    case silent
    /// It refuses records.
    case dead
    /// It accepts records and discards them.
    case dropping
    /// It cannot be synced to disk.
    case cannotSync = "cannot-sync"
    /// It accepts and keeps records, but cannot be read.
    case cannotRead = "cannot-read"
    /// It accepts but discards what exceeds `MemoryJournal.rateLimit`, and reports that afterwards.
    case limiting
    /// One of its files is permanently damaged: whatever is not found may be in it.
    case damaged
}

extension MemoryJournal {
    /// Causes or ends a fault. When a silent journal is repaired, it first reads what it was sent.
    package func set(_ fault: JournalFault, _ isOn: Bool) {
        switch fault {
        case .silent: if isOn { change { $0.isSilent = true } } else { wake() }
        case .dead: change { $0.isDead = isOn }
        case .dropping: change { $0.isDropping = isOn }
        case .cannotSync: change { $0.cannotSync = isOn }
        case .cannotRead: change { $0.cannotRead = isOn }
        case .limiting: change { $0.isLimiting = isOn }
        case .damaged: change { $0.isDamaged = isOn }
        }
    }
}
