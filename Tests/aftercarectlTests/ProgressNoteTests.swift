import Aftercare
import Synchronization
import Testing

@testable import aftercarectl

@Suite struct `How far a file has got` {
    private final class Terminal: Sendable {
        let said = Mutex<[String]>([])

        func say(_ text: String) { said.withLock { $0.append(text) } }
    }

    @Test func `stands in one line, which goes away at the end`() {
        let terminal = Terminal()
        let note = ProgressNote(after: .zero, say: terminal.say)
        note.show(ImportProgress(of: 300))
        note.show(ImportProgress(of: 300_000, weighed: 41_200, written: 90))
        note.erase()
        #expect(
            terminal.said.withLock(\.self) == [
                "\r\u{1B}[Kthe service is busy; waiting for its answer", "\r\u{1B}[Kchecked 41,200 of 300,000, written 90", "\r\u{1B}[K",
            ])
    }

    @Test func `is unknown where nothing is heard in time, which is said once, and not after the end`() async throws {
        let terminal = Terminal()
        let note = ProgressNote(after: .zero, say: terminal.say)
        try await note.wait()
        try await note.wait()
        #expect(terminal.said.withLock(\.self) == ["\r\u{1B}[Kthe service is busy; waiting for its answer"])
        note.erase()
        try await note.wait()
        note.show(ImportProgress(of: 300, weighed: 120))
        #expect(terminal.said.withLock(\.self).count == 2)
    }

    @Test func `is not told of what takes no time, nor where nobody looks`() {
        let terminal = Terminal()
        let note = ProgressNote(after: .seconds(3600), say: terminal.say)
        note.show(ImportProgress(of: 300, weighed: 120))
        note.erase()
        #expect(terminal.said.withLock(\.self) == [])
        let unseen = ProgressNote(after: .zero, say: nil)
        unseen.show(ImportProgress(of: 300, weighed: 120))
        unseen.erase()
    }
}
