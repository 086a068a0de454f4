import Foundation
import Subprocess

extension Machine {
    /// Keeps a machine for exactly as long as its standard input stays open.
    ///
    /// Each has control groups of its own: in one tree, the same units of two machines would have the same group, and the
    /// one that stops would take it away from the one that starts.
    ///
    /// When that closes, for whatever reason, the machine is powered off and its files are removed: also when
    /// the test process was killed. The first TERM asks for a clean power-off, which an init that is still
    /// starting does not hear; the second ends it at once. Its status is 0 after a clean power-off.
    private static let keeper = """
        exec 3<&0 9>"$1/lock"
        flock 9
        for tree in systemd unified .; do
            tree=/sys/fs/cgroup/$tree
            if [ -e $tree/cgroup.procs ]; then mkdir "$tree/$2" && echo $$ >"$tree/$2/cgroup.procs"; fi
        done
        systemd-nspawn --quiet --directory "$1/tree" --machine "$2" --boot --register=no --keep-unit \\
            --private-network --console=pipe </dev/null >"$1/console" 2>&1 3<&- &
        machine=$!
        cat <&3 >/dev/null &
        open=$!
        trap 'kill $open' TERM INT HUP
        wait $open
        kill -TERM $machine 2>/dev/null
        gone() { timeout $1 tail -s 0.05 --pid=$machine -f /dev/null; }
        gone 60 || { kill -TERM $machine; gone 10; } ||
            kill -KILL $(cat /proc/$machine/task/$machine/children) $machine
        wait $machine
        status=$?
        [ $status = 0 ] || tail -n 50 "$1/console" >&2
        for own in /sys/fs/cgroup/systemd/$2 /sys/fs/cgroup/unified/$2 /sys/fs/cgroup/$2; do
            if [ -d "$own" ]; then echo $$ >"$own/../cgroup.procs"; find "$own" -depth -type d -exec rmdir {} +; fi
        done
        rm -rf --one-file-system "$1"
        exit $status
        """

    /// Boots a machine, lends it to `use`, and powers it off, whatever happened.
    ///
    /// - Parameters:
    ///   - packages: Debian's packages that it has beyond those that our software needs.
    ///   - installing: whether our software is in it, as 'make install' puts it there.
    package static func boot(
        adding packages: [String] = [], installing: Bool = true, _ use: (Machine) async throws -> Void
    ) async throws {
        guard geteuid() == 0 else { throw Failure.notRoot }
        try await Tool.nspawn.require()
        try await Tool.nsenter.require()
        let name = "aftercare-\(UInt32.random(in: 0...UInt32.max))"
        let folder = try await prepare(name, adding: packages, installing: installing)

        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(90))]
        let kept = try await Subprocess.run(
            .name("sh"), arguments: ["-c", keeper, "keeper", folder.path, name], platformOptions: options,
            input: .inputWriter, output: .discarded, error: .string(limit: 1 << 20)
        ) { keeper -> Result<Void, any Error> in
            // Nothing is thrown from here: that would kill the keeper instead of letting it clean up.
            do {
                let machine = try await Machine.up(below: Int(keeper.processIdentifier.value), console: folder)
                if installing { try await machine.makeReady() }
                try await use(machine)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try kept.closureResult.get()
        guard kept.terminationStatus.isSuccess else { throw Failure.noCleanPowerOff(kept.standardError) }
    }

    /// A folder with a copy of the base tree, and our software in it if it is to be installed.
    private static func prepare(_ name: String, adding packages: [String], installing: Bool) async throws -> URL {
        let release = Checkout.root.appending(path: ".build/release")
        for program in ["aftercared", "aftercarectl"] {
            guard FileManager.default.isExecutableFile(atPath: release.appending(path: program).path) else {
                throw Failure.noRelease
            }
        }
        let base = BaseTree(
            folder: Checkout.systemFolder.appending(path: (["base"] + packages).joined(separator: "-")), adding: packages)
        try await base.make()

        let machines = Checkout.systemFolder.appending(path: "machines")
        try await sweep(machines)
        let folder = machines.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tree = folder.appending(path: "tree").path
        try await Tool.copy.run(["-a", "--reflink=auto", base.tree.path, tree]).expectSuccess()
        if installing { try await Tool.runMake(["install", "DESTDIR=\(tree)"]) }
        return folder
    }

    /// Removes what a killed keeper left behind; one that lives holds the lock. What is being prepared for a keeper,
    /// perhaps by another process, is younger than a few minutes.
    private static func sweep(_ machines: URL) async throws {
        let files = FileManager.default
        let left = (try? files.contentsOfDirectory(atPath: machines.path)) ?? []
        for folder in left.map({ machines.appending(path: $0).path }) {
            let changed = (try? files.attributesOfItem(atPath: folder))?[.modificationDate] as? Date
            guard let changed, changed < Date() - 300 else { continue }
            _ = try await Tool(name: "flock", package: "util-linux")
                .run(["--nonblock", folder + "/lock", "rm", "-rf", "--one-file-system", folder])
        }
    }

    /// The machine that the keeper boots, once its systemd has started everything.
    private static func up(below keeper: Int, console folder: URL) async throws -> Machine {
        do {
            let leader = try await eventually("there is an init", within: .seconds(60)) { () -> Int?? in
                if let leader = Processes.below(keeper).first(where: Processes.isInit) { return leader }
                return Processes.hasLostMachine(keeper) ? .some(nil) : nil
            }
            guard let leader else { throw Failure.noBoot("systemd-nspawn has ended") }
            let machine = Machine(leader: leader)
            try await eventually("the machine is up", within: .seconds(60)) {
                ["running", "degraded"].contains(try await machine.run("systemctl", "is-system-running", "--wait").line)
            }
            return machine
        } catch {
            let console = (try? String(contentsOf: folder.appending(path: "console"), encoding: .utf8)) ?? ""
            let reason = if case Failure.noBoot(let reason) = error { reason } else { "\(error)" }
            throw Failure.noBoot("\(reason)\nconsole:\n\(console.suffix(4000))")
        }
    }

    /// What is to be done after 'make install', as it says.
    private func makeReady() async throws {
        try await succeed("systemd-sysusers")
        try await succeed("systemd-tmpfiles", "--create")
        try await succeed("systemctl", "daemon-reload")
    }
}
