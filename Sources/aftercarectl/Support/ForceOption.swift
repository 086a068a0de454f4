import ArgumentParser

/// The option that insists on a request which the service refuses because it looks like a mistake.
struct ForceOption: ParsableArguments {
    @Flag(help: "Take what looks like a mistake: a time far away, two sessions at once, a second plan of one protocol.")
    var force = false

    /// The value for a request; nil when the option is not given.
    var word: Bool? { force ? true : nil }
}
