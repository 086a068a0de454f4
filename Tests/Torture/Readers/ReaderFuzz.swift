import Aftercare
import AftercareConfig
package import Foundation

/// Every reader of the product, let loose on texts that a seed makes up. What ends the process is a finding; so is what a
/// reader takes and does not give back, and what takes too long.
package struct ReaderFuzz {
    /// What is read.
    package enum Kind: String, CaseIterable, Sendable {
        case words, zones, files, requests
    }

    private let small: SmallReaders
    private let files: FileReaders
    private let requests: RequestReaders
    private let zoneFile: [UInt8]

    /// - Parameter config: the folder of the files that are shipped.
    package init(config: URL) throws {
        zoneFile = Array(try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin")))
        let zone = try Zone(name: "Europe/Berlin", tzif: zoneFile)
        let path = config.appending(path: "protocols/exosome-injection.yaml").path
        guard let careProtocol = CareProtocol.read(try SourceText.reading(path, .careProtocol)).value,
            let world = SmallWorld(zone: zone, careProtocol: careProtocol)
        else { throw CocoaError(.fileReadCorruptFile) }
        small = SmallReaders(zone: zone)
        files = try FileReaders(folder: config, world: world)
        requests = RequestReaders(world: world)
    }

    /// Reads `count` inputs that `seed` makes up.
    ///
    /// - Parameter announce: is told each input before it is read.
    /// - Returns: what was found, in words.
    package func run(_ kind: Kind, seed: UInt64, count: Int, announce: (String) -> Void = { _ in }) -> [String] {
        var scraps = Scraps(seed: seed)
        var findings: [String] = []
        for _ in 0..<count {
            let began = ContinuousClock.now
            let input: String
            switch kind {
            case .words:
                input = scraps.chance(2) ? scraps.word() : scraps.spoilt(scraps.word())
                announce(input)
                if let finding = small.read(input) { findings.append(finding) }
            case .zones:
                let bytes = Zone.damaged(zoneFile, &scraps)
                input = Data(bytes).base64EncodedString()
                announce(input)
                if let zone = try? Zone(name: "X", tzif: bytes) {
                    for seconds: Int64 in [0, 1_795_000_000, 7_258_118_399] {
                        let local = zone.local(Instant(seconds: seconds))
                        _ = (zone.instant(of: local), zone.adding(.days(400), to: Instant(seconds: seconds)))
                    }
                }
            case .files:
                input = files.file(&scraps)
                announce(input)
                files.read(input)
            case .requests:
                input = requests.body(&scraps)
                announce(input)
                requests.read(input)
            }
            if began.duration(to: .now) > .seconds(10) {
                findings.append("it took \(began.duration(to: .now)): \(input.prefix(2000).showable)")
            }
        }
        return findings
    }
}

extension StringProtocol {
    fileprivate var showable: String { String(self).showable }
}
