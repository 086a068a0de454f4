import ArgumentParser
import Foundation
import TestMachine

/// Does to the daemon what can happen to it, and counts what became of its reminders.
@main
struct Torture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torture", abstract: "Torture the installed daemon on a real systemd, and count its reminders.",
        discussion: "Needs root, and a release in .build/release. Ends with 1 unless all figures are 0 that must be.")

    @Flag(help: "With small counts.") var short = false
    @Option(help: ArgumentHelp("Only these faults, by a part of their names.", valueName: "name,…")) var only: String?
    @Option(help: "What chance begins with; the same seed does the same.") var seed = UInt64.random(in: 1...9999)
    @Flag(help: "Only name the faults.") var list = false
    @Option(help: ArgumentHelp("Only let the readers have texts that were made up before, in this process.", valueName: "kind:seed:number"))
    var read: String?
    @Option(help: ArgumentHelp("With '--read': keep each text here before it is read.", valueName: "file")) var keep: String?

    func run() async throws {
        if let read {
            guard let portion = ReaderFault.Portion(read) else { throw ValidationError("'\(read)' is not like words:17:1000") }
            return try portion.read(config: Checkout.root.appending(path: "Config"), keep: keep)
        }
        let readers = isWanted(ReaderFault.name) ? short ? ReaderFault.short(seed: seed) : ReaderFault.full(seed: seed) : nil
        let faults = (short ? Fault.short : Fault.full).filter { isWanted($0.name) }
        let virtual = (short ? VirtualFault.short : VirtualFault.full).filter { isWanted($0.name) }
        let lives = isWanted(SeededLife.name) ? short ? SeededLife.short(seed: seed) : SeededLife.full(seed: seed) : []
        let names =
            (readers.map { _ in [ReaderFault.name] } ?? []) + lives.prefix(1).map { _ in SeededLife.name } + faults.map(\.name)
            + virtual.map(\.name)
        guard !names.isEmpty else {
            throw ValidationError("no fault is called '\(only ?? "")'; '--list' names them")
        }
        if list { return names.forEach { print($0) } }

        say("seed \(seed)\n\n\(Tally.header)")
        var isClean = true
        if let readers { isClean = await tell(ReaderFault.name) { try await readers.tally() } }
        if !lives.isEmpty {
            let isThisClean = await tell(SeededLife.name) { try await SeededLife.all(lives) }
            isClean = isThisClean && isClean
        }
        for fault in faults {
            let isThisClean = await tell(fault.name) {
                let tally = try await onMachine(fault)
                return (tally, tally.remarks)
            }
            isClean = isThisClean && isClean
        }
        if !virtual.isEmpty {
            let image = try await VirtualImage.make()
            for fault in virtual {
                let isThisClean = await tell(fault.name) {
                    let bedside = try await fault.tally(seed, image)
                    return (bedside.tally, bedside.remarks)
                }
                isClean = isThisClean && isClean
            }
        }
        if !isClean { throw ExitCode.failure }
    }

    private func isWanted(_ name: String) -> Bool {
        only.map { $0.split(separator: ",").contains { name.contains($0) } } ?? true
    }

    /// Tells what became of one fault.
    ///
    /// - Returns: whether it was all as it must be.
    private func tell(_ name: String, _ fault: () async throws -> (Tally, remarks: [String])) async -> Bool {
        var isClean = false
        do {
            let (tally, remarks) = try await fault()
            isClean = tally.isClean
            say(tally.row)
            for remark in remarks { say("  \(remark)") }
        } catch {
            say("\(name): \(error)")
        }
        let evidence = Evidence(fault: name, seed: seed)
        if evidence.exists { say("  what was found, seed \(seed): \(evidence.folder.path)") }
        return isClean
    }

    /// At once, also where the output is no terminal.
    private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    /// Each fault has a machine of its own, so that none suffers from what another left.
    private func onMachine(_ fault: Fault) async throws -> Tally {
        var tally = Tally(fault.name)
        try await Machine.boot { machine in
            tally = try await Machine.$booted.withValue(machine) { try await fault.tally(seed) }
        }
        return tally
    }
}
