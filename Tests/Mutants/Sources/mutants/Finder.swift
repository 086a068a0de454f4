import SwiftParser
import SwiftSyntax

/// Every mutation that a file offers.
final class Finder: SyntaxVisitor {
    private(set) var found: [Mutation] = []
    private let room: String
    private let file: String
    private let names: Names
    private let lines: SourceLocationConverter
    /// The names of columns and of keys that the file's SQL has.
    private let columns: [String]

    init(_ tree: SourceFileSyntax, room: String, file: String, names: Names) {
        self.room = room
        self.file = file
        self.names = names
        lines = SourceLocationConverter(fileName: file, tree: tree)
        columns = SQLText.columns(of: tree)
        super.init(viewMode: .sourceAccurate)
        walk(tree)
    }

    private func note(_ kind: Mutation.Kind, _ node: some SyntaxProtocol, _ mutated: String, as form: Mutation.Form = .expression) {
        let original = node.trimmedDescription
        guard mutated != original else { return }
        let start = node.positionAfterSkippingLeadingTrivia
        found.append(
            Mutation(
                room: room, file: file, line: lines.location(for: start).line, place: node.place, kind: kind, form: form,
                range: start.utf8Offset..<node.endPositionBeforeTrailingTrivia.utf8Offset, original: original, mutated: mutated))
    }

    // MARK: What is no code of ours, or none that runs

    override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: EnumCaseDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ExpressionPatternSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: KeyPathExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
        // What '@Option' and its like are given is read by their macros and wrappers before any test can.
        node.attributes.isEmpty ? .visitChildren : .skipChildren
    }

    // MARK: Operators

    override func visit(_ node: InfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
        guard let sign = node.operator.as(BinaryOperatorExprSyntax.self)?.operator.text else { return .visitChildren }
        let (left, right) = (node.leftOperand.trimmedDescription, node.rightOperand.trimmedDescription)
        func note(_ kind: Mutation.Kind, _ sign: String) { self.note(kind, node, "\(left) \(sign) \(right)") }
        switch sign {
        case "<":
            note(.boundary, "<=")
            note(.opposite, ">")
        case "<=":
            note(.boundary, "<")
            note(.opposite, ">=")
        case ">":
            note(.boundary, ">=")
            note(.opposite, "<")
        case ">=":
            note(.boundary, ">")
            note(.opposite, "<=")
        case "==": note(.opposite, "!=")
        case "!=": note(.opposite, "==")
        case "-":
            note(.opposite, "+")
            self.note(.order, node, "(\(right)) - (\(left))")
        case "+": note(.opposite, "-")
        case "*": note(.opposite, "/")
        case "/", "%": self.note(.opposite, node, sign == "/" ? "\(left) * \(right)" : "\(left) / \(right)")
        case "&&":
            self.note(.clause, node, left)
            self.note(.clause, node, right)
            self.note(.opposite, node, "(\(left)) || (\(right))")
        case "||":
            self.note(.clause, node, left)
            self.note(.clause, node, right)
            self.note(.opposite, node, "(\(left)) && (\(right))")
        case "??": self.note(.clause, node, right)
        default: break
        }
        return .visitChildren
    }

    override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
        if node.operator.text == "!" { note(.opposite, node, node.expression.trimmedDescription) }
        return .visitChildren
    }

    override func visit(_ node: TernaryExprSyntax) -> SyntaxVisitorContinueKind {
        note(.opposite, node.condition, "!(\(node.condition.trimmedDescription))")
        return .visitChildren
    }

    override func visit(_ node: ConditionElementSyntax) -> SyntaxVisitorContinueKind {
        if case .expression(let condition) = node.condition, !node.isOfLoop {
            note(.condition, condition, "true")
            note(.condition, condition, "false")
        }
        return .visitChildren
    }

    // MARK: Values

    override func visit(_ node: BooleanLiteralExprSyntax) -> SyntaxVisitorContinueKind {
        note(.opposite, node, node.literal.text == "true" ? "false" : "true")
        return .visitChildren
    }

    override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind {
        if let value = Int(node.literal.text.filter { $0 != "_" }) {
            note(.number, node, "\(value + 1)")
            if value > 0 { note(.number, node, "\(value - 1)") }
        }
        return .visitChildren
    }

    override func visit(_ node: MemberAccessExprSyntax) -> SyntaxVisitorContinueKind {
        let name = node.declName.baseName.text
        let base = node.base?.trimmedDescription ?? ""
        if !node.isCalled {
            if base.isEmpty || base.first?.isUppercase == true {
                if Names.statuses.contains(name), room == "AftercareServer" || room == "AftercareAPI" {
                    note(.status, node, "\(base).\(Names.statuses[(Names.statuses.firstIndex(of: name)! + 7) % Names.statuses.count])")
                }
                for other in Set(names.siblings[name] ?? []).sorted().prefix(3) { note(.enumCase, node, "\(base).\(other)") }
            }
            if name == "zone", !base.isEmpty { note(.zone, node, "Zone.utc") }
            if !base.isEmpty, let other = Names.opposites[name] { note(.opposite, node, "\(base).\(other)") }
        }
        return .visitChildren
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        if node.baseName.text == "zone", node.parent?.is(MemberAccessExprSyntax.self) != true || node.isBase {
            note(.zone, node, "Zone.utc")
        }
        return .visitChildren
    }

    override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
        let called = node.calledExpression
        let name = called.as(MemberAccessExprSyntax.self)?.declName.baseName.text ?? called.trimmedDescription
        let rest = node.trimmedDescription.dropFirst(called.trimmedDescription.count)
        if let member = called.as(MemberAccessExprSyntax.self), let base = member.base {
            if ["sorted", "reversed", "lowercased", "trimmingCharacters"].contains(name) { note(.lost, node, base.trimmedDescription) }
            if name == "filter", node.arguments.first?.expression.is(KeyPathExprSyntax.self) == true {
                note(.condition, node, base.trimmedDescription)
            }
            if let other = Names.opposites[name] { note(.opposite, node, "\(base.trimmedDescription).\(other)\(rest)") }
        } else if let other = Names.opposites[name] {
            note(.opposite, node, "\(other)\(rest)")
        }
        if let other = Names.units[name] {
            let base = called.as(MemberAccessExprSyntax.self)?.base?.trimmedDescription
            if let base {
                note(.unit, node, "\(base).\(other)\(rest)")
            } else if called.is(MemberAccessExprSyntax.self) {
                note(.unit, node, ".\(other)\(rest)")
            }
        }
        if ["filter", "contains", "first", "last", "removeAll", "allSatisfy", "drop", "prefix", "count", "partition"].contains(name),
            let closure = node.trailingClosure ?? node.arguments.last?.expression.as(ClosureExprSyntax.self),
            closure.statements.count == 1, let sole = closure.statements.first?.item, case .expr(let condition) = sole
        {
            note(.condition, condition, "true")
            note(.opposite, condition, "!(\(condition.trimmedDescription))")
        }
        // Two arguments, each for the other.
        let arguments = Array(node.arguments)
        for (one, other) in zip(arguments, arguments.dropFirst())
        where one.expression.isSwappable && other.expression.isSwappable
            && one.expression.trimmedDescription != other.expression.trimmedDescription
        {
            let all = arguments.map { argument -> String in
                let value = argument.id == one.id ? other.expression : argument.id == other.id ? one.expression : argument.expression
                return (argument.label.map { "\($0.text): " } ?? "") + value.trimmedDescription
            }
            let trailing = node.trailingClosure.map { " " + $0.trimmedDescription } ?? ""
            if node.additionalTrailingClosures.isEmpty {
                note(.order, node, "\(called.trimmedDescription)(\(all.joined(separator: ", ")))\(trailing)")
            }
        }
        return .visitChildren
    }

    // MARK: Statements

    override func visit(_ node: CodeBlockItemSyntax) -> SyntaxVisitorContinueKind {
        guard !node.isInInitializer, !node.isReturned else { return .visitChildren }
        switch node.item {
        case .expr(let expression): loss(of: expression, in: node)
        case .stmt(let statement) where statement.is(ThrowStmtSyntax.self) && !node.isInGuard:
            note(.ignored, node, "", as: .statement)
        default: break
        }
        return .visitChildren
    }

    private func loss(of expression: ExprSyntax, in node: CodeBlockItemSyntax) {
        if let tried = expression.as(TryExprSyntax.self), tried.questionOrExclamationMark == nil {
            note(.ignored, node, "_ = try? \(tried.expression.trimmedDescription)", as: .statement)
            if tried.expression.isCallOrAssignment { note(.lost, node, "", as: .statement) }
        } else if expression.isCallOrAssignment {
            note(.lost, node, "", as: .statement)
        }
    }

    // MARK: SQL

    override func visit(_ node: StringLiteralExprSyntax) -> SyntaxVisitorContinueKind {
        if SQLText.isSQL(node) {
            for mutated in SQLText.mutations(of: node.trimmedDescription) { note(.column, node, mutated) }
        } else if node.isKeyOfSubscript, let name = node.representedLiteralValue, let place = columns.firstIndex(of: name),
            columns.count > 1
        {
            note(.column, node, "\"\(columns[(place + 1) % columns.count])\"")
        }
        return .visitChildren
    }
}
