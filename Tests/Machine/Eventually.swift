/// What `attempt` gives, as soon as it gives something.
///
/// - Parameters:
///   - what: what is waited for, as a sentence for the failure.
///   - limit: how long to try. Generous, since only a failing test ever waits that long.
///   - attempt: gives nil, or throws, while it is not so.
/// - Throws: `Failure.tooLate`, with the last error.
package func eventually<Value>(
    _ what: String, within limit: Duration = .seconds(30), _ attempt: () async throws -> Value?
) async throws -> Value {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: limit)
    var last: (any Error)?
    repeat {
        do {
            if let value = try await attempt() { return value }
            last = nil
        } catch {
            last = error
        }
        // Spares the processor; nothing relies on its length.
        try await clock.sleep(for: .milliseconds(20))
    } while clock.now < deadline
    throw Failure.tooLate(what, after: limit, last: last)
}

/// Waits until `condition` holds.
package func eventually(
    _ what: String, within limit: Duration = .seconds(30), holds condition: () async throws -> Bool
) async throws {
    let _: Bool = try await eventually(what, within: limit) { try await condition() ? true : nil }
}
