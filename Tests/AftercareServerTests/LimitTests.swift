import AftercareAPI
import Foundation
import NIOCore
import Testing

@testable import AftercareServer

/// What a client can count on, and what it is held to, stands in the manual page of the service.
@Suite struct `What the sockets bear` {
    /// `Config/man/aftercared.8.in`, as it is read: without macros at line ends and what escapes a minus.
    private func manual() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Config/man/aftercared.8.in"), encoding: .utf8)
        return text.replacing("\\-", with: "-").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func seconds(_ time: TimeAmount) -> Int64 { time.nanoseconds / 1_000_000_000 }

    @Test func `is what the manual page tells`() throws {
        let manual = try manual()
        let (limits, places) = (ConnectionLimits(), ConnectionPlaces<Int>.allowed(files: 1024))
        let sentences = [
            "Each socket has \(places.most) places, \(places.maxOfOne) of them for any one user,",
            "where all are at work, \(places.maxWaiting) more wait their turn,",
            "Who has not sent the whole body of a request after \(seconds(limits.body)) seconds is hung up on,",
            "or that of a file in parts after \(seconds(limits.upload));",
            "who takes nothing of an answer for \(seconds(limits.portion)) seconds,",
            "and who asks nothing for \(seconds(limits.idle)).",
            "A body is one JSON object of at most \(Wire.maxBodyBytes >> 20) MiB, in UTF-8, nested at most \(JSONText.deepest) deep,",
            "one JSON object a line .Pq Ql \(Wire.partsType) , \(Wire.maxUploadBytes >> 20) MiB in all;",
        ]
        for sentence in sentences { #expect(manual.contains(sentence), "\(sentence)") }
        #expect(Wire.maxBodyBytes % (1 << 20) == 0 && Wire.maxUploadBytes % (1 << 20) == 0)
    }

    @Test(arguments: [
        (1024, 128, 32), (544, 128, 32), (543, 127, 31), (256, 56, 14), (64, 8, 2), (32, 4, 2), (0, 4, 2), (Int.max, 128, 32),
    ])
    func `is less where the process may have few open files, and never nothing`(files: Int, all: Int, ofOne: Int) {
        let places = ConnectionPlaces<Int>.allowed(files: files)
        #expect(places.most == all && places.maxOfOne == ofOne && places.maxWaiting == ofOne)
    }
}
