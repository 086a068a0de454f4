import Aftercare
import AftercareStore
import Logging

/// Another store of this service, according to the journal.
struct FormerStore: Equatable {
    let lastRecord: Instant
    /// When the current store was created.
    let madeAt: Instant

    func text(on zone: Zone) -> String {
        func clock(_ instant: Instant) -> String {
            let local = zone.local(instant)
            return "\(local.date) \(local.time)"
        }
        return "the store was made anew on \(clock(madeAt)), since there was none, and the journal holds reminders of an earlier one up to "
            + "\(clock(lastRecord)) (\(zone.name)): if that one was lost, stop the service, run 'aftercared --restore FILE' with its last "
            + "backup as root, and start it again. This is told for as long as the journal keeps those records"
    }
}
