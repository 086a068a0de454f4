import SwiftSyntax

/// What the sources declare that a mutation may name in another's place.
struct Names {
    /// The cases without a payload, by one of them: those that the same enumeration has too.
    private(set) var siblings: [String: [String]] = [:]
    /// Statuses of HTTP and of processes, that are no cases of an enumeration of ours.
    static let statuses = [
        "ok", "created", "noContent", "badRequest", "forbidden", "notFound", "methodNotAllowed", "conflict", "gone",
        "contentTooLarge", "unprocessableContent", "internalServerError", "serviceUnavailable", "insufficientStorage",
    ]
    /// Names of which one is easily written for the other.
    static let opposites: [String: String] = {
        let pairs = [
            ("first", "last"), ("lowerBound", "upperBound"), ("opens", "closes"), ("start", "end"), ("min", "max"),
            ("actualStart", "actualEnd"), ("prefix", "suffix"), ("due", "deadline"), ("union", "intersection"),
            ("hasPrefix", "hasSuffix"), ("startIndex", "endIndex"), ("dropFirst", "dropLast"), ("began", "ended"),
            ("beforeStart", "afterStart"), ("beforeEnd", "afterEnd"), ("from", "until"), ("year", "month"),
            ("hour", "minute"), ("keys", "values"), ("patient", "clinic"), ("uid", "gid"), ("wall", "uptime"),
        ]
        return Dictionary(uniqueKeysWithValues: pairs.flatMap { [($0, $1), ($1, $0)] })
    }()
    static let units: [String: String] = [
        "milliseconds": "seconds", "seconds": "minutes", "minutes": "hours", "hours": "minutes", "days": "hours",
        "weeks": "days", "months": "weeks", "years": "months", "microseconds": "milliseconds", "nanoseconds": "microseconds",
    ]
}

extension Names {
    /// - Parameter trees: every file whose enumerations count.
    init(of trees: [SourceFileSyntax]) {
        for tree in trees {
            let reader = Reader(viewMode: .sourceAccurate)
            reader.walk(tree)
            for cases in reader.enumerations {
                for name in cases { siblings[name, default: []] += cases.filter { $0 != name } }
            }
        }
    }

    private final class Reader: SyntaxVisitor {
        var enumerations: [[String]] = []

        override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
            let cases = node.memberBlock.members.compactMap { $0.decl.as(EnumCaseDeclSyntax.self) }.flatMap(\.elements)
            enumerations.append(cases.filter { $0.parameterClause == nil }.map(\.name.text))
            return .visitChildren
        }
    }
}
