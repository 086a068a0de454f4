/// The result of an audit.
package struct AuditReport: Codable, Equatable, Sendable {
    package var verdict: Verdict
    package var ledger = Ledger()
    package var journal = Journal()
    package var redelivered = Redelivered()
    package var forged = Forged()
    /// The findings that refute or prevent a verdict, the gravest first.
    package var findings: [Finding]
    /// The parts of the journal that could not be read, as phrases.
    package var unread: [String]
    /// Machines that wrote at the same time.
    package var splitBrains: [SplitBrain] = []

    package init(verdict: Verdict, findings: [Finding] = [], unread: [String] = []) {
        self.verdict = verdict
        self.findings = findings
        self.unread = unread
    }

    package enum Verdict: String, Codable, Sendable {
        case proven, refuted
        /// Everything present is right, but others could write there, or records do not stay there.
        case doubtful
        case cannotTell = "cannot-tell"
    }

    package struct Ledger: Codable, Equatable, Sendable {
        /// Reminders with a receipt.
        package var receipts = 0
        /// The numbers that were checked; `last` is below `first` if there are none.
        package var first: Int64 = 1
        package var last: Int64 = 0
        /// Sent, but without a receipt so far.
        package var inTheAir = 0
        /// Shown on a terminal for lack of a journal: no receipt, no record.
        package var printed = 0
        /// Numbers that were returned, and wait for the next message.
        package var free = 0
        /// When an older backup was restored; nil if never.
        package var restoredAt: Instant?

        package init() {}
    }

    package struct Journal: Codable, Equatable, Sendable {
        /// Reminders with a record there, from our own user.
        package var found = 0
        /// The records of these: one may be of several reminders.
        package var records = 0
        /// Reminders whose record went with its file in rotation.
        package var rotatedAway = 0
        /// Known only to the journal, from before a backup was restored.
        package var beforeRestore = 0
        /// When the oldest remaining record of any sender was written.
        package var oldest: Instant?
        /// Whether seals were verified.
        package var isSealChecked = false

        package init() {}
    }

    /// Reminders that were sent more than once.
    package struct Redelivered: Codable, Equatable, Sendable {
        /// Each is in the journal once.
        package var once = 0
        /// In the journal more than once, and marked so: damage hid the earlier record.
        package var marked = 0

        package init() {}
    }

    /// Records of another user that look like ours.
    package struct Forged: Codable, Equatable, Sendable {
        package var records = 0
        /// The users who wrote them; a record whose sender journald cannot verify has none.
        package var users: [UInt32] = []

        package init() {}

        mutating func note(_ uid: UInt32?, records count: Int = 1) {
            records += count
            if let uid, !users.contains(uid) { users = (users + [uid]).sorted() }
        }
    }

    package struct Finding: Codable, Equatable, Sendable {
        package var code: Code
        package var count: Int
        /// The first few.
        package var examples: [Example]

        package init(code: Code, count: Int, examples: [Example]) {
            self.code = code
            self.count = count
            self.examples = examples
        }
    }

    package struct Example: Codable, Equatable, Sendable {
        package var reminder: OccurrenceID?
        package var sequence: Int64?

        package init(reminder: OccurrenceID?, sequence: Int64?) {
            self.reminder = reminder
            self.sequence = sequence
        }
    }

    /// The raw values are part of the interface; do not change them.
    package enum Code: String, Codable, CaseIterable, Sendable {
        /// It has a receipt, its file is there, and its record is not.
        case lost
        /// More than one record of one reminder, without the mark that allows it.
        case twice
        /// Two machines wrote at the same time.
        case splitBrain = "split-brain"
        /// Numbers that the ledger neither assigned nor lists as free.
        case gap
        /// Two messages have the same number in the journal.
        case sharedNumber = "shared-number"
        /// A record has another number than its row.
        case wrongNumber = "wrong-number"
        /// The journal has it from our own user, and the ledger does not know it.
        case unknown
        /// A record of our own user whose id or number cannot be read.
        case unreadable
        /// A record whose seal does not match its fields.
        case brokenSeal = "broken-seal"
        /// A record without a seal.
        case unsealed
        /// It has a receipt, and its record may be where the journal cannot be read.
        case hidden
        /// It has a receipt, and its record is in another machine's journal, which was not read.
        case elsewhere
        /// None of the records with a receipt is left.
        case nothingLeft = "nothing-left"
        /// Another user wrote records that look like ours.
        case forged
        /// It went with its file so soon after it was written that somebody may have filled the journal.
        case rotatedEarly = "rotated-early"

        package var isRefuting: Bool {
            switch self {
            case .lost, .twice, .splitBrain, .gap, .sharedNumber, .wrongNumber, .unknown, .unreadable, .brokenSeal, .unsealed: true
            case .hidden, .elsewhere, .nothingLeft, .forged, .rotatedEarly: false
            }
        }

        /// Whether it only shows that others could write to the journal, or that the journal does not last.
        package var isDoubting: Bool { self == .forged || self == .rotatedEarly }
    }
}
