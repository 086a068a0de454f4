package import Aftercare

/// The room that the store has on its file system.
///
/// Below the watermark nothing new is taken in, so that there is room for what is there already: its reminders
/// still change state, and its answers are still recorded.
package struct Storage: Sendable {
    /// Bytes; nil: nobody can tell.
    private let freeSpace: @Sendable () -> Int64?
    private let watermark: @Sendable () -> ByteCount
    /// Where a copy of the store may be made while there is no room beside it; nil: nowhere.
    let spare: Spare?

    /// A directory on another file system.
    package struct Spare: Sendable {
        package let directory: String
        /// Bytes; nil: nobody can tell.
        package let freeSpace: @Sendable () -> Int64?

        package init(directory: String, freeSpace: @escaping @Sendable () -> Int64?) {
            self.directory = directory
            self.freeSpace = freeSpace
        }
    }

    /// - Parameter keepFree: asked for at each look, so that a reload takes effect.
    package init(
        keepFree: @autoclosure @escaping @Sendable () -> ByteCount, spare: Spare? = nil,
        freeSpace: @escaping @Sendable () -> Int64?
    ) {
        watermark = keepFree
        self.spare = spare
        self.freeSpace = freeSpace
    }

    /// How much is to stay free, as it holds now.
    package var keepFree: ByteCount { watermark() }

    /// As in a simulation.
    package static let unlimited = Storage(keepFree: ByteCount(0)) { nil }

    /// What is lacking now; nil: nothing.
    ///
    /// - Parameter more: bytes that are wanted beside those that are kept free.
    package func shortage(wanting more: Int64 = 0) -> Shortage? {
        let keepFree = watermark()
        guard let free = freeSpace(), free < keepFree.bytes + more else { return nil }
        return Shortage(free: ByteCount(free), wanted: ByteCount(keepFree.bytes + more))
    }
}

/// Too little room.
package struct Shortage: Equatable, Sendable {
    package let free: ByteCount
    package let wanted: ByteCount

    var figures: String { "\(free) are free for the store, and \(wanted) have to be" }
    var remedy: String { "free some on its file system, or lower 'keep-free' under 'store' in aftercared.yaml" }

    /// Why something was refused.
    var refusal: String { "\(figures); \(remedy). What is there already goes on" }

    /// As a state of affairs.
    package var complaint: String { "nothing new is taken in: \(figures); \(remedy)" }
}
