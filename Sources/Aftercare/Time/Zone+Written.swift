extension Zone {
    /// `2026-12-13 11:04`: an instant as people type it, on a clock here; with `UTC` behind it where UTC only stands in.
    package func written(_ instant: Instant) -> String {
        let local = local(instant)
        return "\(local.date) \(local.time)\(mark)"
    }
}
