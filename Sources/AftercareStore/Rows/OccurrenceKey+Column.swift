import Aftercare

extension OccurrenceKey {
    /// As one column. Names have no '/'.
    var column: String { "\(treatment)/\(timingRevision)/\(instruction)/\(place)/\(role.rawValue)/\(ordinal)" }

    init?(column text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, let treatment = TreatmentID(parts[0]), let timingRevision = Int(parts[1]),
            let instruction = InstructionID(parts[2]), let place = Int(parts[3]), let role = Role(rawValue: parts[4]),
            let ordinal = Int(parts[5])
        else { return nil }
        self.init(
            treatment: treatment, timingRevision: timingRevision, instruction: instruction, place: place, role: role,
            ordinal: ordinal)
    }
}
