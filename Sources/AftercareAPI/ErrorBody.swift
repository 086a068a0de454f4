package import Aftercare

/// Why a request was not carried out. Nothing of it was applied.
package struct ErrorBody: Codable, Error, Sendable {
    /// Stable, for programs.
    package var code: Code
    /// For people.
    package var message: String
    /// Everything that is wrong with the request, each with its place.
    package var problems: [Problem]

    package init(code: Code, message: String, problems: [Problem] = []) {
        self.code = code
        self.message = message
        self.problems = problems
    }

    /// The raw values are part of the interface; do not change them.
    package enum Code: String, CaseIterable, Codable, Sendable {
        case refused
        case notFound = "not-found"
        case notJSON = "not-json"
        case tooLarge = "too-large"
        /// The request did not come to its end.
        case broken
        case storeUnusable = "store-unusable"
        case storageFull = "storage-full"
        case busy
        case notAllowed = "not-allowed"
        case `internal`
    }
}
