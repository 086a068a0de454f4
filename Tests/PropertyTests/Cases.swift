import Aftercare
import Foundation

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

    static let told: [Telling] = seeds.map { Case(seed: $0).told() }
    /// Nothing is edited, and every look comes in time. Of every third case.
    static let undisturbed: [Telling] = seeds.filter { seeds.count == 1 || $0 % 3 == 0 }
        .map { Case(seed: $0, isUndisturbed: true, pace: .punctual).told() }

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
