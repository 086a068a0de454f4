import AftercareStore

/// Why the engine could not do what it was asked, through no fault of the request: the store would not.
package struct EngineFailure: Error, CustomStringConvertible, Sendable {
    package let description: String

    init(_ error: StoreError) { description = "\(error)" }
}
