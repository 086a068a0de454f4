/// What can be wrong with a journal. The raw values are typed by people.
package enum JournalFault: String, CaseIterable, Sendable {
    /// It takes records and shows them only when it is mended.
    case silent
    /// It refuses records.
    case dead
    /// It takes records and forgets them.
    case dropping
    /// It cannot be made durable.
    case cannotSync = "cannot-sync"
    /// It takes and keeps records, and cannot be read.
    case cannotRead = "cannot-read"
    /// It takes and forgets what exceeds `MemoryJournal.rateLimit`, and says so afterwards.
    case limiting
    /// A file of it is damaged for good: what is not found may be in there.
    case damaged
}

extension MemoryJournal {
    /// Brings a fault about, or mends it. A silent journal that is mended first reads what it was sent.
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
