import Foundation

/// A man page: sections that people wrote, and what the program itself tells, put where they want it.
///
/// swift-argument-parser has a plugin that makes pages, `generate-manual`. What it makes of aftercarectl was looked
/// at, and is not used: the verbs have no synopsis of their own, values and defaults are left out, each of 35 verbs
/// repeats the options that all have, examples and exit statuses become running text, the page cannot be told what
/// else to say, and mandoc has 115 warnings for it. So this reads what that plugin reads, and writes it better.
///
/// A source (`Config/man/NAME.in`) is mdoc(7), with these lines in it:
///
///     .\" @abstract       what the program is, for NAME
///     .\" @synopsis       for SYNOPSIS
///     .\" @discussion     what it says of itself, without what stands under a heading
///     .\" @options        the options of the program itself
///     .\" @verbs          every verb, below the headings of '--help'
///     .\" @exit status    for EXIT STATUS
struct Manual {
    let program: ToolInfo.Command
    /// The headings of '--help', and the first words of the verbs below each.
    let groups: [(name: String, verbs: [String])]

    /// The page that `source` asks for.
    ///
    /// - Throws: where it asks for something that there is not.
    func page(from source: String, named name: String) throws -> String {
        let head = [
            ".\\\" Made of \(name).in and of what the program tells of itself. Change those, and record it anew:",
            ".\\\" RECORD_GOLDEN=1 swift test --filter DocumentationTests",
        ]
        var lines = head
        for line in source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix(".\\\" @") { lines += try part(String(line.dropFirst(5))) } else { lines.append(line) }
        }
        return lines.joined(separator: "\n")
    }

    struct UnknownPart: Error { let name: String }

    private func part(_ name: String) throws -> [String] {
        switch name {
        case "abstract": return [".Nd " + Roff.escaped(trimmed(program.abstract ?? ""))]
        case "synopsis": return synopsis
        case "discussion": return HelpText(program.discussion).paragraphs.filter { $0.heading == nil }.flatMap(\.mdoc)
        case "options": return list(program.shown, [])
        case "verbs": return verbs
        case "exit status":
            guard let table = HelpText(program.discussion).section("EXIT STATUS") else { throw UnknownPart(name: name) }
            return table.body
        default: throw UnknownPart(name: name)
        }
    }

    /// NAME wants no point at its end.
    private func trimmed(_ abstract: String) -> String { abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract }

    // MARK: Synopsis

    private var synopsis: [String] {
        let isAlone: (ToolInfo.Argument) -> Bool = { Self.endings.isSuperset(of: ($0.names ?? []).map(\.typed)) }
        let own = program.shown.filter { !isAlone($0) }
        let endings = program.shown.filter(isAlone).map { "Fl " + Self.names($0, among: { $0.kind == .long }) }
        let verb = program.verbs.isEmpty ? [] : [".Ar verb", ".Op Ar argument ..."]
        let help = program.verbs.isEmpty ? [] : [".Nm", ".Cm help", ".Op Ar verb ..."]
        return [".Nm"] + usage(own) + verb + help + [".Nm"] + ["." + endings.joined(separator: " | ")]
    }

    /// They end the program instead of letting it do anything.
    private static let endings: Set = ["--version", "--help", "-h"]

    private func usage(_ arguments: [ToolInfo.Argument]) -> [String] {
        choices(arguments).map { choice in
            let words = choice.map { argument in
                let value = argument.kind == .flag ? "" : "Ar \(argument.value)\(argument.isRepeating ? " ..." : "")"
                let name = Self.names(argument, among: { $0 == argument.preferredName })
                return [argument.kind == .positional ? "" : "Fl \(name)", value].filter { !$0.isEmpty }.joined(separator: " ")
            }
            return (choice[0].isOptional ? ".Op " : ".") + words.joined(separator: " | ")
        }
    }

    /// Flags that are several answers to one question stand together.
    private func choices(_ arguments: [ToolInfo.Argument]) -> [[ToolInfo.Argument]] {
        var choices: [[ToolInfo.Argument]] = []
        for argument in arguments {
            if let last = choices.last?[0], last.kind == .flag, argument.kind == .flag, last.abstract == argument.abstract {
                choices[choices.count - 1].append(argument)
            } else {
                choices.append([argument])
            }
        }
        return choices
    }

    private static func names(_ argument: ToolInfo.Argument, among isWanted: (ToolInfo.Argument.Name) -> Bool) -> String {
        // mdoc's Fl writes one dash by itself.
        (argument.names ?? []).filter(isWanted).map { String($0.typed.dropFirst()) }.joined(separator: " , ")
    }

    // MARK: Options

    /// - Parameter common: what is told elsewhere.
    private func list(_ arguments: [ToolInfo.Argument], _ common: [ToolInfo.Argument]) -> [String] {
        let own = choices(arguments.filter { !common.contains($0) })
        guard !own.isEmpty else { return [] }
        return [".Bl -tag -width Ds"] + own.flatMap(item) + [".El"]
    }

    private func item(_ choice: [ToolInfo.Argument]) -> [String] {
        let words = choice.map { argument in
            let names = (argument.names ?? []).sorted { $0.kind == .short && $1.kind != .short }
                .map { "Fl " + $0.typed.dropFirst() }.joined(separator: " , ")
            return [names, argument.kind == .flag ? "" : "Ar \(argument.value)"].filter { !$0.isEmpty }.joined(separator: " ")
        }
        let argument = choice[0]
        var text = argument.abstract.map { [$0] } ?? []
        if let values = argument.allValues { text.append("Values: \(values.joined(separator: ", ")).") }
        if let value = argument.defaultValue { text.append("Default: \(value).") }
        return [".It " + words.joined(separator: " | ")] + Roff.paragraph(text.joined(separator: " "))
    }

    // MARK: Verbs

    private var verbs: [String] {
        let first = (program.subcommands ?? []).filter { $0.commandName != "help" }
        let grouped = Set(groups.flatMap(\.verbs))
        let others = first.filter { !grouped.contains($0.commandName) }.map(\.commandName)
        return (groups + (others.isEmpty ? [] : [("Other", others)])).flatMap { group in
            [".Ss " + group.name, ".Bl -tag -width Ds"]
                + group.verbs.flatMap { name in first.first { $0.commandName == name }?.all.flatMap(entry) ?? [] } + [".El"]
        }
    }

    private func entry(_ verb: ToolInfo.Command) -> [String] {
        let abstract = Roff.paragraph(verb.abstract ?? "")
        guard verb.subcommands == nil else { return [".It Cm \(verb.verb) Ar verb"] + abstract }
        let own = verb.shown.filter { !program.shown.contains($0) }
        let text = HelpText(verb.discussion).paragraphs.flatMap { ($0.isShownLiterally ? [] : [".Pp"]) + $0.mdoc }
        return [".It Xo", ".Cm " + verb.verb] + usage(own) + [".Xc"] + abstract + text + list(own, program.shown)
    }
}

extension ToolInfo.Argument {
    fileprivate var value: String { valueName ?? "value" }
    fileprivate var preferredName: Name? { names?.first { $0.kind == .long } ?? names?.first }
}
