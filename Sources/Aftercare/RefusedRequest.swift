/// An error with every problem of a request. None of the request was applied.
package struct RefusedRequest: Error, Equatable, Sendable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}
