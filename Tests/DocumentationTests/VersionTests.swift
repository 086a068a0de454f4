import Aftercare
import Testing

/// Where the version stands once more.
@Suite struct `The version` {
    @Test func `is the one that the package's changelog begins with`() throws {
        #expect(try Repository.text("systemd/debian/changelog").hasPrefix("aftercare (\(Version.current)) "))
    }

    /// The Makefile reads it with sed.
    @Test func `is found in its file by the Makefile's pattern, once`() throws {
        #expect(try Repository.text("Makefile").contains(#"sed -n 's/.*current = "\(.*\)"/\1/p' Sources/Aftercare/Version.swift"#))
        let file = try Repository.text("Sources/Aftercare/Version.swift")
        #expect(file.matches(of: #/current = "(.*)"/#).map(\.1) == [Version.current[...]])
    }
}
