import Foundation

/// Puts mutants into a file, each behind its number: with no number set, the file does what it did.
enum Weaver {
    /// A file with its mutants.
    struct Woven {
        var text = ""
        /// The lines that each mutant takes in it, by its number.
        var lines: [Int: ClosedRange<Int>] = [:]

        fileprivate var spans: [(number: Int, range: Range<Int>)] = []

        fileprivate mutating func append(_ other: Woven) {
            let shift = text.utf8.count
            spans += other.spans.map { ($0.number, $0.range.lowerBound + shift..<$0.range.upperBound + shift) }
            text += other.text
        }
    }

    /// - Parameter mutants: of this file, by their numbers.
    static func weave(_ mutants: [(number: Int, mutation: Mutation)], into text: String) -> Woven {
        let bytes = Array(text.utf8)
        // What encloses another comes first.
        let ordered = mutants.sorted {
            ($0.mutation.range.lowerBound, -$0.mutation.range.upperBound, $0.number) < (
                $1.mutation.range.lowerBound, -$1.mutation.range.upperBound, $1.number
            )
        }
        var rest = ordered[...]
        var all = woven(bytes, 0..<bytes.count, &rest)
        var newlines: [Int] = []
        for (place, byte) in all.text.utf8.enumerated() where byte == UInt8(ascii: "\n") { newlines.append(place) }
        func line(of offset: Int) -> Int { 1 + (newlines.firstIndex { $0 >= offset } ?? newlines.count) }
        for span in all.spans {
            all.lines[span.number] = line(of: span.range.lowerBound)...line(of: max(span.range.lowerBound, span.range.upperBound - 1))
        }
        return all
    }

    private static func woven(_ bytes: [UInt8], _ range: Range<Int>, _ rest: inout ArraySlice<(number: Int, mutation: Mutation)>) -> Woven {
        var all = Woven()
        var place = range.lowerBound
        while let (number, mutation) = rest.first, mutation.range.upperBound <= range.upperBound {
            rest.removeFirst()
            all.text += String(decoding: bytes[place..<mutation.range.lowerBound], as: UTF8.self)
            let begin = all.text.utf8.count
            let (before, after) = around(number, mutation)
            all.text += before
            if mutation.form == .switched {
                // What else is to be changed in there would be in the way.
                while let next = rest.first, next.mutation.range.upperBound <= mutation.range.upperBound { rest = rest.dropFirst() }
            } else {
                all.append(woven(bytes, mutation.range, &rest))
            }
            all.text += after
            all.spans.append((number, begin..<all.text.utf8.count))
            place = mutation.range.upperBound
        }
        all.text += String(decoding: bytes[place..<range.upperBound], as: UTF8.self)
        return all
    }

    /// What stands before and after what a mutant changes.
    private static func around(_ number: Int, _ mutation: Mutation) -> (before: String, after: String) {
        let isOn = "isMutant_\(mutation.room)(\(number))"
        switch mutation.form {
        case .switched: return (mutation.mutated.replacing("isMutant", with: isOn), "")
        case .expression: return ("(\(isOn) ? (\(mutation.mutated)) : (", "))")
        case .statement where mutation.mutated.isEmpty: return ("if !\(isOn) { ", " }")
        case .statement: return ("if \(isOn) { \(mutation.mutated) } else { ", " }")
        }
    }

    /// The switch of a room: which mutant is on, and which were passed on the way.
    static func lever(of room: String) -> String {
        """
        import Foundation

        private let mutantOn = getenv("MUTANT").flatMap { Int(String(cString: $0)) } ?? 0
        /// A byte for each mutant, in a file: what is written survives the process, however it ends.
        nonisolated(unsafe) private let mutantsPassed: UnsafeMutablePointer<UInt8>? = {
            guard let path = getenv("MUTANTS_PASSED") else { return nil }
            let file = open(path, O_RDWR)
            defer { close(file) }
            let memory = mmap(nil, 1 << 16, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
            return memory == MAP_FAILED ? nil : memory?.assumingMemoryBound(to: UInt8.self)
        }()

        public func isMutant_\(room)(_ number: Int) -> Bool {
            if let mutantsPassed { mutantsPassed[number] = 1 }
            return number == mutantOn
        }
        """
    }
}
