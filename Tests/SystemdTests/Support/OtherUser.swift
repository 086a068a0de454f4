import Glibc

/// Runs the body as another user, then continues as root. Use it only in an exit test: it changes the whole process.
func becoming(user: uid_t, _ body: () throws -> Void) throws {
    typealias SetUser = @convention(c) (uid_t, uid_t, uid_t) -> Int32
    let setUser = try CLibrary.function("setresuid", as: SetUser.self)
    guard setUser(user, user, 0) == 0 else {
        throw CommandFailed(description: "cannot become user \(user); run the tests as root")
    }
    defer { _ = setUser(0, 0, 0) }
    try body()
}
