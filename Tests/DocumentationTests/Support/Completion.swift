import ArgumentParser

/// The completions of one program for one shell.
struct Completion {
    let program: Program
    let shell: CompletionShell

    static let shells: [CompletionShell] = [.bash, .fish, .zsh]

    /// Named as the shell looks for it.
    var path: String {
        switch shell {
        case .zsh: "Config/completions/_\(program.rawValue)"
        default: "Config/completions/\(program.rawValue).\(shell.rawValue)"
        }
    }

    /// What the program generates, with what is wrong in it put right.
    ///
    /// - Throws: where the text that is wrong is not there any more: then the mend is to be removed.
    func script() throws -> String {
        var script = program.type.completionScript(for: shell)
        if script.last != "\n" { script += "\n" }
        guard shell == .bash else { return script }
        for mend in Self.mends {
            guard script.contains(mend.wrong) else { throw Unneeded(mend: mend.why) }
            script.replace(mend.wrong, with: mend.right)
        }
        return script
    }

    struct Unneeded: Error { let mend: String }

    /// Faults of what swift-argument-parser 1.8 makes for bash.
    private static let mends = [
        (
            why: "the trap stays set after a completion: every 'source' from then on puts the shell's options back",
            wrong: #"trap "${state//$'\n'/;}" RETURN"#, right: #"trap "trap - RETURN;${state//$'\n'/;}" RETURN"#
        ),
        (
            why: "options that were given are offered again: the flags are looked through twice",
            wrong: """
                            if "${not_found}"; then
                                for index in "${!non_repeating_flags[@]}"; do
                                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                                        unset "non_repeating_flags[${index}]"
                                        non_repeating_flags=("${non_repeating_flags[@]}")
            """,
            right: """
                            if "${not_found}"; then
                                for index in "${!non_repeating_options[@]}"; do
                                    if [[ "${non_repeating_options[${index}]}" = "${word}" ]]; then
                                        unset "non_repeating_options[${index}]"
                                        non_repeating_options=("${non_repeating_options[@]}")
            """
        ),
        (
            why: "bash splits words at ':', '=' and '@' too, so behind a time or a version nothing is completed",
            wrong: #"    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")"#,
            right: """
                # The shell splits words at ':', '=' and '@' too; what no blank divides is one word
                local -a unparsed_words=()
                local piece rest="${COMP_LINE::${COMP_POINT}}"
                rest="${rest#*"${COMP_WORDS[0]}"}"
                for piece in "${COMP_WORDS[@]:1:${COMP_CWORD}}"; do
                    if [[ "${#unparsed_words[@]}" -eq 0 || "${rest}" = [[:space:]]* ]]; then
                        unparsed_words+=("${piece}")
                    else
                        unparsed_words[-1]+="${piece}"
                    fi
                    rest="${rest#*"${piece}"}"
                done
            """
        ),
    ]
}
