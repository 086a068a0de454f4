package import Aftercare

extension UnknownZone {
    /// `3 patients are told nothing`
    package var consequence: String {
        var parts: [String] = []
        if patients > 0 { parts.append("\(patients.counted("patient")) \(patients == 1 ? "is" : "are") told nothing") }
        if isClinics { parts.append("it is the clinic's own, and new patients must state theirs") }
        return parts.joined(separator: "; ")
    }

    /// The problem and its remedy, as text.
    package var complaint: String {
        "this machine does not know the time zone '\(name)' (\(reason)): \(consequence); install it (\(Problem.zoneRemedy)), which is "
            + "noticed at once"
    }
}
