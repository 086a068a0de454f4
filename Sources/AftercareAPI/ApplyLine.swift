package import Aftercare

/// A line of the answer to a file that is taken in, for a client that asks for progress: how far it is, and at last what
/// came of it. Properties are named after their keys.
package struct ApplyLine: Codable, Sendable {
    package var progress: ImportProgress?
    package var outcome: Outcome?
    package var error: ErrorBody?

    package init(progress: ImportProgress) { self.progress = progress }

    package init(outcome: Outcome) { self.outcome = outcome }

    package init(error: ErrorBody) { self.error = error }
}
