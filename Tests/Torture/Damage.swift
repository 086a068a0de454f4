import Foundation
import TestMachine

/// Something that is wrong with the file of the store.
struct Damage: Sendable {
    let name: String
    let harm: @Sendable (Ward, inout Dice) async throws -> Void

    /// - Parameter keepsSeal: whether the seal of the last close stays beside it; after a crash there is none.
    private init(
        _ name: String, keepsSeal: Bool = false,
        _ harm: @escaping @Sendable (inout Data, inout Dice) async throws -> Void
    ) {
        self.name = name
        self.harm = { ward, dice in
            if !keepsSeal { try await ward.machine.succeed("rm", "-f", Service.store + ".sealed") }
            let file = ward.machine.seen(Service.store)
            var data = try Data(contentsOf: file)
            let sound = data
            try await harm(&data, &dice)
            guard data != sound else { throw TortureFailure.notDone("'\(name)' changed nothing") }
            // In place: its owner and mode stay.
            let handle = try FileHandle(forWritingTo: file)
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: data)
            try handle.close()
        }
    }

    private init(_ name: String, sql: String) {
        self.init(name) { data, _ in
            // On a copy: SQLite would take the path through /proc for one of this machine's own.
            let copy = FileManager.default.temporaryDirectory.appending(path: "aftercare-\(UUID())")
            defer { try? FileManager.default.removeItem(at: copy) }  // a file of /tmp more
            try data.write(to: copy)
            try await Tool(name: "python3", package: "python3").run([
                "-c", "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.executescript(sys.argv[2]); d.close()",
                copy.path, sql,
            ]).expectSuccess()
            data = try Data(contentsOf: copy)
        }
    }

    private static let pageSize = 4096

    /// A later version has added something to it.
    static let laterSchema = Damage(
        "a schema of a later version", sql: "INSERT INTO grdb_migrations VALUES ('999: of a later version');")

    static let truncated = Damage("cut off between pages") { data, _ in
        data = data.prefix(data.count / pageSize / 2 * pageSize)
    }

    static let torn = Damage("cut off within a page") { data, dice in
        data = data.prefix(data.count - Int.random(in: 1..<pageSize, using: &dice))
    }

    /// Anywhere in a store that was closed in order: its seal tells.
    static let rotten = Damage("a bit flipped anywhere", keepsSeal: true) { data, dice in
        data[Int.random(in: 0..<data.count, using: &dice)] ^= 1 << UInt8.random(in: 0...7, using: &dice)
    }

    /// In the head of a page that SQLite knows the shape of. Without a seal a bit within a text cannot be told from
    /// another text.
    static let flipped = Damage("a bit flipped in a page") { data, dice in
        let free = freePages(of: data)
        let pages = (1..<data.count / pageSize).filter { !free.contains($0) && [2, 5, 10, 13].contains(data[$0 * pageSize]) }
        guard let page = pages.randomElement(using: &dice) else { return }
        data[page * pageSize] ^= 1 << UInt8.random(in: 4...7, using: &dice)
    }

    static let flippedHead = Damage("a bit flipped in the file's head") { data, dice in
        data[Int.random(in: 0..<16, using: &dice)] ^= 1 << UInt8.random(in: 0...7, using: &dice)
    }

    /// The pages that hold nothing any more, from 0: what stands in them is left from what they held, and may be
    /// anything. As https://www.sqlite.org/fileformat2.html, section 1.5, has it: a list of trunks, each with its leaves.
    private static func freePages(of data: Data) -> Set<Int> {
        func number(at place: Int) -> Int { data[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        var pages: Set<Int> = []
        var trunk = number(at: 32)
        while trunk > 0, pages.insert(trunk - 1).inserted {
            let place = (trunk - 1) * pageSize
            for leaf in 0..<number(at: place + 4) { pages.insert(number(at: place + 8 + 4 * leaf) - 1) }
            trunk = number(at: place)
        }
        return pages
    }
}
