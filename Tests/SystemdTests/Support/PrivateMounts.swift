import Foundation
import Glibc

/// Mounts that only the calling thread and its children see, for tests that need another `/run` or `/proc`.
///
/// Use it in an exit test: there the thread ends with the process.
enum PrivateMounts {
    /// Separates this thread's mounts from the host's from now on. It needs root.
    static func begin() throws {
        let unshare = try CLibrary.function("unshare", as: (@convention(c) (Int32) -> Int32).self)
        let cloneNewNS: Int32 = 0x20000
        guard unshare(cloneNewNS) == 0 else {
            throw CommandFailed(
                description: "no mount namespace: \(String(cString: strerror(errno))); run the tests as root")
        }
        let recursive: UInt = 0x4000
        let `private`: UInt = 1 << 18
        try mount(nil, on: "/", type: nil, flags: recursive | `private`)
    }

    /// Covers a directory with an empty one in memory.
    static func hide(_ path: String) throws {
        try mount("tmpfs", on: path, type: "tmpfs", flags: 0)
    }

    private static func mount(_ source: String?, on target: String, type: String?, flags: UInt) throws {
        typealias Mount =
            @convention(c) (
                UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?, UInt, UnsafeRawPointer?
            ) -> Int32
        guard try CLibrary.function("mount", as: Mount.self)(source, target, type, flags, nil) == 0 else {
            throw CommandFailed(description: "cannot mount on '\(target)': \(String(cString: strerror(errno)))")
        }
    }
}
