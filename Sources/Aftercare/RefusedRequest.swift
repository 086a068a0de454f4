/// Everything that is wrong with a request. Nothing of it was applied.
package struct RefusedRequest: Error, Equatable, Sendable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}
