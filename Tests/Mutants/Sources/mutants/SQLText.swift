import Foundation
import SwiftParser
import SwiftSyntax

/// What can be wrong in a statement of SQL.
enum SQLText {
    static func isSQL(_ literal: StringLiteralExprSyntax) -> Bool {
        let text = literal.trimmedDescription.drop { $0 == "\"" || $0.isWhitespace }
        return ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH ", "WHERE ", "AND ", "ORDER BY ", "FROM ", "REPLACE "].contains {
            text.hasPrefix($0)
        }
    }

    /// The names by which a file reads the columns of its rows.
    static func columns(of tree: SourceFileSyntax) -> [String] {
        let reader = KeyReader(viewMode: .sourceAccurate)
        reader.walk(tree)
        return Set(reader.keys).sorted()
    }

    /// - Parameter text: the literal, with its quotes.
    static func mutations(of text: String) -> [String] {
        let changes: [(String, String)] = [
            (#" < "#, " <= "), (#" <= "#, " < "), (#" > "#, " >= "), (#" >= "#, " > "), (#" IS NULL"#, " IS NOT NULL"),
            (#" IS NOT NULL"#, " IS NULL"), (#" = \?"#, " <> ?"), (#"\bMAX\("#, "MIN("), (#"\bMIN\("#, "MAX("), (#" OR IGNORE"#, ""),
            (#"COUNT\(\*\)"#, "1 + COUNT(*)"), (#" DESC\b"#, ""), (#" AND "#, " OR "), (#" OR "#, " AND "), (#" NOT IN "#, " IN "),
            (#" NOT EXISTS"#, " EXISTS"), (#" DISTINCT"#, ""), (#" UNION ALL "#, " UNION "),
            // One condition less, as far as it has no parentheses.
            (#" AND [^()\n]*?(?= AND | ORDER | LIMIT | GROUP |"|\n|$)"#, ""),
            (#"ORDER BY ([a-z_.]+)"#, "ORDER BY $1 DESC"),
            // Two columns of a list, each for the other.
            (#"\b([a-z_]+), ([a-z_]+)\b"#, "$2, $1"),
        ]
        var found: [String] = []
        for (pattern, template) in changes {
            guard let expression = try? NSRegularExpression(pattern: pattern) else { continue }
            let all = expression.matches(in: text, range: NSRange(text.startIndex..., in: text))
            for match in all.prefix(4) {
                let replacement = expression.replacementString(for: match, in: text, offset: 0, template: template)
                guard let range = Range(match.range, in: text) else { continue }
                let mutated = text.replacingCharacters(in: range, with: replacement)
                if !mutated.contains("DESC DESC") && !mutated.contains("DESC ASC") { found.append(mutated) }
            }
        }
        return found
    }

    private final class KeyReader: SyntaxVisitor {
        var keys: [String] = []

        override func visit(_ node: StringLiteralExprSyntax) -> SyntaxVisitorContinueKind {
            if node.isKeyOfSubscript, let key = node.representedLiteralValue { keys.append(key) }
            return .visitChildren
        }
    }
}
