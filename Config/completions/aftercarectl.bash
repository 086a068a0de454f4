#!/bin/bash

__aftercarectl_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__aftercarectl_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_options[@]}"; do
                        if [[ "${non_repeating_options[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_options[${index}]"
                            non_repeating_options=("${non_repeating_options[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__aftercarectl_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__aftercarectl_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_aftercarectl() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "trap - RETURN;${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
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

    local -a repeating_flags=()
    local -a non_repeating_flags=(--user --version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    status|reminders|preview|acknowledge|snooze|decline|response|reaction|patient|plan|treatment|apply|audit|doctor|protocol|simulate|backup|promote|help)
        # Offer subcommand argument completions
        "_aftercarectl_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'status reminders preview acknowledge snooze decline response reaction patient plan treatment apply audit doctor protocol simulate backup promote help' -- "${cur}"))
        ;;
    esac
}

_aftercarectl_status() {
    repeating_flags=()
    non_repeating_flags=(--check --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_reminders() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=(--state)
    non_repeating_options=(--after --limit --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--state')
        __aftercarectl_add_completions -W 'sending'$'\n''seen'$'\n''settled'$'\n''printed'$'\n''missed'$'\n''suppressed'$'\n''cancelled'
        return
        ;;
    '--after')
        return
        ;;
    '--limit')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_preview() {
    repeating_flags=()
    non_repeating_flags=(--picture --list --user --version -h --help)
    repeating_options=()
    non_repeating_options=(-f --file --from --for --start --duration --plan --route --site --every --times --zone --language --quiet-hours --compress --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--file')
        __aftercarectl_add_completions -o plusdirs -fX '!*.@(yaml)'
        return
        ;;
    '--from')
        return
        ;;
    '--for')
        return
        ;;
    '--start')
        return
        ;;
    '--duration')
        return
        ;;
    '--plan')
        return
        ;;
    '--route')
        __aftercarectl_add_completions -W 'inhalation'$'\n''intranasal'$'\n''intravenous'$'\n''intramuscular'$'\n''subcutaneous'$'\n''topical'$'\n''intra-articular'
        return
        ;;
    '--site')
        return
        ;;
    '--every')
        return
        ;;
    '--times')
        return
        ;;
    '--zone')
        return
        ;;
    '--language')
        return
        ;;
    '--quiet-hours')
        return
        ;;
    '--compress')
        __aftercarectl_add_completions -W 'warm'$'\n''cold'$'\n''none'
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_acknowledge() {
    repeating_flags=()
    non_repeating_flags=(--message --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_snooze() {
    repeating_flags=()
    non_repeating_flags=(--message --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--for --until --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--for')
        return
        ;;
    '--until')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_decline() {
    repeating_flags=()
    non_repeating_flags=(--message --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_response() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __aftercarectl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    entered-in-error)
        # Offer subcommand argument completions
        "_aftercarectl_response_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'entered-in-error' -- "${cur}"))
        ;;
    esac
}

_aftercarectl_response_entered-in-error() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_reaction() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __aftercarectl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    report|clear|entered-in-error|list|show)
        # Offer subcommand argument completions
        "_aftercarectl_reaction_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'report clear entered-in-error list show' -- "${cur}"))
        ;;
    esac
}

_aftercarectl_reaction_report() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--treatment --socket --clinic --format --color)
    __aftercarectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--treatment')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __aftercarectl_add_completions -W 'breathing'$'\n''swelling'$'\n''collapse'$'\n''vision'$'\n''skin'$'\n''pain'$'\n''infection'$'\n''fever'$'\n''numbness'$'\n''bleeding'$'\n''other'
        return
        ;;
    esac
}

_aftercarectl_reaction_clear() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_reaction_entered-in-error() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_reaction_list() {
    repeating_flags=()
    non_repeating_flags=(--all --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--patient --limit --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--patient')
        return
        ;;
    '--limit')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_reaction_show() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_patient() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __aftercarectl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    add|change|entered-in-error|erase|list|show)
        # Offer subcommand argument completions
        "_aftercarectl_patient_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'add change entered-in-error erase list show' -- "${cur}"))
        ;;
    esac
}

_aftercarectl_patient_add() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--zone --language --quiet-hours --name --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--zone')
        return
        ;;
    '--language')
        return
        ;;
    '--quiet-hours')
        return
        ;;
    '--name')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_patient_change() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --user --version -h --help)
    repeating_options=(--clear)
    non_repeating_options=(--zone --language --quiet-hours --status --name --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--zone')
        return
        ;;
    '--language')
        return
        ;;
    '--quiet-hours')
        return
        ;;
    '--status')
        __aftercarectl_add_completions -W 'active'$'\n''inactive'$'\n''deceased'$'\n''opted-out'
        return
        ;;
    '--name')
        return
        ;;
    '--clear')
        __aftercarectl_add_completions -W 'name'$'\n''quiet-hours'
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_patient_entered-in-error() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_patient_erase() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_patient_list() {
    repeating_flags=()
    non_repeating_flags=(--all --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--limit --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--limit')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_patient_show() {
    repeating_flags=()
    non_repeating_flags=(--all --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_plan() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __aftercarectl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    assign|change|upgrade|hold|resume|complete|revoke|entered-in-error|list|show)
        # Offer subcommand argument completions
        "_aftercarectl_plan_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'assign change upgrade hold resume complete revoke entered-in-error list show' -- "${cur}"))
        ;;
    esac
}

_aftercarectl_plan_assign() {
    repeating_flags=()
    non_repeating_flags=(--force --yes -y --user --version -h --help)
    repeating_options=(--without)
    non_repeating_options=(--id --compress --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--id')
        return
        ;;
    '--compress')
        __aftercarectl_add_completions -W 'warm'$'\n''cold'$'\n''none'
        return
        ;;
    '--without')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_plan_change() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --user --version -h --help)
    repeating_options=(--without --with --restore --clear)
    non_repeating_options=(--compress -f --file --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--compress')
        __aftercarectl_add_completions -W 'warm'$'\n''cold'$'\n''none'
        return
        ;;
    '--without')
        return
        ;;
    '--with')
        return
        ;;
    '--restore')
        return
        ;;
    '--clear')
        __aftercarectl_add_completions -W 'changes'$'\n''without'
        return
        ;;
    '-f'|'--file')
        __aftercarectl_add_completions -o plusdirs -fX '!*.@(yaml)'
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_plan_upgrade() {
    repeating_flags=()
    non_repeating_flags=(--all --dry-run --yes -y --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--protocol --to --compress --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--protocol')
        return
        ;;
    '--to')
        return
        ;;
    '--compress')
        __aftercarectl_add_completions -W 'warm'$'\n''cold'$'\n''none'
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_plan_hold() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_plan_resume() {
    repeating_flags=()
    non_repeating_flags=(--entered-in-error --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_plan_complete() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_plan_revoke() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_plan_entered-in-error() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_plan_list() {
    repeating_flags=()
    non_repeating_flags=(--all --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--patient --limit --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--patient')
        return
        ;;
    '--limit')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_plan_show() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_treatment() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __aftercarectl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    schedule|move|change|complete|cancel|reopen|entered-in-error|list|show)
        # Offer subcommand argument completions
        "_aftercarectl_treatment_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'schedule move change complete cancel reopen entered-in-error list show' -- "${cur}"))
        ;;
    esac
}

_aftercarectl_treatment_schedule() {
    repeating_flags=()
    non_repeating_flags=(--force --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--start --duration --end --id --plan --route --site --product --manufacturer --lot --started --ended --every --times --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--start')
        return
        ;;
    '--duration')
        return
        ;;
    '--end')
        return
        ;;
    '--id')
        return
        ;;
    '--plan')
        return
        ;;
    '--route')
        __aftercarectl_add_completions -W 'inhalation'$'\n''intranasal'$'\n''intravenous'$'\n''intramuscular'$'\n''subcutaneous'$'\n''topical'$'\n''intra-articular'
        return
        ;;
    '--site')
        return
        ;;
    '--product')
        return
        ;;
    '--manufacturer')
        return
        ;;
    '--lot')
        return
        ;;
    '--started')
        return
        ;;
    '--ended')
        return
        ;;
    '--every')
        return
        ;;
    '--times')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_treatment_move() {
    repeating_flags=()
    non_repeating_flags=(--rest --only --force --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--start --duration --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--start')
        return
        ;;
    '--duration')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_treatment_change() {
    repeating_flags=()
    non_repeating_flags=(--force --user --version -h --help)
    repeating_options=(--clear)
    non_repeating_options=(--plan --route --site --product --manufacturer --lot --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--plan')
        return
        ;;
    '--route')
        __aftercarectl_add_completions -W 'inhalation'$'\n''intranasal'$'\n''intravenous'$'\n''intramuscular'$'\n''subcutaneous'$'\n''topical'$'\n''intra-articular'
        return
        ;;
    '--site')
        return
        ;;
    '--product')
        return
        ;;
    '--manufacturer')
        return
        ;;
    '--lot')
        return
        ;;
    '--clear')
        __aftercarectl_add_completions -W 'site'$'\n''product'$'\n''manufacturer'$'\n''lot'
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_treatment_complete() {
    repeating_flags=()
    non_repeating_flags=(--as-planned --force --yes -y --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--ended --started --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--ended')
        return
        ;;
    '--started')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_treatment_cancel() {
    repeating_flags=()
    non_repeating_flags=(--no-show --yes -y --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_treatment_reopen() {
    repeating_flags=()
    non_repeating_flags=(--force --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_treatment_entered-in-error() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_treatment_list() {
    repeating_flags=()
    non_repeating_flags=(--all --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--patient --limit --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--patient')
        return
        ;;
    '--limit')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_treatment_show() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_apply() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --force --user --version -h --help)
    repeating_options=()
    non_repeating_options=(-f --file --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-f'|'--file')
        __aftercarectl_add_completions -o plusdirs -fX '!*.@(yaml)'
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_audit() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=(--key --uid --journal)
    non_repeating_options=(--since --namespace --directory --collected --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--since')
        return
        ;;
    '--namespace')
        return
        ;;
    '--key')
        __aftercarectl_add_completions -f
        return
        ;;
    '--directory')
        __aftercarectl_add_completions -d
        return
        ;;
    '--collected')
        __aftercarectl_add_completions -d
        return
        ;;
    '--uid')
        return
        ;;
    '--journal')
        __aftercarectl_add_completions -d
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_doctor() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_protocol() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __aftercarectl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|check)
        # Offer subcommand argument completions
        "_aftercarectl_protocol_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show check' -- "${cur}"))
        ;;
    esac
}

_aftercarectl_protocol_list() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_protocol_show() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_protocol_check() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __aftercarectl_add_completions -o plusdirs -fX '!*.@(yaml)'
        return
        ;;
    esac
}

_aftercarectl_simulate() {
    repeating_flags=()
    non_repeating_flags=(--list --user --version -h --help)
    repeating_options=(-f --file --protocols --outage --journal-outage)
    non_repeating_options=(--settings --from --for --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-f'|'--file')
        __aftercarectl_add_completions -o plusdirs -fX '!*.@(yaml)'
        return
        ;;
    '--protocols')
        __aftercarectl_add_completions -d
        return
        ;;
    '--settings')
        __aftercarectl_add_completions -o plusdirs -fX '!*.@(yaml)'
        return
        ;;
    '--from')
        return
        ;;
    '--for')
        return
        ;;
    '--outage')
        return
        ;;
    '--journal-outage')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_backup() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __aftercarectl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    make|check)
        # Offer subcommand argument completions
        "_aftercarectl_backup_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'make check' -- "${cur}"))
        ;;
    esac
}

_aftercarectl_backup_make() {
    repeating_flags=()
    non_repeating_flags=(--force --user --version -h --help)
    repeating_options=()
    non_repeating_options=(--into --keep --keep-for --to-command --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--into')
        __aftercarectl_add_completions -d
        return
        ;;
    '--keep')
        return
        ;;
    '--keep-for')
        return
        ;;
    '--to-command')
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __aftercarectl_add_completions -f
        return
        ;;
    esac
}

_aftercarectl_backup_check() {
    repeating_flags=()
    non_repeating_flags=(--user --version -h --help)
    repeating_options=()
    non_repeating_options=(--socket --clinic --format --color)
    __aftercarectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __aftercarectl_add_completions -f
        return
        ;;
    esac
}

_aftercarectl_promote() {
    repeating_flags=()
    non_repeating_flags=(--fenced --user --version -h --help)
    repeating_options=(--journal)
    non_repeating_options=(--backup --socket --clinic --format --color)
    __aftercarectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--backup')
        __aftercarectl_add_completions -f
        return
        ;;
    '--journal')
        __aftercarectl_add_completions -d
        return
        ;;
    '--socket')
        __aftercarectl_add_completions -f
        return
        ;;
    '--clinic')
        __aftercarectl_add_completions -W "$(eval 'ls /etc/aftercare/clinics 2>/dev/null')"
        return
        ;;
    '--format')
        __aftercarectl_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __aftercarectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_aftercarectl_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __aftercarectl_offer_flags_options -1
}

complete -o filenames -F _aftercarectl aftercarectl
