import Foundation
import Subprocess
import TestMachine

/// A machine in software, with a kernel, a clock and a disk of its own. It ends by a power cut, always.
///
/// The disk is behind a cache that only a flush of the guest writes through; it dies with the power, so that
/// what was not flushed is gone. The processor is emulated: no machine needs to lend its own for that.
struct VirtualMachine: Sendable {
    let agent: GuestAgent
    private let control: MachineControl

    /// Keeps a machine for exactly as long as its standard input stays open; then its power is cut: machine and
    /// disk are killed together. So they are when the test process was killed.
    private static let keeper = """
        exec 3<&0
        folder=$1 disk=$2; shift 2
        nbdkit --foreground --unix "$folder/disk.sock" --filter=cache file "$disk" cache=writeback \\
            </dev/null 3<&- &
        storage=$!
        until [ -S "$folder/disk.sock" ]; do kill -0 $storage || exit 1; sleep 0.02; done
        qemu-system-x86_64 "$@" </dev/null 3<&- &
        machine=$!
        cat <&3 >/dev/null &
        open=$!
        trap 'kill $open' TERM INT HUP
        wait $open
        kill -KILL $machine $storage
        wait
        """

    /// Boots a machine, lends it to `use`, and cuts its power when that ends.
    ///
    /// - Parameter clock: what the machine's own clock shows at first, as `-rtc base=` takes it; by default the true
    ///   time.
    static func boot<Value: Sendable>(
        _ image: VirtualImage, disk: URL, clock: String = "utc", _ use: (VirtualMachine) async throws -> Value
    ) async throws -> Value {
        for tool in [Tool(name: "nbdkit", package: "nbdkit"), Tool(name: "qemu-system-x86_64", package: "qemu-system-x86")] {
            try await tool.require()
        }
        // The path of a socket has to be short.
        let folder = FileManager.default.temporaryDirectory.appending(path: "aftercare-\(UInt32.random(in: 0...UInt32.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // Best effort: what stays is empty sockets and a console.
        defer { try? FileManager.default.removeItem(at: folder) }

        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(10))]
        let kept = try await Subprocess.run(
            .name("sh"),
            arguments: Arguments(["-c", keeper, "keeper", folder.path, disk.path] + hardware(image, folder, clock)),
            platformOptions: options, input: .inputWriter, output: .discarded, error: .string(limit: 1 << 20)
        ) { _ -> Result<Value, any Error> in
            // Nothing is thrown from here: that would kill the keeper, and leave the machine to itself.
            do {
                return .success(try await use(try await up(folder)))
            } catch {
                return .failure(error)
            }
        }
        do {
            return try kept.closureResult.get()
        } catch VirtualFailure.noBoot(let reason) {
            let console = (try? String(contentsOf: folder.appending(path: "console"), encoding: .utf8)) ?? ""
            throw VirtualFailure.noBoot("\(reason)\n\(kept.standardError)\nconsole:\n\(console.suffix(4000))")
        }
    }

    private static func hardware(_ image: VirtualImage, _ folder: URL, _ clock: String) -> [String] {
        func socket(_ name: String) -> String { "\(folder.path)/\(name).sock" }
        return [
            "-accel", "tcg", "-cpu", "max", "-smp", "2", "-m", "1024", "-nodefaults", "-display", "none", "-no-reboot",
            "-rtc", "base=\(clock)", "-kernel", image.kernel.path, "-initrd", image.initialFiles.path,
            "-append", "root=/dev/vda rw console=ttyS0 panic=-1 mitigations=off quiet systemd.show_status=0",
            // No cache of the host's between: a flush of the guest, and nothing else, is a flush of the disk.
            "-drive", "file=nbd:unix:\(socket("disk")),format=raw,if=virtio,cache=none",
            "-serial", "file:\(folder.path)/console",
            "-device", "virtio-serial-pci", "-chardev", "socket,path=\(socket("agent")),server=on,wait=off,id=agent",
            "-device", "virtserialport,chardev=agent,name=org.qemu.guest_agent.0",
            "-qmp", "unix:\(socket("control")),server=on,wait=off",
        ]
    }

    private static func up(_ folder: URL) async throws -> VirtualMachine {
        let (agent, control) = try await eventually("the machine has power", within: .seconds(20)) {
            (
                try GuestAgent(folder.appending(path: "agent.sock").path),
                try MachineControl(folder.appending(path: "control.sock").path)
            )
        }
        try await agent.wakeUp(within: .seconds(120))
        try await control.open()
        return VirtualMachine(agent: agent, control: control)
    }

    // MARK: In the machine

    /// As `GuestAgent.run`.
    @discardableResult
    func run(_ script: String, input: String? = nil) async throws -> String { try await agent.run(script, input: input) }

    /// Of its running system, as the journal writes it.
    func bootID() async throws -> String {
        try await run("tr -d '\\n-' </proc/sys/kernel/random/boot_id")
    }

    /// What its clock shows.
    func now() async throws -> Date {
        let text = try await run("date +%s.%N").trimmingCharacters(in: .newlines)
        guard let seconds = Double(text) else { throw VirtualFailure.refused("'date' says '\(text)'") }
        return Date(timeIntervalSince1970: seconds)
    }

    /// Lets its clock step to `date`.
    func setClock(to date: Date) async throws {
        try await run(String(format: "date -s @%.3f", date.timeIntervalSince1970))
    }

    /// Has it suspend itself to memory, until its hardware clock wakes it.
    func sleep(for seconds: Int) async throws {
        let before = try await sleeps()
        try await agent.begin(
            "echo deep >/sys/power/mem_sleep && cd /sys/class/rtc/rtc0 && echo 0 >wakealarm && "
                + "echo +\(seconds) >wakealarm && echo mem >/sys/power/state")
        // What it is asked while it sleeps, it never answers.
        try await ContinuousClock().sleep(for: .seconds(seconds + 1))
        try await agent.wakeUp(within: .seconds(60))
        guard try await sleeps() == before + 1 else { throw TortureFailure.notDone("the machine did not sleep") }
    }

    private func sleeps() async throws -> Int {
        Int(try await run("cat /sys/power/suspend_stats/success").trimmingCharacters(in: .newlines)) ?? 0
    }

    // MARK: From outside

    /// Stops all of it at once; it does not notice. Its clock stands still.
    func freeze() async throws { try await control.say("stop") }
    func thaw() async throws { try await control.say("cont") }
}
