import Aftercare
import AftercareStore
import Foundation
import Testing

@testable import AftercareEngine

/// What an administrator reads of a trouble.
@Suite struct `The words of a trouble` {
    private static let now = instant("2026-03-02T09:00:00Z")
    private static let north = Author(machine: "b1", uid: 998)

    @Test(arguments: [
        (0, false, ""), (1, false, "1 patient is told nothing"), (2, false, "2 patients are told nothing"),
        (0, true, "it is the clinic's own, and new patients must state theirs"),
        (2, true, "2 patients are told nothing; it is the clinic's own, and new patients must state theirs"),
    ])
    func `say whom an unknown zone silences, and how it comes back`(patients: Int, isClinics: Bool, consequence: String) {
        let zone = UnknownZone(
            name: "US/Pacific", since: Self.now, reason: "its file is missing", patients: patients, isClinics: isClinics)
        #expect(zone.consequence == consequence)
        #expect(
            zone.complaint
                == "this machine does not know the time zone 'US/Pacific' (its file is missing): \(consequence); install it "
                + "(package tzdata, for old names also tzdata-legacy), which is noticed at once")
    }

    @Test(arguments: [
        (0, "what was due before the store came here"), (1, "1 reminder without a receipt from before the store came here"),
        (2, "2 reminders without a receipt from before the store came here"),
    ])
    func `say what is held back, for which machine, and what a person can do`(reminders: Int, what: String) {
        let withheld = WithheldRecords(
            writer: Writer(epoch: 3, author: Self.north, since: Self.now), reminders: reminders, reason: "its journal is not here")
        let text =
            "\(what) may have been said by machine b1 (user id 998), and is held back: its journal is not here. Where that machine is off "
            + "for good, 'aftercarectl promote' says again, marked as uncertain, what is still of use"
        #expect(withheld.answer == Withheld(machine: "b1", epoch: 3, reminders: reminders, text: text))
    }

    @Test(arguments: [
        (Author(machine: "", uid: nil), "a machine that nobody knows any more"),
        (Author(machine: "", uid: 5), "a machine that nobody knows any more"), (Author(machine: "b1", uid: nil), "machine b1"),
        (Author(machine: "b1", uid: 0), "machine b1 (user id 0)"),
    ])
    func `name another machine as well as it is known`(author: Author, words: String) {
        #expect(author.text == words)
    }

    @Test func `date an earlier store by the clinic's clock`() throws {
        let file = URL(filePath: "/usr/share/zoneinfo/Asia/Kathmandu")
        let kathmandu = try Zone(name: "Asia/Kathmandu", tzif: Array(Data(contentsOf: file)))
        let former = FormerStore(lastRecord: Self.now, madeAt: instant("2026-03-05T20:00:00Z"))
        #expect(
            former.text(on: kathmandu)
                == "the store was made anew on 2026-03-06 01:45, since there was none, and the journal holds reminders of an earlier one "
                + "up to 2026-03-02 14:45 (Asia/Kathmandu): if that one was lost, stop the service, run 'aftercared --restore FILE' with "
                + "its last backup as root, and start it again. This is told for as long as the journal keeps those records")
    }

    @Test(arguments: [(["/a"], "'/a' was removed"), (["/a", "/b"], "'/a' and '/b' were removed")])
    func `say which files are gone, and to save what is there before anything else`(files: [String], beginning: String) {
        #expect(
            StoreLoss(files: files, since: Self.now).text
                == "\(beginning) or replaced while the service runs. It goes on with what it has open, which is gone when it stops: save "
                + "it now with 'aftercarectl backup FILE'; then stop the service, run 'aftercared --restore FILE' as root, and start it "
                + "again")
    }

    // MARK: Room on the disk

    private static let shortage = Shortage(free: ByteCount(25 << 19), wanted: .mebibytes(64))
    private static let figures = "12.5 MiB are free for the store, and 64 MiB have to be"
    private static let remedy = "free some on its file system, or lower 'keep-free' under 'store' in aftercared.yaml"

    @Test func `say of a full disk what there is, what is needed, and what to do`() {
        #expect(Self.shortage.complaint == "nothing new is taken in: \(Self.figures); \(Self.remedy)")
        #expect(EngineError(Self.shortage).description == "\(Self.figures); \(Self.remedy). What is there already goes on")
        #expect(EngineError(Self.shortage).kind == .storageFull)
    }

    @Test(arguments: [("/run/spare", "; 68 MiB in '/run/spare' would do too"), (nil, "")] as [(String?, String)])
    func `say of a backup without room where else there could be some`(directory: String?, other: String) {
        let error = EngineError(Self.shortage, orWanting: .mebibytes(68), in: directory)
        #expect(error.description == "\(Self.figures) for a copy of it\(other); \(Self.remedy)")
        #expect(error.kind == .storageFull)
    }

    @Test(arguments: [(64, 0, nil), (63, 0, 64), (65, 1, nil), (64, 1, 65), (0, 0, 64)] as [(Int64, Int64, Int64?)])
    func `are for less than what is kept free and what is wanted`(free: Int64, more: Int64, wanted: Int64?) {
        let storage = Storage(keepFree: ByteCount(64)) { free }
        #expect(storage.shortage(wanting: more) == wanted.map { Shortage(free: ByteCount(free), wanted: ByteCount($0)) })
    }

    @Test func `are for no disk of which nothing is known`() {
        #expect(Storage(keepFree: ByteCount(64)) { nil }.shortage(wanting: 1) == nil)
        #expect(Storage.unlimited.shortage(wanting: .max) == nil)
        #expect(Storage.unlimited.keepFree == ByteCount(0))
    }

    // MARK: Errors

    @Test(
        arguments: [
            (.full(path: "/s"), .storageFull), (.backupUnderWay(path: "/s"), .busy),
            (.locked(path: "/s"), .storeUnusable), (.readOnly(path: "/s"), .storeUnusable),
            (.damaged(path: "/s", detail: "page 7"), .storeUnusable), (.unusable(path: "/s", detail: "input/output error"), .storeUnusable),
        ] as [(StoreError, EngineError.Kind)])
    func `are the store's own, and tell what a client may do`(error: StoreError, kind: EngineError.Kind) {
        #expect(EngineError(error).kind == kind)
        #expect(EngineError(error).description == "\(error)")
    }

    @Test func `say how long a request may take, and that nothing was changed`() {
        #expect(
            EngineError(tooMuchFor: .seconds(7)).description
                == "it takes longer than 7 s to weigh all of it, and reminders wait meanwhile; split it into several files. Nothing was "
                + "changed")
    }

    @Test func `are told once for each error, with the time of the first`() {
        struct Failure: Error, CustomStringConvertible { let description: String }
        var trouble: StoreFault?
        var told: [Bool] = []
        for (after, description) in [(0, "full"), (5, "full"), (10, "gone"), (15, "gone")] as [(Int64, String)] {
            told.append(StoreFault.note(Failure(description: description), at: Self.now + after, in: &trouble))
        }
        #expect(told == [true, false, true, false])
        #expect(trouble == StoreFault(since: Self.now, told: "gone"))
    }
}

@Suite struct `The words of a step` {
    @Test(
        arguments: [
            (.recovering, "asking the journal for what the store may not know"),
            (.rechecking(2), "looking up 2 receipts of the last minutes again"), (.reconciling(1), "looking up 1 reminder in the journal"),
            (.sending(1), "sending 1 reminder"), (.syncing, "syncing the journal to disk"), (.synced, "synced the journal to disk"),
        ] as [(EngineProgress, String)])
    func `say what is done`(step: EngineProgress, words: String) {
        #expect(step.text == words)
    }
}
