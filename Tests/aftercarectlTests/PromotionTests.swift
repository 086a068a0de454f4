import Aftercare
import AftercareAPI
import Foundation
import Glibc
import Systemd
import Testing

@testable import aftercarectl

@Suite struct `A promotion` {
    private static let other = String(repeating: "a", count: 32)
    private static let storeID = store.uuidString.lowercased()

    private static func record(
        _ number: Int, _ patient: String, _ treatments: [String], role: Role = .reminder, uid: UInt32 = 741, text: String = "No alcohol."
    ) -> [(name: String, value: String)] {
        [
            ("MESSAGE", text), ("AFTERCARE_REMINDER_ID", occurrence(number).text), ("AFTERCARE_SEQ", "\(number)"),
            ("AFTERCARE_STORE", storeID), ("AFTERCARE_PATIENT", patient), ("AFTERCARE_ROLE", role.rawValue),
        ] + treatments.map { ("AFTERCARE_TREATMENT", $0) } + [("_UID", "\(uid)"), ("_MACHINE_ID", other)]
    }

    /// A message of several reminders.
    private static func message(_ list: String, ids: [Int], _ patient: String, _ treatments: [String], roles: [Role], text: String)
        -> [(name: String, value: String)]
    {
        var fields = record(ids[0], patient, treatments, role: roles[0], text: text)
        fields.append(("AFTERCARE_REMINDERS", list))
        for id in ids.dropFirst() { fields.append(("AFTERCARE_REMINDER_ID", occurrence(id).text)) }
        for role in roles.dropFirst() { fields.append(("AFTERCARE_ROLE", role.rawValue)) }
        return fields
    }

    private func told() throws -> SinceBackup {
        let journal = try JournalFile()
        // A second apart, from 13:00:01 on.
        try journal.write([
            Self.record(1, "P-0001", ["T-0001"]), Self.record(2, "P-0042", ["T-0012"]), Self.record(3, "P-0042", ["T-0012", "T-0099"]),
            Self.record(4, "P-0077", ["T-0100"]), Self.record(5, "P-0077", ["T-0100"]),
            Self.record(6, "P-0042", ["T-0012"], role: .correction, text: "Not now, but from Friday: no alcohol."),
            Self.record(7, "P-0099", ["T-0101"], uid: 1000),
        ])
        // The same record through another file: a reminder is one.
        try journal.write([Self.record(2, "P-0042", ["T-0012"])], to: "remote-a.journal")
        let takenAt = at("2026-11-20T13:00:02Z")
        let evidence = JournalEvidence(source: .directory(journal.folder), key: nil)
        let records = evidence.said(since: takenAt, for: Self.storeID, by: [Author(machine: Self.other, uid: 741)])
        let known = PatientDetails(patient: patient("P-0042"), plans: [], treatments: [treatment("T-0012", of: "P-0042")])
        return SinceBackup(takenAt: takenAt, records: records, known: [known])
    }

    @Test func `tells what was said after the backup, and what the backup lacks`() throws {
        let told = try told()
        #expect(told.said == 5)
        #expect(
            told.missing == [
                .init(patient: "P-0042", treatment: "T-0099", reminders: 1), .init(patient: "P-0077", treatment: nil, reminders: 2),
            ])
        #expect(
            told.corrections == [.init(patient: "P-0042", at: at("2026-11-20T13:00:06Z"), text: "Not now, but from Friday: no alcohol.")])
    }

    @Test func `counts each reminder of a message, with its own session, and a correction once`() throws {
        let journal = try JournalFile()
        try journal.write([
            Self.record(2, "P-0042", ["T-0099"]),
            // One of them speaks for T-0098, too, and 2 is said again.
            Self.message(
                messageList(
                    messageItem(1, of: "T-0012", role: .correction), messageItem(2, of: "T-0099", attempt: 2),
                    messageItem(3, of: "T-0099", role: .correction)),
                ids: [1, 2, 3], "P-0042", ["T-0012", "T-0099", "T-0098"], roles: [.reminder, .correction], text: "Not now."),
            Self.message(
                messageList(messageItem(4, of: "T-0100"), messageItem(5, of: "T-0101")), ids: [4, 5], "P-0077", ["T-0100", "T-0101"],
                roles: [.reminder], text: "No alcohol."),
            // Now only 5 is newest in the message before.
            Self.record(4, "P-0077", ["T-0100"]),
        ])
        let known = PatientDetails(patient: patient("P-0042"), plans: [], treatments: [treatment("T-0012", of: "P-0042")])
        let begin = at("2026-11-20T13:00:00Z")
        let records = JournalEvidence(source: .directory(journal.folder), key: nil)
            .said(since: begin, for: Self.storeID, by: [Author(machine: Self.other, uid: 741)])
        #expect(records.compactMap(\.cursor.realtimeSeconds) == (2...4).map { begin.seconds + $0 })
        let told = SinceBackup(takenAt: begin, records: records, known: [known])
        #expect(told.said == 5)
        #expect(
            told.missing == [
                .init(patient: "P-0042", treatment: "T-0098", reminders: 1), .init(patient: "P-0042", treatment: "T-0099", reminders: 2),
                .init(patient: "P-0077", treatment: nil, reminders: 2),
            ])
        #expect(told.corrections == [.init(patient: "P-0042", at: begin + 2, text: "Not now.")])
    }

    @Test func `ends with how to see what became of it, and what to enter again`() throws {
        var body = Promotion(epoch: 3, withoutReceipt: 2, inDoubtUntil: at("2026-11-20T13:18:00Z"))
        body.sinceBackup = try told()
        try Golden.expect(PromoteVerb.lines(body, zone: berlin, ServiceCommands(.machine)), "promote")
        let plain = PromoteVerb.lines(
            Promotion(epoch: 2, withoutReceipt: 0, inDoubtUntil: nil), zone: berlin, ServiceCommands(.clinic("north")))
        #expect(plain.dropFirst().first == "nothing was held back" && plain.count == 3)
    }

    // MARK: Another machine's journal

    private func handed(_ folder: String, to root: String) throws -> HandedJournal {
        try HandedJournal(folder, of: Self.storeID, namespace: "aftercare", root: root)
    }

    @Test func `takes what another machine wrote for the store to where the service looks, once`() throws {
        let (journal, root) = (try JournalFile(), try JournalFile())
        try journal.write([Self.record(1, "P-0001", ["T-0001"])])
        try journal.write([[("MESSAGE", "of nobody"), ("_UID", "0"), ("_MACHINE_ID", Self.other)]], to: "user-1000.journal")
        let place = "\(root.folder)/\(Self.other).aftercare"
        for _ in 0..<2 {
            try handed(journal.folder, to: root.folder).bring()
            #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["system.journal"])
        }
        #expect(FileManager.default.contentsEqual(atPath: "\(journal.folder)/system.journal", andPath: "\(place)/system.journal"))
        let mode = try FileManager.default.attributesOfItem(atPath: "\(place)/system.journal")[.posixPermissions] as? Int
        #expect(mode == 0o640)
        // It has grown since, and the newer copy is what counts; an older one changes nothing.
        let older = try Data(contentsOf: URL(filePath: "\(journal.folder)/system.journal"))
        try journal.write([Self.record(2, "P-0001", ["T-0001"])])
        try handed(journal.folder, to: root.folder).bring()
        let newer = try Data(contentsOf: URL(filePath: "\(place)/system.journal"))
        #expect(newer == (try Data(contentsOf: URL(filePath: "\(journal.folder)/system.journal"))) && newer != older)
        try older.write(to: URL(filePath: "\(journal.folder)/system.journal"))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: "\(journal.folder)/system.journal")
        try handed(journal.folder, to: root.folder).bring()
        #expect(try Data(contentsOf: URL(filePath: "\(place)/system.journal")) == newer)
        // Another file of the same name: neither of the two is thrown away.
        let another = try JournalFile()
        try another.write([Self.record(3, "P-0001", ["T-0001"])])
        #expect { try handed(another.folder, to: root.folder) } throws: {
            let failure = $0 as? Failure
            return failure?.message.contains("another journal file") == true && failure?.status == .outputLost
        }
    }

    @Test func `refuses a directory that has nothing of the store`() throws {
        let (journal, root) = (try JournalFile(), try JournalFile())
        var own = Self.record(1, "P-0001", [])
        own.removeAll { $0.name == "_MACHINE_ID" }
        try journal.write([own + [("_MACHINE_ID", try MachineID.current())]])
        for (folder, words) in [(journal.folder, "no journal file in"), ("\(root.folder)/none", "not all of")] {
            #expect { try handed(folder, to: root.folder) } throws: { "\(($0 as? Failure)?.message ?? "")".contains(words) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: root.folder).isEmpty)
    }

    @Test func `leaves a file where it is that is as new as what is handed over`() throws {
        let (journal, root) = (try JournalFile(), try JournalFile())
        try journal.write([Self.record(1, "P-0001", ["T-0001"])])
        // A whole second: finer ones are rounded on their way.
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_795_179_601)], ofItemAtPath: "\(journal.folder)/system.journal")
        func brought() throws -> UInt {
            try handed(journal.folder, to: root.folder).bring()
            var info = stat()
            #expect(stat("\(root.folder)/\(Self.other).aftercare/system.journal", &info) == 0)
            return UInt(info.st_ino)
        }
        let first = try brought()
        #expect(try brought() == first)
    }

    @Test func `says that a journal cannot be brought where it cannot be written`() throws {
        let (journal, root) = (try JournalFile(), try JournalFile())
        try journal.write([Self.record(1, "P-0001", ["T-0001"])])
        // A file is where the directory should be.
        let place = "\(root.folder)/journal"
        try Data().write(to: URL(filePath: place))
        let journals = try handed(journal.folder, to: place)
        let failure = #expect(throws: Failure.self) { try journals.bring() }
        #expect(failure?.status == .outputLost)
        #expect(
            failure?.message.contains("system.journal' cannot be copied to '\(place)/\(Self.other).aftercare/system.journal' (") == true)
    }
}
