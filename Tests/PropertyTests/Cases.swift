import Aftercare
import Dispatch
import Foundation
import Synchronization

/// The cases that every property is held against, told once for all of them.
///
/// `AFTERCARE_SEED=17` tells one case alone; `AFTERCARE_CASES=5000` tells so many.
enum Cases {
    static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["AFTERCARE_SEED"].flatMap(UInt64.init) { return [seed] }
        return Array(1...max(1, environment["AFTERCARE_CASES"].flatMap(UInt64.init) ?? usual))
    }()

    private static let usual: UInt64 = 300

    /// Whether as many cases are told as prove something of what they cover.
    static var areAll: Bool { seeds.count >= usual }

    static let told: [Telling] = all(of: seeds) { Case(seed: $0).told() }
    /// Nothing is edited, and every look comes in time. Of every third case.
    static let undisturbed: [Telling] = all(of: seeds.filter { seeds.count == 1 || $0 % 3 == 0 }) {
        Case(seed: $0, isUndisturbed: true, pace: .punctual).told()
    }

    /// On every core, since nothing else can be tested before they are told.
    private static func all(of seeds: [UInt64], _ told: @Sendable (UInt64) -> Telling) -> [Telling] {
        let tellings = Mutex([Telling?](repeating: nil, count: seeds.count))
        DispatchQueue.concurrentPerform(iterations: seeds.count) { place in
            let telling = told(seeds[place])
            tellings.withLock { $0[place] = telling }
        }
        return tellings.withLock { $0.compactMap(\.self) }
    }

    /// What is found wrong with `tellings`: the first of each case, of a few cases.
    static func breaches(of tellings: [Telling] = told, _ find: (Telling) -> [String]) -> [String] {
        let found = tellings.compactMap { telling in
            find(telling).first.map { "AFTERCARE_SEED=\(telling.seed), a clock that is \(telling.pace): \($0)" }
        }
        return found.count > 5 ? found.prefix(5) + ["and \(found.count - 5) more cases"] : found
    }

    /// The same, look by look.
    static func breaches(of tellings: [Telling] = told, inScenes find: (Telling.Scene) -> [String]) -> [String] {
        breaches(of: tellings) { telling in
            for scene in telling.scenes {
                if let first = find(scene).first { return ["at \(scene.at): \(first)"] }
            }
            return []
        }
    }
}

extension Telling.Scene {
    /// What the patient was told, as far as it breaks a rule.
    func wrong(_ isWrong: (Occurrence) -> Bool) -> [String] { told.map(\.occurrence).filter(isWrong).map(\.drawn) }
}
