import Aftercare
import AftercareAPI

/// Whether a backup can be restored, and what is in it.
struct BackupCheckSheet {
    let check: BackupCheckBody
    let commands: ServiceCommands

    func lines(on canvas: Canvas) -> [String] {
        var facts = Facts()
        if let problem = check.problem {
            facts.add("why", problem)
            facts.add("do", commands.addressed("keep it out of the way, and take another one, or make one: 'aftercarectl backup FILE'"))
            return [canvas.painted("\(check.file) is not sound", .bad)] + facts.lines(on: canvas)
        }
        facts.add("as of", check.takenAt?.text ?? "it does not say")
        facts.add(
            "holds",
            [
                check.patients.map { $0.counted("patient") }, check.reminders.map { $0.counted("reminder") },
                check.size.map { "\(ByteCount($0))" },
            ]
            .compactMap(\.self).joined(separator: ", "))
        facts.add("store", check.store)
        facts.add("SHA-256", check.sha256)
        if check.matchesChecksum == true { facts.add("checksum", "it is as it was made") }
        if check.isBackup == false {
            facts.add("note", "it was not made by 'aftercarectl backup': it is a store that was closed, or the copy of one")
        }
        return [canvas.painted("\(check.file) is sound", .good)] + facts.lines(on: canvas)
    }
}
