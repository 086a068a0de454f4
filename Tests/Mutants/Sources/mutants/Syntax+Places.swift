import SwiftSyntax

extension SyntaxProtocol {
    /// The innermost declaration around it that has a name.
    var place: String {
        var names: [String] = []
        var node = parent
        while let current = node {
            if let function = current.as(FunctionDeclSyntax.self) { names.append(function.name.text) }
            if current.is(InitializerDeclSyntax.self) { names.append("init") }
            if let variable = current.as(VariableDeclSyntax.self), current.parent?.is(MemberBlockItemSyntax.self) == true,
                let name = variable.bindings.first?.pattern.as(IdentifierPatternSyntax.self)
            {
                names.append(name.identifier.text)
            }
            for name in [
                current.as(StructDeclSyntax.self)?.name, current.as(ClassDeclSyntax.self)?.name,
                current.as(EnumDeclSyntax.self)?.name, current.as(ActorDeclSyntax.self)?.name,
            ] {
                if let name { names.append(name.text) }
            }
            if let extended = current.as(ExtensionDeclSyntax.self) { names.append(extended.extendedType.trimmedDescription) }
            node = current.parent
        }
        return names.reversed().joined(separator: ".")
    }
}

extension ConditionElementSyntax {
    /// A loop that never ends tells nothing but that.
    var isOfLoop: Bool { parent?.parent?.is(WhileStmtSyntax.self) == true }
}

extension MemberAccessExprSyntax {
    var isCalled: Bool { parent?.as(FunctionCallExprSyntax.self)?.calledExpression.id == ExprSyntax(self).id }
}

extension DeclReferenceExprSyntax {
    var isBase: Bool { parent?.as(MemberAccessExprSyntax.self)?.base?.id == ExprSyntax(self).id }
}

extension StringLiteralExprSyntax {
    var isKeyOfSubscript: Bool { parent?.parent?.parent?.is(SubscriptCallExprSyntax.self) == true }
}

extension ExprSyntax {
    /// Whether another argument may stand in its place without the text becoming another one.
    var isSwappable: Bool {
        !self.is(ClosureExprSyntax.self) && !self.is(InOutExprSyntax.self) && !self.is(StringLiteralExprSyntax.self)
            && !self.is(BooleanLiteralExprSyntax.self) && !self.is(NilLiteralExprSyntax.self)
    }

    var isCallOrAssignment: Bool {
        if let call = self.as(FunctionCallExprSyntax.self) { return !call.isAssertion }
        if let awaited = self.as(AwaitExprSyntax.self) { return awaited.expression.isCallOrAssignment }
        guard let sign = self.as(InfixOperatorExprSyntax.self)?.operator else { return false }
        return sign.is(AssignmentExprSyntax.self)
            || ["+=", "-=", "*=", "/=", "||="].contains(sign.as(BinaryOperatorExprSyntax.self)?.operator.text)
    }
}

extension FunctionCallExprSyntax {
    /// What ends the process when the program itself is wrong, or only spares memory.
    fileprivate var isAssertion: Bool {
        let name = calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text ?? calledExpression.trimmedDescription
        return [
            "precondition", "preconditionFailure", "assert", "assertionFailure", "fatalError", "reserveCapacity", "dispatchPrecondition",
        ]
        .contains(name)
    }
}

extension CodeBlockItemSyntax {
    /// In an initializer's body every property has to be set.
    var isInInitializer: Bool {
        var node = parent
        while let current = node {
            if current.is(ClosureExprSyntax.self) || current.is(FunctionDeclSyntax.self) { return false }
            if current.is(InitializerDeclSyntax.self) { return true }
            node = current.parent
        }
        return false
    }

    /// The last statement of a guard has to leave.
    var isInGuard: Bool { parent?.parent?.parent?.is(GuardStmtSyntax.self) == true }

    /// The only statement of a closure, a property or a function that returns something is what it returns.
    var isReturned: Bool {
        guard let list = parent?.as(CodeBlockItemListSyntax.self), list.count == 1, let around = list.parent else { return false }
        if around.is(ClosureExprSyntax.self) || around.is(AccessorBlockSyntax.self) { return true }
        if let function = around.parent?.as(FunctionDeclSyntax.self) { return function.signature.returnClause != nil }
        return around.parent?.is(AccessorDeclSyntax.self) == true
    }
}
