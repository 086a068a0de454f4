import Aftercare
import AftercareStore

/// Why the engine could not do what was requested, through no fault of the request.
package struct EngineError: Error, CustomStringConvertible, Sendable {
    package let description: String
    package let kind: Kind

    package enum Kind: Sendable {
        case storeUnusable
        /// There is too little free space on the disk.
        case storageFull
        /// The same operation is already in progress for another client.
        case busy
        /// The request would delay the reminders.
        case tooMuch
    }

    /// A request that could not be checked within `longest`.
    init(tooMuchFor longest: Duration) {
        description =
            "it takes longer than \(longest.components.seconds) s to weigh all of it, and reminders wait meanwhile; split it into "
            + "several files. Nothing was changed"
        kind = .tooMuch
    }

    init(_ error: StoreError) {
        description = "\(error)"
        kind =
            switch error {
            case .full: .storageFull
            case .backupUnderWay: .busy
            default: .storeUnusable
            }
    }

    private init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// So many different queries are waiting that another would not be answered in time.
    static func tooManyQuestions(_ most: Int) -> EngineError {
        EngineError(.busy, "\(most) other questions wait for an answer; ask again in a moment")
    }

    /// The service ends before all of a request was taken in.
    static let stopping = EngineError(.busy, "the service is stopping, and nothing was applied; try again once it is back")

    init(_ shortage: Shortage) {
        description = shortage.refusal
        kind = .storageFull
    }

    /// - Parameters:
    ///   - wanted: the free space that would be enough in `directory`, which lacks it too; nil when there is no such
    ///     directory.
    init(_ shortage: Shortage, orWanting wanted: ByteCount, in directory: String?) {
        let other = directory.map { "; \(wanted) in '\($0)' would do too" } ?? ""
        description = "\(shortage.figures) for a copy of it\(other); \(shortage.remedy)"
        kind = .storageFull
    }
}
