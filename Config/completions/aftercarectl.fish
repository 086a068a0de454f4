function __aftercarectl_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __aftercarectl_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __aftercarectl_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __aftercarectl_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __aftercarectl_parse_tokens -S
    set -l unparsed_tokens (__aftercarectl_tokens -pc)
    switch $unparsed_tokens[1]
    case 'aftercarectl'
        __aftercarectl_parse_subcommand 0 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'status'
            __aftercarectl_parse_subcommand 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        case 'reminders'
            __aftercarectl_parse_subcommand 1 'state=' 'after=' 'limit=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        case 'preview'
            __aftercarectl_parse_subcommand 1 'f/file=' 'from=' 'for=' 'start=' 'duration=' 'plan=' 'route=' 'site=' 'every=' 'times=' 'zone=' 'language=' 'quiet-hours=' 'compress=' 'picture' 'list' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        case 'acknowledge'
            __aftercarectl_parse_subcommand 2 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        case 'snooze'
            __aftercarectl_parse_subcommand 2 'for=' 'until=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        case 'decline'
            __aftercarectl_parse_subcommand 2 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        case 'reaction'
            __aftercarectl_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'report'
                __aftercarectl_parse_subcommand -r 2 'treatment=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'clear'
                __aftercarectl_parse_subcommand 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'list'
                __aftercarectl_parse_subcommand 0 'patient=' 'all' 'limit=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'show'
                __aftercarectl_parse_subcommand 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            end
        case 'patient'
            __aftercarectl_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'add'
                __aftercarectl_parse_subcommand 1 'zone=' 'language=' 'quiet-hours=' 'name=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'change'
                __aftercarectl_parse_subcommand 1 'zone=' 'language=' 'quiet-hours=' 'status=' 'name=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'list'
                __aftercarectl_parse_subcommand 0 'limit=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'show'
                __aftercarectl_parse_subcommand 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            end
        case 'plan'
            __aftercarectl_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'assign'
                __aftercarectl_parse_subcommand 2 'id=' 'compress=' 'without=+' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'change'
                __aftercarectl_parse_subcommand 1 'compress=' 'without=+' 'with=+' 'restore=+' 'f/file=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'upgrade'
                __aftercarectl_parse_subcommand 1 'to=' 'compress=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'hold'
                __aftercarectl_parse_subcommand 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'resume'
                __aftercarectl_parse_subcommand 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'complete'
                __aftercarectl_parse_subcommand 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'revoke'
                __aftercarectl_parse_subcommand 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'list'
                __aftercarectl_parse_subcommand 0 'patient=' 'limit=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'show'
                __aftercarectl_parse_subcommand 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            end
        case 'treatment'
            __aftercarectl_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'schedule'
                __aftercarectl_parse_subcommand 1 'start=' 'duration=' 'end=' 'id=' 'plan=' 'route=' 'site=' 'product=' 'manufacturer=' 'lot=' 'started=' 'ended=' 'every=' 'times=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'move'
                __aftercarectl_parse_subcommand 1 'start=' 'duration=' 'rest' 'only' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'complete'
                __aftercarectl_parse_subcommand 1 'ended=' 'as-planned' 'started=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'cancel'
                __aftercarectl_parse_subcommand 1 'no-show' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'list'
                __aftercarectl_parse_subcommand 0 'patient=' 'limit=' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'show'
                __aftercarectl_parse_subcommand 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            end
        case 'apply'
            __aftercarectl_parse_subcommand 0 'f/file=' 'dry-run' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        case 'audit'
            __aftercarectl_parse_subcommand 0 'since=' 'namespace=' 'key=+' 'directory=' 'collected=' 'uid=+' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        case 'doctor'
            __aftercarectl_parse_subcommand 0 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        case 'protocol'
            __aftercarectl_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __aftercarectl_parse_subcommand 0 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'show'
                __aftercarectl_parse_subcommand 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            case 'check'
                __aftercarectl_parse_subcommand -r 1 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
            end
        case 'simulate'
            __aftercarectl_parse_subcommand 0 'f/file=+' 'protocols=+' 'settings=' 'from=' 'for=' 'outage=+' 'journal-outage=+' 'list' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        case 'backup'
            __aftercarectl_parse_subcommand 1 'force' 'socket=' 'clinic=' 'user' 'format=' 'color=' 'version' 'h/help'
        case 'help'
            __aftercarectl_parse_subcommand -r 1 'version'
        end
    end
end

function __aftercarectl_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __aftercarectl_parse_subcommand -S -a positional_count
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

function __aftercarectl_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __aftercarectl_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__aftercarectl_tokens -p)
    if test -z "$(__aftercarectl_tokens -t)"
        set -l index (count (__aftercarectl_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'aftercarectl' -f
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'status' -d 'Tell how things stand: for everybody, or for one patient.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'reminders' -d 'List what became of the reminders that were due, newest first.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'preview' -d 'Show what would be said to a patient, and when. Nothing is changed.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'acknowledge' -d 'Say that a reminder was heard: it is not repeated any more.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'snooze' -d 'Have a reminder said again later. A new snooze replaces an old one.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'decline' -d 'Say that what a reminder asks is not done: it is not repeated any more.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'reaction' -d 'Report abnormal reactions, look them up, and clear them.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'patient' -d 'Add, change and look up patients.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'plan' -d 'Assign protocols to patients, change plans, and look them up.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'treatment' -d 'Schedule and move treatments, and say how they went.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'apply' -d 'Make patients, plans and treatments be as a file says: all of it, or nothing is changed.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'audit' -d 'Hold the ledger against the journal itself, and prove that each is true.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'doctor' -d 'Look for what would keep reminders from being said, or from being proven.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'protocol' -d 'Look protocols up, and check protocol files.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'simulate' -d 'Run the real service over a clinic\'s file, on a clock of its own: months in a moment.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'backup' -d 'Copy the store into a file, while the service goes on.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl status" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl status" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl status" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl status" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl status" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl status" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reminders" state' -l 'state' -d 'Only those in this state.' -rfka 'sending seen settled printed missed suppressed cancelled'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reminders" after' -l 'after' -d 'Go on where a list ended: the cursor that it names at its end.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reminders" limit' -l 'limit' -d 'Show at most this many.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reminders" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reminders" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reminders" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reminders" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reminders" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reminders" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reminders" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" f file' -s 'f' -l 'file' -d 'A protocol file, instead of a patient.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'yaml\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" from' -l 'from' -d 'From when on (default: now).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" for' -l 'for' -d 'How far, like 3d (default: until nothing more is to come).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" start' -l 'start' -d 'When a treatment starts that is not scheduled yet (of a file, by default: next Monday at 10:00).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" duration' -l 'duration' -d 'How long that treatment takes, like 45min (default: as usual for the protocol).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" plan' -l 'plan' -d 'The plan of that treatment (default: the patient\'s only active one).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" route' -l 'route' -d 'How the product is given (default: the protocol\'s only route; of a file, its first).' -rfka 'inhalation intranasal intravenous intramuscular subcutaneous topical intra-articular'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" site' -l 'site' -d 'Where on the body.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" every' -l 'every' -d 'Of a series: how far its sessions lie apart, like 2w.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" times' -l 'times' -d 'Of a series: how many sessions it has, up to 60.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" zone' -l 'zone' -d 'Of a file: the patient\'s time zone, like Europe/Berlin (default: this machine\'s).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" language' -l 'language' -d 'Of a file: the patient\'s language, like de (default: the protocol\'s).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" quiet-hours' -l 'quiet-hours' -d 'Of a file: the patient\'s quiet hours, like 21:00-08:00 (default: none).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" compress' -l 'compress' -d 'Of a file: warm, cold or none; there is no default where the protocol asks.' -rfka 'warm cold none'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" picture' -l 'picture' -d 'Only the picture.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" list' -l 'list' -d 'Only the list.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl preview" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl acknowledge" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl acknowledge" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl acknowledge" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl acknowledge" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl acknowledge" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl acknowledge" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl acknowledge" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl snooze" for' -l 'for' -d 'For how long, like 30min.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl snooze" until' -l 'until' -d 'Until when, like 18:00 or \'2026-11-21 18:00\' on the patient\'s clock.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl snooze" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl snooze" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl snooze" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl snooze" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl snooze" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl snooze" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl snooze" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl decline" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl decline" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl decline" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl decline" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl decline" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl decline" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl decline" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl reaction" -eq 1' -fa 'report' -d 'Report what a patient noticed that is abnormal.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl reaction" -eq 1' -fa 'clear' -d 'Say that a person has seen to a reaction: what it muted is said again.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl reaction" -eq 1' -fa 'list' -d 'List the reactions that nobody has cleared.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl reaction" -eq 1' -fa 'show' -d 'Show a reaction, with what was given: the product, its maker and its lot.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl reaction report" -ge 1' -fka 'breathing swelling collapse vision skin pain infection fever numbness bleeding other'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction report" treatment' -l 'treatment' -d 'The treatment (default: the patient\'s latest that has begun).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction report" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction report" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction report" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction report" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction report" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction report" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction report" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction clear" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction clear" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction clear" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction clear" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction clear" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction clear" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction clear" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction list" patient' -l 'patient' -d 'Only those of this patient.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction list" all' -l 'all' -d 'Those that were cleared, too.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction list" limit' -l 'limit' -d 'Show at most this many.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction list" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction list" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction list" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction list" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction list" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction list" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction show" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction show" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction show" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction show" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction show" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction show" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl reaction show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl patient" -eq 1' -fa 'add' -d 'Add a patient.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl patient" -eq 1' -fa 'change' -d 'Change what is known of a patient; what is left out stays.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl patient" -eq 1' -fa 'list' -d 'List the patients.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl patient" -eq 1' -fa 'show' -d 'Show a patient with all plans and treatments.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient add" zone' -l 'zone' -d 'The time zone the patient lives in, like Europe/Berlin (default: the clinic\'s).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient add" language' -l 'language' -d 'The language to speak, like en or de (default: the clinic\'s).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient add" quiet-hours' -l 'quiet-hours' -d 'When to be quiet, like 21:00-08:00 (default: the clinic\'s).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient add" name' -l 'name' -d 'A name for the clinic\'s own tables; it never reaches the journal.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient add" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient add" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient add" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient add" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient add" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient add" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" zone' -l 'zone' -d 'The time zone the patient lives in, like Europe/Berlin.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" language' -l 'language' -d 'The language to speak, like en or de.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" quiet-hours' -l 'quiet-hours' -d 'When to be quiet, like 21:00-08:00; \'clinic\' for the clinic\'s hours.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" status' -l 'status' -d 'Whether the patient is told anything.' -rfka 'active inactive deceased opted-out'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" name' -l 'name' -d 'A name for the clinic\'s own tables; it never reaches the journal.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient change" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient list" limit' -l 'limit' -d 'Show at most this many.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient list" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient list" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient list" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient list" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient list" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient list" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient show" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient show" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient show" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient show" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient show" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient show" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl patient show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl plan" -eq 1' -fa 'assign' -d 'Give a patient a plan: a protocol, pinned to its version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl plan" -eq 1' -fa 'change' -d 'Change what a plan asks of its patient; what is left out stays.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl plan" -eq 1' -fa 'upgrade' -d 'Have a plan follow a newer version of its protocol; its own changes stay.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl plan" -eq 1' -fa 'hold' -d 'Silence a plan: what falls due meanwhile is not sent afterwards.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl plan" -eq 1' -fa 'resume' -d 'Let a plan speak again, from now on.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl plan" -eq 1' -fa 'complete' -d 'Say that a plan is done, for good: nothing more of it is said.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl plan" -eq 1' -fa 'revoke' -d 'Call a plan off, for good: nothing more of it is said.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl plan" -eq 1' -fa 'list' -d 'List the plans.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl plan" -eq 1' -fa 'show' -d 'Show a plan: its protocol, and what holds for this patient.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan assign" id' -l 'id' -d 'The plan\'s id (default: the service chooses one).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan assign" compress' -l 'compress' -d 'Which compress, where the protocol leaves it to the plan: there is no default then.' -rfka 'warm cold none'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan assign"' -l 'without' -d 'An instruction that does not hold for this patient; may be repeated.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan assign" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan assign" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan assign" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan assign" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan assign" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan assign" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan assign" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change" compress' -l 'compress' -d 'Another compress, where the protocol leaves it to the plan.' -rfka 'warm cold none'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change"' -l 'without' -d 'An instruction that no longer holds for this patient; may be repeated.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change"' -l 'with' -d 'An instruction that was left out, and holds again; may be repeated.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change"' -l 'restore' -d 'An instruction that the plan changed, and is as in the protocol again; may be repeated.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change" f file' -s 'f' -l 'file' -d 'A file with instructions to change, or to add; \'-\' is standard input.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'yaml\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan change" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan upgrade" to' -l 'to' -d 'The version (default: the newest).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan upgrade" compress' -l 'compress' -d 'Which compress, where only the newer version leaves it to the plan.' -rfka 'warm cold none'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan upgrade" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan upgrade" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan upgrade" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan upgrade" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan upgrade" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan upgrade" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan upgrade" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan hold" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan hold" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan hold" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan hold" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan hold" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan hold" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan hold" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan resume" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan resume" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan resume" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan resume" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan resume" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan resume" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan resume" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan complete" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan complete" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan complete" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan complete" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan complete" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan complete" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan complete" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan revoke" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan revoke" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan revoke" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan revoke" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan revoke" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan revoke" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan revoke" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan list" patient' -l 'patient' -d 'Only those of this patient.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan list" limit' -l 'limit' -d 'Show at most this many.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan list" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan list" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan list" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan list" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan list" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan list" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan show" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan show" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan show" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan show" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan show" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan show" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl plan show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl treatment" -eq 1' -fa 'schedule' -d 'Schedule a treatment, or a series of them.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl treatment" -eq 1' -fa 'move' -d 'Move a booked treatment, and with it the rest of its series or not.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl treatment" -eq 1' -fa 'complete' -d 'Say that a treatment took place, and when it ended.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl treatment" -eq 1' -fa 'cancel' -d 'Say that a treatment will not take place, or did not.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl treatment" -eq 1' -fa 'list' -d 'List the treatments.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl treatment" -eq 1' -fa 'show' -d 'Show a treatment.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" start' -l 'start' -d 'When it is to start.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" duration' -l 'duration' -d 'How long it takes, like 45min (default: as usual for the protocol).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" end' -l 'end' -d 'When it is to end, instead of \'--duration\'.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" id' -l 'id' -d 'The treatment\'s id (default: the service chooses one).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" plan' -l 'plan' -d 'The plan (default: the patient\'s only active one).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" route' -l 'route' -d 'How the product is given (default: the protocol\'s only route).' -rfka 'inhalation intranasal intravenous intramuscular subcutaneous topical intra-articular'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" site' -l 'site' -d 'Where on the body; it never reaches the journal.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" product' -l 'product' -d 'What is given.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" manufacturer' -l 'manufacturer' -d 'Who makes the product.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" lot' -l 'lot' -d 'The product\'s lot.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" started' -l 'started' -d 'Of a treatment that is under way, or over: when it really started.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" ended' -l 'ended' -d 'Of a treatment that is over: when it really ended.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" every' -l 'every' -d 'Of a series: how far its sessions lie apart, like 2w.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" times' -l 'times' -d 'Of a series: how many sessions it has, up to 60.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment schedule" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment move" start' -l 'start' -d 'When it is to start.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment move" duration' -l 'duration' -d 'How long it takes, like 45min (default: as long as it was).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment move" rest' -l 'rest' -d 'The later sessions of its series move by as much.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment move" only' -l 'only' -d 'Only this one moves.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment move" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment move" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment move" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment move" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment move" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment move" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment move" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment complete" ended' -l 'ended' -d 'When it really ended: now, now-10min, or \'2026-11-21 18:15\' on the patient\'s clock.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment complete" as-planned' -l 'as-planned' -d 'It started and ended as planned.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment complete" started' -l 'started' -d 'When it really started (default: as planned).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment complete" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment complete" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment complete" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment complete" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment complete" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment complete" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment complete" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment cancel" no-show' -l 'no-show' -d 'The patient did not come.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment cancel" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment cancel" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment cancel" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment cancel" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment cancel" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment cancel" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment cancel" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment list" patient' -l 'patient' -d 'Only those of this patient.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment list" limit' -l 'limit' -d 'Show at most this many.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment list" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment list" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment list" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment list" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment list" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment list" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment show" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment show" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment show" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment show" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment show" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment show" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl treatment show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl apply" f file' -s 'f' -l 'file' -d 'The file; \'-\' is standard input.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'yaml\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl apply" dry-run' -l 'dry-run' -d 'Only tell what would change.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl apply" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl apply" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl apply" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl apply" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl apply" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl apply" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl apply" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit" since' -l 'since' -d 'Only what was due at this time or later, like now-1d, or \'2026-11-21 17:30\' on this machine\'s clock; with \'--collected\', what was written then or later.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit" namespace' -l 'namespace' -d 'The journal namespace to read (default: the one that the service was told).' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit"' -l 'key' -d 'Verify the seal of every record with the key in this file. With \'--collected\' it may be said again, or name a directory of keys; one whose file is named after a store\'s id counts for that store alone.' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit" directory' -l 'directory' -d 'Read the journal files in this directory instead.' -rfa '(__aftercarectl_complete_directories)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit" collected' -l 'collected' -d 'Ask no service: read the journals that systemd-journal-remote collected in this directory and below, and audit each clinic by its numbers.' -rfa '(__aftercarectl_complete_directories)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit"' -l 'uid' -d 'With \'--collected\': only records of this user count, on every machine (default: of the user whom each machine\'s journal saw in aftercared\'s unit). May be said again.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl audit" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl doctor" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl doctor" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl doctor" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl doctor" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl doctor" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl doctor" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl doctor" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl protocol" -eq 1' -fa 'list' -d 'List the protocols that the service knows, every version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl protocol" -eq 1' -fa 'show' -d 'Show a protocol as a sheet: each instruction with its window, texts and sources.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl protocol" -eq 1' -fa 'check' -d 'Check protocol files, without the service.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol list" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol list" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol list" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol list" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol list" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol list" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol show" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol show" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol show" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol show" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol show" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol show" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl protocol check" -ge 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'yaml\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol check" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol check" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol check" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol check" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol check" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol check" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl protocol check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate"' -s 'f' -l 'file' -d 'A clinic\'s file, as \'apply\' takes it; may be repeated, and holds in that order.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'yaml\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate"' -l 'protocols' -d 'A directory of protocols; may be repeated: of files with the same name, that of the last counts (default: /usr/share/aftercare/protocols, /etc/aftercare/protocols).' -rfa '(__aftercarectl_complete_directories)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate" settings' -l 'settings' -d 'The clinic\'s settings (default: /etc/aftercare/aftercared.yaml where there is one, else those of an empty file).' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'yaml\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate" from' -l 'from' -d 'When it begins, like 2026-03-02 or \'2026-03-02 08:00\'.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate" for' -l 'for' -d 'How far it goes, like 30d.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate"' -l 'outage' -d 'The service is stopped meanwhile, like \'2026-03-10 08:00..2026-03-11 20:00\'; may be repeated.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate"' -l 'journal-outage' -d 'The journal shows nothing meanwhile, as when journald is stopped; may be repeated.' -rfka ''
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate" list' -l 'list' -d 'Also list everything that was said, in order.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl simulate" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_positional "aftercarectl backup" -eq 1' -F
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl backup" force' -l 'force' -d 'Replace the file, if there is one.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl backup" socket' -l 'socket' -d 'The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).' -rF
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl backup" clinic' -l 'clinic' -d 'One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).' -rfka '(ls /etc/aftercare/clinics 2>/dev/null)'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl backup" user' -l 'user' -d 'The service of your own systemd, instead of the machine\'s.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl backup" format' -l 'format' -d 'How to show answers: table for people, json for programs.' -rfka 'table json'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl backup" color' -l 'color' -d 'Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.' -rfka 'auto always never'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl backup" version' -l 'version' -d 'Show the version.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl backup" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'aftercarectl' -n '__aftercarectl_should_offer_completions_for_flags_or_options "aftercarectl help" version' -l 'version' -d 'Show the version.'
