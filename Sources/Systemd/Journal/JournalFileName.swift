/// The name of a journal file, which shows its position in journald's rotation.
///
/// journald writes to `system.journal` and `user-1000.journal`. A rotated file is
/// `system@SEQNUMID-SEQNUM-TIME.journal`; one found damaged or not cleanly closed ends in `~`.
package struct JournalFileName: Hashable {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    package init(path: String) {
        name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    }

    /// Whether libsystemd would read a file with this name as part of a journal.
    var isJournal: Bool {
        name.hasSuffix(".journal") || name.hasSuffix(".journal~")
    }

    /// Whether journald has closed the file for good.
    var isArchived: Bool {
        name.contains("@") || name.hasSuffix("~")
    }

    /// Whether this file is searched before `other`: files in use first, then archives from new to old.
    func precedes(_ other: JournalFileName) -> Bool {
        isArchived == other.isArchived ? name > other.name : other.isArchived
    }

    /// The name without the position in the rotation: `remote-knee` for `remote-knee@…-….journal`.
    package var stem: String {
        if let end = name.firstIndex(of: "@") { return String(name[..<end]) }
        let suffix = [".journal~", ".journal"].first { name.hasSuffix($0) }
        return String(name.dropLast(suffix?.count ?? 0))
    }
}
