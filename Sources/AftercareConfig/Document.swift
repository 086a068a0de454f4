import Yams

/// The tree of one YAML file, in which every scalar is the text that was typed.
struct Document {
    /// nil: the file holds nothing but comments.
    let root: Node?
    /// The first letters that were hidden; see `init`.
    private let hidden: [Unicode.Scalar]

    /// The parser stops at the first key that occurs twice, which would hide every other mistake. So the
    /// first letter of such a key is exchanged for a stand-in of the private use area and the file parsed
    /// again; `name(of:)` puts the letter back. No place in the file moves.
    ///
    /// - Throws: the one diagnostic of a file that is not YAML.
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
                guard hidden.count < (scalars.count > Self.small ? 3 : Self.maxDuplicates), let key = keys.first,
                    let index = Self.firstLetter(of: key, at: Position(context.mark), in: scalars),
                    let standIn = Unicode.Scalar(Self.firstStandIn + UInt32(hidden.count))
                else { throw source.syntaxError(YamlError.duplicatedKeysInMapping(duplicates: keys, context: context)) }
                hidden.append(scalars[index])
                scalars[index] = standIn
            } catch {
                throw source.syntaxError(error)
            }
        }
        // Every value takes a character at least, unless aliases stand for it.
        var room = scalars.count + 1
        if let root, !root.fits(into: &room) {
            throw source.diagnostic(
                .error, "the aliases ('*name') of this file unfold into far more than it holds; write the values themselves", at: nil)
        }
    }

    /// A key as it was typed; nil where it is not a plain word but a list or a group.
    func name(of key: Node) -> String? {
        guard case .scalar(let scalar) = key else { return nil }
        var name = scalar.string.unicodeScalars
        if let first = name.first, first.value >= Self.firstStandIn, Int(first.value - Self.firstStandIn) < hidden.count {
            name.replaceSubrange(...name.startIndex, with: [hidden[Int(first.value - Self.firstStandIn)]])
        }
        return String(name)
    }

    private static let firstStandIn: UInt32 = 0xF_0000
    /// Beyond that, the file is parsed no more.
    private static let maxDuplicates = 100
    /// Above that many characters, a file takes a while to be parsed once.
    private static let small = 1 << 20

    /// Where `key` begins, inside its quotation marks; nil where the file spells it in another way.
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
    /// Whether it has no more nodes than `room`, of which it takes its own.
    fileprivate func fits(into room: inout Int) -> Bool {
        room -= 1
        guard room >= 0 else { return false }
        switch self {
        case .scalar, .alias: return true
        case .sequence(let items):
            for item in items where !item.fits(into: &room) { return false }
        case .mapping(let pairs):
            for (key, value) in pairs where !key.fits(into: &room) || !value.fits(into: &room) { return false }
        }
        return true
    }
}

extension Position {
    init(_ mark: Mark) { self.init(line: max(1, mark.line), column: max(1, mark.column)) }
}
