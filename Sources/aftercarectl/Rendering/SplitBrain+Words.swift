import Aftercare

extension SplitBrain {
    /// The writers involved, and from when until when.
    func lines(_ clock: StaffTimeFormat, on canvas: Canvas) -> [String] {
        Paragraph.block(
            "machine \(machine) (epoch \(epoch)) wrote until \(clock.moment(until)), and machine \(other) (epoch \(otherEpoch)) from "
                + "\(clock.moment(since)) on", indent: 4, width: canvas.width)
    }
}
