import Foundation
import Subprocess
import TestMachine

/// The disk that virtual machines start with: the same Debian as the container's, with a kernel, and with our
/// software installed.
struct VirtualImage: Sendable {
    /// An ext4 file system, without a partition table.
    let disk: URL
    let kernel: URL
    let initialFiles: URL

    /// What a machine of its own needs beyond a container.
    private static let packages = ["initramfs-tools", "linux-image-cloud-amd64", "qemu-guest-agent"]

    private static let folder = Checkout.root.appending(path: ".build/torture/vm")
    private static let mkfs = Tool(name: "mke2fs", package: "e2fsprogs")
    private static let truncate = Tool(name: "truncate", package: "coreutils")

    /// Makes it from the release in `.build/release`.
    static func make() async throws -> VirtualImage {
        guard geteuid() == 0 else { throw Failure.notRoot }
        try await mkfs.require()
        let base = BaseTree(folder: Checkout.systemFolder.appending(path: "virtual"), adding: packages)
        try await base.make()

        let files = FileManager.default
        let tree = folder.appending(path: "tree")
        if files.fileExists(atPath: folder.path) { try files.removeItem(at: folder) }
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        try await Tool.copy.run(["-a", "--reflink=auto", base.tree.path, tree.path]).expectSuccess()
        try await Tool.make.run(
            ["--silent", "-C", Checkout.root.path, "install", "DESTDIR=\(tree.path)"],
            environment: .inherit.updating(["MAKEFLAGS": nil, "MAKELEVEL": nil, "BUILD": nil, "PREFIX": nil])
        ).expectSuccess()
        try await furnish(tree)

        let disk = folder.appending(path: "disk")
        try await truncate.run(["--size=2G", disk.path]).expectSuccess()
        try await mkfs.run(["-q", "-t", "ext4", "-d", tree.path, disk.path]).expectSuccess()
        let boot = try files.contentsOfDirectory(atPath: base.tree.appending(path: "boot").path)
        func booted(_ prefix: String) throws -> URL {
            guard let name = boot.first(where: { $0.hasPrefix(prefix) }) else {
                throw VirtualFailure.noBoot("there is no '\(prefix)…' in /boot; remove \(base.folder.path) and try again")
            }
            return base.tree.appending(path: "boot/\(name)")
        }
        try files.removeItem(at: tree)
        return VirtualImage(disk: disk, kernel: try booted("vmlinuz-"), initialFiles: try booted("initrd.img-"))
    }

    /// What an administrator would do, and what keeps a machine quiet: nothing but the test sets its clock.
    private static func furnish(_ tree: URL) async throws {
        try await Tool(name: "systemd-sysusers", package: "systemd").run(["--root=\(tree.path)"]).expectSuccess()
        let units = tree.appending(path: "etc/systemd/system")
        let files = FileManager.default
        func link(_ path: String, to target: String) throws {
            let place = units.appending(path: path)
            try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try files.createSymbolicLink(atPath: place.path, withDestinationPath: target)
        }
        func write(_ text: String, to path: String) throws {
            let place = tree.appending(path: path)
            try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: place, atomically: true, encoding: .utf8)
        }
        try link("multi-user.target.wants/aftercared.service", to: "/lib/systemd/system/aftercared.service")
        let unwanted = ["apt-daily.timer", "apt-daily-upgrade.timer", "e2scrub_all.timer", "fstrim.timer"]
        for unit in unwanted + ["getty@tty1.service", "systemd-timesyncd.service"] { try link(unit, to: "/dev/null") }
        try write("/dev/vda / ext4 rw 0 1\n", to: "etc/fstab")
        try write("", to: "etc/machine-id")
        // It would write two lines for every command.
        try write("[Service]\nLogLevelMax=warning\n", to: "etc/systemd/system/qemu-guest-agent.service.d/quiet.conf")
        try write("[Journal]\nStorage=persistent\n", to: "etc/systemd/journald.conf.d/torture.conf")
        try write(Sayings.careProtocol, to: "etc/aftercare/protocols/\(Sayings.protocolName).yaml")
    }

    /// A disk of its own for a machine.
    func copy(_ name: String) async throws -> URL {
        let copy = Self.folder.appending(path: name)
        try await Tool.copy.run(["--reflink=auto", "--sparse=always", disk.path, copy.path]).expectSuccess()
        return copy
    }
}
