import Foundation
import SwiftOperators
import SwiftParser
import SwiftSyntax

/// Every mutation that the sources offer, and a sample of them.
struct Catalog {
    let all: [Mutation]
    /// What the files had in them when they were read, by their paths from the checkout's root: whoever edits them
    /// meanwhile edits nothing of this run.
    let texts: [String: String]

    /// - Parameters:
    ///   - checkout: the root of the project.
    ///   - rooms: whose code is mutated.
    init(of checkout: URL, rooms: [String]) throws {
        let sources = checkout.appending(path: "Sources")
        var texts: [String: String] = [:]
        var trees: [(room: String, file: String, tree: SourceFileSyntax)] = []
        for room in rooms {
            let folder = sources.appending(path: room)
            guard let paths = FileManager.default.subpaths(atPath: folder.path) else { throw Failure("there is no room '\(room)'") }
            for path in paths.sorted() where path.hasSuffix(".swift") {
                let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
                let file = "Sources/\(room)/\(path)"
                texts[file] = text
                let folded = OperatorTable.standardOperators.foldAll(Parser.parse(source: text)) { _ in }
                guard let tree = folded.as(SourceFileSyntax.self) else { throw Failure("\(file) is no source file") }
                trees.append((room, file, tree))
            }
        }
        self.texts = texts
        let names = Names(of: trees.map(\.tree))
        var known: Set<Mutation> = []
        all = trees.flatMap { Finder($0.tree, room: $0.room, file: $0.file, names: names).found }
            .filter { known.insert($0).inserted }
    }

    /// In the order in which a seed draws them: whoever takes the first 400 gets a random sample, and whoever needs a few
    /// more instead of those that do not compile goes on. Every kind of mistake is as frequent as every other, as far as
    /// a room offers it: numbers and lost statements would else be half of all.
    ///
    /// A place is mutated once, so that each mutant stands for a mistake of its own. Each draws its own lot, so that an
    /// edit of the sources changes the sample no more than it has to.
    func shuffled(seed: UInt64) -> [Mutation] {
        var byKind = Dictionary(grouping: all, by: \.kind).mapValues { mutations in
            mutations.map { (lot: lot(of: $0, seed), mutation: $0) }.sorted {
                ($0.lot, $0.mutation.range.lowerBound) > ($1.lot, $1.mutation.range.lowerBound)
            }
            .map(\.mutation)
        }
        var places: Set<String> = []
        var order: [Mutation] = []
        while !byKind.isEmpty {
            for kind in Mutation.Kind.allCases {
                guard let next = byKind[kind]?.popLast() else {
                    byKind[kind] = nil
                    continue
                }
                if places.insert("\(next.file):\(next.line)").inserted { order.append(next) }
            }
        }
        return order
    }

    private func lot(of mutation: Mutation, _ seed: UInt64) -> UInt64 {
        var fingerprint = Fingerprint()
        fingerprint.add(Array(mutation.key.utf8))
        var dice = Dice(seed: seed ^ fingerprint.value)
        return dice.next()
    }
}

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension Catalog {
    /// How many there are, by room and kind.
    var listing: String {
        let byRoom = Dictionary(grouping: all, by: \.room).sorted { $0.key < $1.key }
        return byRoom.map { room, mutations in
            let kinds = Dictionary(grouping: mutations, by: \.kind).sorted { $0.key.rawValue < $1.key.rawValue }
            return "\(room): \(mutations.count) (\(kinds.map { "\($0.key.rawValue) \($0.value.count)" }.joined(separator: ", ")))"
        }.joined(separator: "\n")
    }

    /// Another one for other sources, on every machine and in every run.
    var fingerprint: Int { Int(truncatingIfNeeded: all.reduce(into: Fingerprint()) { $0.add(Array("\($1.key) \($1.range)".utf8)) }.value) }
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo).
struct Fingerprint {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
}

extension Tree {
    /// Another one for other mutants: their numbers mean nothing elsewhere.
    func fingerprint(of mutants: [(number: Int, mutation: Mutation)]) -> Int {
        var fingerprint = Fingerprint()
        for (number, mutation) in mutants { fingerprint.add(Array("\(number) \(mutation.key)".utf8)) }
        return Int(truncatingIfNeeded: fingerprint.value)
    }

    /// Another one for another suite: of the files that name it, and of those of its target that have no suite.
    func fingerprints(of suites: [TestBinary.Suite]) throws -> [TestBinary.Suite: Int] {
        var texts: [String: [String]] = [:]
        for target in Set(suites.map(\.target)) {
            let folder = root.appending(path: "Tests/\(target)")
            texts[target] = try (FileManager.default.subpaths(atPath: folder.path) ?? []).sorted().filter { $0.hasSuffix(".swift") }
                .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
        }
        return Dictionary(
            uniqueKeysWithValues: suites.map { suite in
                var fingerprint = Fingerprint()
                for text in texts[suite.target] ?? [] where text.contains(suite.name) || !text.contains("@Test") {
                    fingerprint.add(Array(text.utf8))
                }
                return (suite, Int(truncatingIfNeeded: fingerprint.value))
            })
    }
}
