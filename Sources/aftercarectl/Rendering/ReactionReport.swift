import Aftercare
import AftercareAPI
import ArgumentParser

/// A reaction with the treatment that it followed.
struct ReactionReport: Encodable {
    let reaction: Reaction
    let treatment: Treatment
}
