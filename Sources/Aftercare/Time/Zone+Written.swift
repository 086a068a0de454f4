extension Zone {
    /// `2026-12-13 11:04`: an instant as people type it, by the clock of this zone, followed by `UTC` if that only
    /// stands in.
    package func written(_ instant: Instant) -> String {
        let local = local(instant)
        return "\(local.date) \(local.time)\(mark)"
    }
}
