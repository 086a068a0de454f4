/// The result of auditing collected journals: each clinic's store by itself, without its ledger.
package struct CollectedReport: Codable, Equatable, Sendable {
    package var verdict: Verdict
    /// In the order of their names.
    package var clinics: [Clinic]
    /// What could not be read, as phrases.
    package var unread: [String]

    package typealias Verdict = AuditReport.Verdict

    package init(clinics: [Clinic], unread: [String] = []) {
        let verdicts = clinics.map(\.verdict)
        verdict =
            verdicts.contains(.refuted)
            ? .refuted
            : verdicts.contains(.cannotTell) || verdicts.isEmpty || !unread.isEmpty
                ? .cannotTell
                : verdicts.contains(.doubtful) ? .doubtful : .proven
        self.clinics = clinics
        self.unread = unread
    }

    /// One store, whose numbers are one sequence.
    package struct Clinic: Codable, Equatable, Sendable {
        package var store: String
        package var verdict = Verdict.proven
        /// The machines that it has been on, the earliest first.
        package var machines: [Machine] = []
        /// The numbers that were checked. Nothing is known of those before the first or after the last.
        package var first: Int64 = 1
        package var last: Int64 = 0
        /// Records that count, each once.
        package var records = 0
        /// The reminders in these: one record may be of several.
        package var reminders = 0
        /// Further copies of these, from an uploader that started over.
        package var copies = 0
        package var oldest: Instant?
        package var newest: Instant?
        package var redelivered = AuditReport.Redelivered()
        /// Records with this store's id that do not count.
        package var forged = AuditReport.Forged()
        /// Whether seals were verified.
        package var isSealChecked = false
        /// Machines that wrote at the same time.
        package var splitBrains: [SplitBrain] = []
        /// The findings that refute or prevent a verdict, the gravest first.
        package var findings: [Finding] = []

        package init(store: String) { self.store = store }

        /// Its name for people: the host name of the machine that it was on last.
        package var host: String { machines.last?.host ?? "" }
    }

    package struct Machine: Codable, Equatable, Sendable {
        /// `_MACHINE_ID`; empty if its records have none.
        package var id: String
        package var host: String
        /// The names by which the collector knows the senders.
        package var senders: [String]
        /// The users whose records count here.
        package var users: [UInt32]
        package var records: Int
        package var oldest: Instant
        package var newest: Instant

        package init(
            id: String, host: String, senders: [String], users: [UInt32], records: Int, oldest: Instant, newest: Instant
        ) {
            self.id = id
            self.host = host
            self.senders = senders
            self.users = users
            self.records = records
            self.oldest = oldest
            self.newest = newest
        }
    }

    package struct Finding: Codable, Equatable, Sendable {
        package var code: Code
        package var count: Int
        /// The first few.
        package var examples: [Example]

        package init(code: Code, count: Int, examples: [Example] = []) {
            self.code = code
            self.count = count
            self.examples = examples
        }
    }

    package struct Example: Codable, Equatable, Sendable {
        package var reminder: OccurrenceID?
        package var sequence: Int64?
        /// The last number of a range that begins with `sequence`; nil for a single number.
        package var through: Int64?

        package init(reminder: OccurrenceID? = nil, sequence: Int64? = nil, through: Int64? = nil) {
            self.reminder = reminder
            self.sequence = sequence
            self.through = through
        }
    }

    /// The raw values are part of the interface; do not change them.
    package enum Code: String, Codable, CaseIterable, Sendable {
        /// Numbers without a record, though the service went on after it assigned them.
        case gap
        /// More than one record of one reminder, without the mark that allows it.
        case twice
        /// Two machines wrote at the same time.
        case splitBrain = "split-brain"
        /// Two messages have the same number.
        case sharedNumber = "shared-number"
        /// A record whose id or number cannot be read.
        case unreadable
        /// A record whose seal matches none of the keys.
        case brokenSeal = "broken-seal"
        /// A record without a seal.
        case unsealed
        /// Numbers without a record that may have been returned: only the clinic's ledger can tell.
        case perhapsFree = "perhaps-free"
        /// Nothing shows whether these records are the service's own.
        case unvouched
        /// Another user wrote records with this store's id.
        case forged

        package var isRefuting: Bool { self != .perhapsFree && self != .unvouched && !isDoubting }

        /// Whether it only shows that others could write there.
        package var isDoubting: Bool { self == .forged }
    }
}
