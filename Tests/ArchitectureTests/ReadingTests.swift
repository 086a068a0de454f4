import Testing

/// What the rules is held against is read rightly.
@Suite("Reading sources and manifests")
struct ReadingTests {
    @Test("every form of import is seen, and nothing else")
    func imports() {
        let text = SwiftText(
            """
            import A
            package import B; import C
            @preconcurrency public import D
            @_spi(Inner) @testable import E
            internal import struct F.Inner
                import G // import X1
            // import X2
            /* import X3
            import X4 */
            let text = \"""
            import X5
            \"""
            #if canImport(X6)
            #endif
            important(X7)
            """)
        #expect(text.imports.map(\.module) == ["A", "B", "C", "D", "E", "F", "G"])
        #expect(text.imports.map(\.line) == [1, 2, 2, 3, 4, 5, 6])
    }

    @Test("literals are told from code, however they are written")
    func literals() {
        let text = SwiftText(##"a("one \(two("three \(four)")) five"); b(#"six " \(seven) \#(eight)"#); c("\"nine")"##)
        #expect(text.code == ##"a(""(two(""(four)))); b(""(eight)); c("")"##)
        #expect(text.linesSaying("two") == [1] && text.linesSaying("nine") == [1])
    }

    @Test("a line number counts what was taken out")
    func lines() {
        let text = SwiftText("/*\n\n*/ a\nlet t = \"\"\"\n  b\n\n  \"\"\" ; c\n// d\ne")
        #expect(text.linesSaying("a") == [3])
        #expect(text.linesSaying("b") == [5])
        #expect(text.linesSaying("c") == [7])
        #expect(text.linesSaying("e") == [9])
    }

    @Test("targets and their dependencies are read from a manifest")
    func manifest() {
        let manifest = Manifest(
            """
            let package = Package(name: "architecture", targets: [
                .systemLibrary(name: "C", pkgConfig: "libc", providers: [.apt(["libc-dev"])]),
                .target(name: "A", dependencies: ["C", .product(name: "P", package: "p-kit")]),
                .executableTarget(
                    name: "B",
                    dependencies: [
                        .target(name: "A"), "Q",
                    ],
                    path: "Sources/B"),
                .target(name: "D", exclude: ["A"]),
                .testTarget(name: "ATests", dependencies: ["A"]),
                .executableTarget(name: "meter", dependencies: ["A"], path: "Tests/Meter"),
            ])
            """)
        #expect(manifest.modules.map(\.name) == ["C", "A", "B", "D"])
        #expect(manifest.targets.first { $0.name == "A" }?.dependencies == ["C", "P"])
        #expect(manifest.targets.first { $0.name == "B" }?.dependencies == ["A", "Q"])
        #expect(manifest.targets.first { $0.name == "D" }?.dependencies == [])
        #expect(manifest.targets.map(\.kind).suffix(2) == [.testTarget, .executableTarget])
    }
}
