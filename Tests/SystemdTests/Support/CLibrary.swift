import Glibc

/// Functions of the C library that its module does not expose to Swift.
enum CLibrary {
    static func function<T>(_ name: String, as type: T.Type) throws -> T {
        guard let address = dlsym(nil, name) else {
            throw CommandFailed(description: "the C library has no '\(name)'")
        }
        return unsafeBitCast(address, to: type)
    }
}
