import ArgumentParser

/// For what the service refuses because it looks like a mistake, and that is meant all the same.
struct ForceOption: ParsableArguments {
    @Flag(help: "Take what looks like a mistake: a time far away, two sessions at once, a second plan of one protocol.")
    var force = false

    /// As a request carries it; nil: it is not said.
    var word: Bool? { force ? true : nil }
}
