import AftercareStore

/// Why the engine could not do what it was asked, through no fault of the request: the store would not.
package struct EngineFailure: Error, CustomStringConvertible, Sendable {
    package let description: String
    package let kind: Kind

    package enum Kind: Sendable {
        case storeUnusable
        /// There is too little room on the disk.
        case storageFull
        /// What was asked for is being done for somebody else.
        case busy
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

    init(_ shortage: Shortage) {
        description = shortage.refusal
        kind = .storageFull
    }
}
