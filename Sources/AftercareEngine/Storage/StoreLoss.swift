import Aftercare
import AftercareStore
import Logging

/// Files of the store that are no longer in their place.
struct StoreLoss: Equatable {
    let files: [String]
    let since: Instant

    var text: String {
        let names = files.map { "'\($0)'" }.joined(separator: " and ")
        return
            "\(names) \(files.count == 1 ? "was" : "were") removed or replaced while the service runs. It goes on with what it has open, "
            + "which is gone when it stops: save it now with 'aftercarectl backup FILE'; then stop the service, run "
            + "'aftercared --restore FILE' as root, and start it again"
    }
}
