import Glibc

/// A system error number, as the kernel and libsystemd report it.
///
/// libsystemd returns it negated and the C library positive; both become the positive number here.
package struct Errno: Error, Hashable, Sendable, CustomStringConvertible {
    package let code: Int32

    package init(_ code: Int32) {
        self.code = abs(code)
    }

    /// The number that the last failed C library call of this thread left.
    static var last: Errno { Errno(errno) }

    /// The C library's text for it, in lower case: `connection refused`.
    package var description: String {
        String(cString: strerror(code)).lowercased()
    }
}
