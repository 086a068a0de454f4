import Foundation
import Glibc

/// A terminal without a screen, on which the program can be talked to.
final class PseudoTerminal {
    private let near: Int32
    private let far: Int32

    // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h, which are macros that Swift does not import.
    private static let lock: UInt = 0x4004_5431
    private static let number: UInt = 0x8004_5430

    init() throws {
        near = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var isLocked: Int32 = 0
        var number: UInt32 = 0
        guard near >= 0, ioctl(near, Self.lock, &isLocked) == 0, ioctl(near, Self.number, &number) == 0 else {
            throw Unusable(code: errno)
        }
        far = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        guard far >= 0 else { throw Unusable(code: errno) }
    }

    deinit {
        close(near)
        close(far)
    }

    /// For standard input and standard error.
    var handle: FileHandle { FileHandle(fileDescriptor: far, closeOnDealloc: false) }

    /// As if somebody had typed it already when the program asks.
    func type(_ text: String) throws {
        guard write(near, text, text.utf8.count) == text.utf8.count else { throw Unusable(code: errno) }
    }

    /// Everything that was shown up to now.
    func shown() -> String {
        _ = fcntl(near, F_SETFL, O_NONBLOCK)
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = read(near, &buffer, buffer.count), count > 0 { text += buffer.prefix(count) }
        return String(decoding: text, as: UTF8.self).replacing("\r\n", with: "\n")
    }

    struct Unusable: Error { let code: Int32 }
}
