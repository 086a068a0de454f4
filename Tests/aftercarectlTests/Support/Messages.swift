import Aftercare

/// A reminder in the list of its message's record, as the service writes it.
func messageItem(
    _ number: Int, of treatment: String = "T-0012", attempt: Int = 1, redelivery: Redelivery? = nil, role: Role = .reminder
) -> String {
    let mark = redelivery.map { #""redelivery":"\#($0.rawValue)","# } ?? ""
    return """
        {"attempt":\(attempt),"due":"2026-11-20T13:00:00Z","instruction":"no-alcohol","kind":"abstain","plan":"PL-0001",\
        "protocol":"knee@2",\(mark)"reminder":"\(occurrence(number).text)","role":"\(role.rawValue)",\
        "treatment":"\(treatment)","usefulUntil":"2026-11-20T18:00:00Z","windowEnd":"2026-11-20T18:00:00Z",\
        "windowStart":"2026-11-20T12:00:00Z"}
        """
}

/// The value of `AFTERCARE_REMINDERS`.
func messageList(_ items: String...) -> String { "[\(items.joined(separator: ","))]" }
