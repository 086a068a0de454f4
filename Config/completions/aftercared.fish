function __aftercared_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __aftercared_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __aftercared_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __aftercared_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __aftercared_parse_tokens -S
    set -l unparsed_tokens (__aftercared_tokens -pc)
    switch $unparsed_tokens[1]
    case 'aftercared'
        __aftercared_parse_subcommand 0 'user' 'config=' 'protocols=+' 'state-directory=' 'runtime-directory=' 'output=' 'print' 'restore=' 'check-backup=+' 'check' 'boot-id=' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'help'
            __aftercared_parse_subcommand -r 1 'version'
        end
    end
end

function __aftercared_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __aftercared_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __aftercared_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __aftercared_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__aftercared_tokens -p)
    if test -z "$(__aftercared_tokens -t)"
        set -l index (count (__aftercared_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'aftercared' -f
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared" user' -l 'user' -d 'Run for yourself alone, under your own systemd: everything lies in your home directory.'
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared" config' -l 'config' -d 'Read the settings from this file. Default: /etc/aftercare/aftercared.yaml, which need not be there.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'yaml\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared"' -l 'protocols' -d 'Read protocols from this directory; may be repeated. A later one\'s file replaces an earlier one\'s of the same name. Default: /usr/share/aftercare/protocols, then /etc/aftercare/protocols.' -rfa '(__aftercared_complete_directories)'
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared" state-directory' -l 'state-directory' -d 'Keep the store here. Default: $STATE_DIRECTORY, else /var/lib/aftercare.' -rfa '(__aftercared_complete_directories)'
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared" runtime-directory' -l 'runtime-directory' -d 'Make the sockets here. Default: $RUNTIME_DIRECTORY, else /run/aftercare.' -rfa '(__aftercared_complete_directories)'
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared" output' -l 'output' -d 'Where reminders go: the journal, this terminal, or (auto) the journal where there is one.' -rfka 'auto journal terminal'
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared" print' -l 'print' -d 'Also show each reminder on standard output.'
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared" restore' -l 'restore' -d 'Do not run: put this backup in the place of the store, which is kept beside it. The daemon must be stopped.' -rF
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared"' -l 'check-backup' -d 'Do not run: read these backups through, and tell what is in them, as JSON; \'aftercarectl backup check\' shows it. Nothing is changed, and a daemon may run.' -rF
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared" check' -l 'check' -d 'Do not run: read the settings and the protocols, tell every error in them, and exit with 78 where there is one.'
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared" boot-id' -l 'boot-id' -d 'The boot id, where the confinement hides it; the unit passes %b.' -rfka ''
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared" version' -l 'version' -d 'Show the version.'
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_positional "aftercared" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'aftercared' -n '__aftercared_should_offer_completions_for_flags_or_options "aftercared help" version' -l 'version' -d 'Show the version.'
