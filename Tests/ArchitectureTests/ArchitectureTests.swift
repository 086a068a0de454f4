import Testing

/// The rules, held against samples that break it, and against this checkout.
@Suite("The architecture")
struct ArchitectureTests {
    let architecture = Architecture.aftercare

    @Test("this checkout keeps to the rules")
    func checkout() throws {
        let checkout = try Checkout.current()
        #expect(checkout.sources.count > 50, "the sources were not found")
        #expect(Manifest(checkout.manifest).modules.count == architecture.targets.count)
        #expect(architecture.violations(in: checkout) == [])
    }

    @Test("the rules themselves point down only")
    func law() {
        #expect(architecture.arrows() == [])
        let bad = Architecture(targets: [Target("A", layer: 1, sees: ["B", "C"]), Target("B", layer: 2), Target("C", layer: 1)])
        #expect(
            bad.arrows() == [
                "the rules: 'A' (layer 1) imports, from above it, 'B' (layer 2)",
                "the rules: 'A' and 'C' lie in the same layer, 1, and modules of one layer never import each other",
            ])
    }

    @Test(
        "an import that the rules forbid is found",
        arguments: [
            ("Aftercare", "AftercareStore", "from above it"), ("Aftercare", "Dispatch", "may not touch"),
            ("Aftercare", "Logging", "may not touch"), ("Aftercare", "Glibc", "may not touch"),
            ("AftercareStore", "AftercareConfig", "of one layer"), ("AftercareStore", "CSystemd", "may not import"),
            ("AftercareStore", "Dispatch", "may not touch"), ("AftercareConfig", "GRDB", "may not touch"),
            ("AftercareAPI", "GRDB", "may not touch"), ("AftercareAPI", "NIOCore", "may not touch"),
            ("AftercareClient", "AftercareEngine", "of one layer"), ("AftercareServer", "AftercareClient", "may not import"),
            ("aftercared", "AftercareClient", "may not import"), ("Systemd", "Aftercare", "may not import"),
            ("AftercareEngine", "Systemd", "may not import"), ("AftercareEngine", "CSystemd", "may not import"),
            ("AftercareEngine", "Hummingbird", "may not touch"), ("AftercareEngine", "AftercareServer", "from above it"),
            ("AftercareServer", "AftercareStore", "may not import"), ("AftercareServer", "GRDB", "may not touch"),
            ("AftercareSimulation", "AftercareServer", "of one layer"), ("AftercareSimulation", "Systemd", "may not import"),
            ("AftercareSimulation", "AftercareConfig", "may not import"), ("AftercareSimulation", "GRDB", "may not touch"),
            ("aftercared", "AftercareSimulation", "may not import"),
            ("aftercarectl", "AftercareStore", "may not import"), ("aftercarectl", "AftercareEngine", "may not import"),
            ("aftercarectl", "aftercared", "of one layer"), ("aftercared", "Hummingbird", "may not touch"),
            ("aftercared", "CSystemd", "may not import"),
        ])
    func forbiddenImport(target: String, module: String, why: String) throws {
        let found = architecture.imports(["Sources/\(target)/Deep/File.swift": "// A line.\npackage import \(module)\n"])
        let sentence = try #require(found.first)
        #expect(found.count == 1)
        #expect(sentence.hasPrefix("Sources/\(target)/Deep/File.swift:2: "))
        #expect(sentence.contains("'\(target)'") && sentence.contains("'\(module)'") && sentence.contains(why), "\(sentence)")

        let wired = Manifest(#".target(name: "\#(target)", dependencies: [.product(name: "\#(module)", package: "p")])"#)
        #expect(architecture.wiring(wired) == [sentence.replacing("Sources/\(target)/Deep/File.swift:2", with: "Package.swift")])
    }

    @Test(
        "a target that reaches past its arguments is found",
        arguments: [
            ("Aftercare", "let now = Date()"), ("Aftercare", "x = Date.now + 1"), ("Aftercare", "ContinuousClock().now"),
            ("Aftercare", "FileManager.default"), ("Aftercare", "ProcessInfo.processInfo"),
            ("Aftercare", "let zone = TimeZone.current"), ("Aftercare", "let id = UUID()"),
            ("Aftercare", "DispatchQueue.main.async {}"), ("Aftercare", "print(1)"),
            ("Aftercare", #"let text = "at \(Date())""#), ("Aftercare", "Int.random(in: 0...1)"),
            ("AftercareConfig", "let today = Date()"), ("AftercareConfig", "try await Task.sleep(for: .seconds(1))"),
            ("AftercareStore", "let now = Date.now"), ("AftercareStore", #"sql: "SELECT datetime('now')""#),
            ("AftercareStore", "sql: \"\"\"\n    DEFAULT CURRENT_TIMESTAMP\n    \"\"\""),
            ("AftercareStore", "clock_gettime(CLOCK_REALTIME, &time)"), ("AftercareStore", "DispatchQueue(label: name)"),
            ("AftercareEngine", "let now = Date()"), ("AftercareServer", "DispatchQueue.global()"),
            ("AftercareSimulation", "ContinuousClock.now"), ("AftercareSimulation", "let id = UUID()"),
        ])
    func forbiddenWord(target: String, code: String) {
        #expect(architecture.speech(["Sources/\(target)/File.swift": code]).count == 1)
    }

    @Test(
        "what only looks like it is not",
        arguments: [
            "// Date() is never called here", "/* Date() /* nested */ Date.now */", "let date = CivilDate()",
            "let validDate = isDate(now)", "list.append(contentsOf: others)", "struct DispatchQueueing {}",
            "let quote = /\"/\n// Date()",
        ])
    func innocent(code: String) {
        #expect(architecture.speech(["Sources/Aftercare/File.swift": code]) == [])
    }

    @Test("the engine's clock is read in one file")
    func engineClock() {
        #expect(architecture.speech(["Sources/AftercareEngine/WallClock.swift": "Date()"]) == [])
        #expect(architecture.speech(["Sources/AftercareEngine/NotWallClock.swift": "Date()"]).count == 1)
    }

    @Test("a target that the rules, the manifest, the folders or the document do not know is found")
    func census() {
        var checkout = Checkout(
            manifest: architecture.targets.map { ".target(name: \"\($0.name)\")," }.joined(separator: "\n"), sources: [:],
            folders: architecture.targets.map(\.name),
            architecture: architecture.targets.map { "| `\($0.name)` | a target |" }.joined(separator: "\n"), tracked: [])
        #expect(architecture.violations(in: checkout) == [])

        checkout.folders.append("Attic")
        #expect(
            architecture.violations(in: checkout) == [
                "'Attic' is in no layer: give it one in Tests/ArchitectureTests/Architecture.swift",
                "'Attic' is no target of Package.swift", "'Attic' has no row in a table of Sources/ARCHITECTURE.md",
            ])
        checkout.folders = checkout.folders.filter { $0 != "Attic" && $0 != "Systemd" }
        #expect(architecture.violations(in: checkout) == ["'Systemd' has no folder under Sources"])
        checkout.folders.append("Systemd")
        checkout.architecture = nil
        #expect(architecture.violations(in: checkout).count == architecture.targets.count)
    }

    @Test("folders of a target that use each other are found")
    func circles() {
        let straight = [
            "Sources/Aftercare/Care/Plan.swift": "package struct Plan {}\n",
            "Sources/Aftercare/Timeline/Window.swift": "struct Window { let plan: Plan }\n",
            "Sources/Aftercare/Ground.swift": "let all: [Any] = [Plan(), Window()]\n",
        ]
        #expect(architecture.circles(in: straight) == [])
        let bent = [
            "Sources/Aftercare/Care/Dose.swift": "struct Dose {\n    // A Window.\n    let text = \"\\(Window.self)\"\n}\n"
        ]
        #expect(
            architecture.circles(in: straight.merging(bent) { one, _ in one }) == [
                "Sources/Aftercare: 'Care' and 'Timeline' use one another: Sources/Aftercare/Care/Dose.swift names 'Window'; "
                    + "Sources/Aftercare/Timeline/Window.swift names 'Plan'"
            ])
        // Round three corners.
        let corners = [
            "Sources/Systemd/A/A.swift": "enum A { static let next = B.self }",
            "Sources/Systemd/B/B.swift": "enum B { static let next = C.self }",
            "Sources/Systemd/C/C.swift": "enum C { static let next = A.self }",
        ]
        #expect(architecture.circles(in: corners).count == 3)
        // What only looks like it: a comment, a literal, a member.
        let innocent = [
            "Sources/Aftercare/Care/Note.swift": "// Window\nstruct Note { let text = \"Window\"; let kind = Kind.Window }"
        ]
        #expect(architecture.circles(in: straight.merging(innocent) { one, _ in one }) == [])
    }

    @Test("what is tracked and does not belong there is found")
    func tidiness() {
        let good = [".gitignore", ".ci/run", "Makefile", "Package.swift", "README.md", "Sources/A/B.swift", "systemd/a.service"]
        #expect(architecture.tidiness(good) == [])
        let bad = ["Package.resolved", "Deep/Package.resolved", ".build/x", ".build-debug/x", "notes.md", "docs/a.md"]
        #expect(architecture.tidiness(good + bad).count == bad.count)
        #expect(architecture.tidiness(["notes.md"]).first?.hasPrefix("'notes.md' stands at the top") == true)
    }
}
