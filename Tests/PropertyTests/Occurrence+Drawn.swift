import Aftercare

extension Occurrence {
    /// For whoever reads a failure.
    var drawn: String {
        "\(key.drawn) \(phase), due \(due), instant \(instant), deadline \(deadline), window \(window.opens) to \(window.closes)"
    }
}

extension OccurrenceKey {
    var drawn: String { "\(treatment)/\(timingRevision)/\(instruction)/\(place) \(role)/\(ordinal)" }
}
