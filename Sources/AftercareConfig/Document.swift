import Yams

/// The tree of a YAML file, in which every scalar is the text as typed.
struct Document {
    /// `nil` when the file contains only comments.
    let root: Node?
    /// The first letters of duplicate keys that were replaced; see `init`.
    private let hidden: [Unicode.Scalar]

    /// Parses a file.
    ///
    /// The YAML parser stops at the first duplicate key, which would hide all other mistakes. So the first letter of
    /// such a key is replaced by a stand-in from the private use area, and the file is parsed again; `name(of:)`
    /// restores the letter. All positions in the file stay the same.
    ///
    /// - Throws: one diagnostic, for a file that is not YAML.
    init(_ source: SourceText) throws(Diagnostic) {
        var scalars = Array(source.text.unicodeScalars)
        var hidden: [Unicode.Scalar] = []
        while true {
            do {
                let text = String(String.UnicodeScalarView(scalars))
                root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
                self.hidden = hidden
                break
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard hidden.count < (scalars.count > Self.maxQuickParse ? 3 : Self.maxDuplicates), let key = keys.first,
                    let index = Self.firstLetter(of: key, at: Position(context.mark), in: scalars),
                    let standIn = Unicode.Scalar(Self.firstStandIn + UInt32(hidden.count))
                else { throw source.syntaxError(YamlError.duplicatedKeysInMapping(duplicates: keys, context: context)) }
                hidden.append(scalars[index])
                scalars[index] = standIn
            } catch {
                throw source.syntaxError(error)
            }
        }
        // Every value takes at least one character, unless it comes from an alias.
        var remaining = scalars.count + 1
        if let root, !root.fits(into: &remaining) {
            throw source.diagnostic(
                .error, "the aliases ('*name') of this file unfold into far more than it holds; write the values themselves", at: nil)
        }
    }

    /// A key as it was typed; `nil` when it is a list or a group instead of a word.
    func name(of key: Node) -> String? {
        guard case .scalar(let scalar) = key else { return nil }
        var name = scalar.string.unicodeScalars
        if let first = name.first, first.value >= Self.firstStandIn, Int(first.value - Self.firstStandIn) < hidden.count {
            name.replaceSubrange(...name.startIndex, with: [hidden[Int(first.value - Self.firstStandIn)]])
        }
        return String(name)
    }

    private static let firstStandIn: UInt32 = 0xF_0000
    /// With more duplicate keys than this, the file is not parsed again.
    private static let maxDuplicates = 100
    /// Parsing a file with more characters than this takes noticeable time.
    private static let maxQuickParse = 1 << 20

    /// The index at which `key` begins, inside any quotation marks; `nil` when the file spells it differently.
    private static func firstLetter(of key: String, at position: Position, in scalars: [Unicode.Scalar]) -> Int? {
        var index = 0
        var line = 1
        while line < position.line, index < scalars.count {
            let isBreak = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalars[index])
            let isPair = scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
            index += isPair ? 2 : 1
            if isBreak { line += 1 }
        }
        index += position.column - 1
        if index < scalars.count, ["'", "\""].contains(scalars[index]) { index += 1 }
        let letters = Array(key.unicodeScalars)
        guard !letters.isEmpty, scalars[min(index, scalars.count)...].starts(with: letters) else { return nil }
        return index
    }
}

extension Node {
    /// Whether the tree has at most `remaining` nodes, which are subtracted from it.
    fileprivate func fits(into remaining: inout Int) -> Bool {
        remaining -= 1
        guard remaining >= 0 else { return false }
        switch self {
        case .scalar, .alias: return true
        case .sequence(let items):
            for item in items where !item.fits(into: &remaining) { return false }
        case .mapping(let pairs):
            for (key, value) in pairs where !key.fits(into: &remaining) || !value.fits(into: &remaining) { return false }
        }
        return true
    }
}

extension Position {
    init(_ mark: Mark) { self.init(line: max(1, mark.line), column: max(1, mark.column)) }
}
