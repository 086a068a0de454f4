package import Aftercare

/// The free space on the store's file system.
///
/// Below the watermark nothing new is accepted, so that room remains for existing data: its reminders still change
/// state, and answers to them are still recorded.
package struct Storage: Sendable {
    /// Returns the free bytes; nil when unknown.
    private let freeSpace: @Sendable () -> Int64?
    private let watermark: @Sendable () -> ByteCount
    /// Where a copy of the store may be made when there is no room beside it; nil when there is no such place.
    let spare: Spare?

    /// A directory on another file system.
    package struct Spare: Sendable {
        package let directory: String
        /// Returns the free bytes; nil when unknown.
        package let freeSpace: @Sendable () -> Int64?

        package init(directory: String, freeSpace: @escaping @Sendable () -> Int64?) {
            self.directory = directory
            self.freeSpace = freeSpace
        }
    }

    /// - Parameter keepFree: evaluated at each check, so that a reload takes effect.
    package init(
        keepFree: @autoclosure @escaping @Sendable () -> ByteCount, spare: Spare? = nil,
        freeSpace: @escaping @Sendable () -> Int64?
    ) {
        watermark = keepFree
        self.spare = spare
        self.freeSpace = freeSpace
    }

    /// The space to keep free, according to the current settings.
    package var keepFree: ByteCount { watermark() }

    /// Storage without a limit, for simulations.
    package static let unlimited = Storage(keepFree: ByteCount(0)) { nil }

    /// The current shortage of space; nil when there is none.
    ///
    /// - Parameter more: bytes wanted in addition to those that are kept free.
    package func shortage(wanting more: Int64 = 0) -> Shortage? {
        let keepFree = watermark()
        guard let free = freeSpace(), free < keepFree.bytes + more else { return nil }
        return Shortage(free: ByteCount(free), wanted: ByteCount(keepFree.bytes + more))
    }
}

/// A lack of free space.
package struct Shortage: Equatable, Sendable {
    package let free: ByteCount
    package let wanted: ByteCount

    var figures: String { "\(free) are free for the store, and \(wanted) have to be" }
    var remedy: String { "free some on its file system, or lower 'keep-free' under 'store' in aftercared.yaml" }

    /// Why a request was refused.
    var refusal: String { "\(figures); \(remedy). What is there already goes on" }

    /// The shortage as a status message.
    package var complaint: String { "nothing new is taken in: \(figures); \(remedy)" }
}
