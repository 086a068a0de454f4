extension Preview {
    /// What would be sent as one message, and one record.
    package struct Message: Equatable, Codable, Sendable {
        package var at: Instant
        /// A line for each thing that it says.
        package var text: String
        /// Whether it is for the clinic, and not for the patient.
        package var isForStaff: Bool
        /// What it speaks of, each once.
        package var instructions: [InstructionID]
        /// Its reminders in the order in which it says them: their places in the preview's `entries`, counted from 0.
        package var entries: [Int]
        /// Into how many parts it goes as SMS.
        package var parts: Int
        package var encoding: TextMessageParts.Encoding

        init(_ message: Forecast.Composed, entries: [Int]) {
            at = message.at
            text = message.text
            isForStaff = message.isForStaff
            instructions = message.decisions.map(\.occurrence.window.instruction).reduce(into: []) { instructions, instruction in
                if !instructions.contains(instruction) { instructions.append(instruction) }
            }
            self.entries = entries
            let parts = TextMessageParts(message.text)
            self.parts = parts.count
            encoding = parts.encoding
        }
    }
}
