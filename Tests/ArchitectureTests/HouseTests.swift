import Testing

/// The law, held against samples that break it, and against this checkout.
@Suite("The house")
struct HouseTests {
    let house = House.aftercare

    @Test("this checkout keeps the law")
    func checkout() throws {
        let checkout = try Checkout.current()
        #expect(checkout.sources.count > 50, "the sources were not found")
        #expect(Manifest(checkout.manifest).rooms.count == house.rooms.count)
        #expect(house.violations(in: checkout) == [])
    }

    @Test("the law itself points down only")
    func law() {
        #expect(house.arrows() == [])
        let bad = House(rooms: [Room("A", floor: 1, sees: ["B", "C"]), Room("B", floor: 2), Room("C", floor: 1)])
        #expect(
            bad.arrows() == [
                "the law: 'A' (floor 1) points up at 'B' (floor 2)",
                "the law: 'A' and 'C' stand on the same floor, 1: siblings never see each other",
            ])
    }

    @Test(
        "an import that the law forbids is found",
        arguments: [
            ("Aftercare", "AftercareStore", "points up"), ("Aftercare", "Dispatch", "may not touch"),
            ("Aftercare", "Logging", "may not touch"), ("Aftercare", "Glibc", "may not touch"),
            ("AftercareStore", "AftercareConfig", "siblings"), ("AftercareStore", "CSystemd", "never sees"),
            ("AftercareStore", "Dispatch", "may not touch"), ("AftercareConfig", "GRDB", "may not touch"),
            ("AftercareAPI", "GRDB", "may not touch"), ("Systemd", "Aftercare", "never sees"),
            ("AftercareEngine", "Systemd", "never sees"), ("AftercareEngine", "CSystemd", "never sees"),
            ("AftercareEngine", "Hummingbird", "may not touch"), ("AftercareEngine", "AftercareServer", "points up"),
            ("AftercareServer", "AftercareStore", "never sees"), ("AftercareServer", "GRDB", "may not touch"),
            ("AftercareSimulation", "AftercareServer", "siblings"), ("AftercareSimulation", "Systemd", "never sees"),
            ("AftercareSimulation", "AftercareConfig", "never sees"), ("AftercareSimulation", "GRDB", "may not touch"),
            ("aftercared", "AftercareSimulation", "never sees"),
            ("aftercarectl", "AftercareStore", "never sees"), ("aftercarectl", "AftercareEngine", "never sees"),
            ("aftercarectl", "aftercared", "siblings"), ("aftercared", "Hummingbird", "may not touch"),
            ("aftercared", "CSystemd", "never sees"),
        ])
    func forbiddenImport(room: String, module: String, why: String) throws {
        let found = house.imports(["Sources/\(room)/Deep/File.swift": "// A line.\npackage import \(module)\n"])
        let sentence = try #require(found.first)
        #expect(found.count == 1)
        #expect(sentence.hasPrefix("Sources/\(room)/Deep/File.swift:2: "))
        #expect(sentence.contains("'\(room)'") && sentence.contains("'\(module)'") && sentence.contains(why), "\(sentence)")

        let wired = Manifest(#".target(name: "\#(room)", dependencies: [.product(name: "\#(module)", package: "p")])"#)
        #expect(house.wiring(wired) == [sentence.replacing("Sources/\(room)/Deep/File.swift:2", with: "Package.swift")])
    }

    @Test(
        "a room that reaches past its arguments is found",
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
    func forbiddenWord(room: String, code: String) {
        #expect(house.speech(["Sources/\(room)/File.swift": code]).count == 1)
    }

    @Test(
        "what only looks like it is not",
        arguments: [
            "// Date() is never called here", "/* Date() /* nested */ Date.now */", "let date = CivilDate()",
            "let validDate = isDate(now)", "list.append(contentsOf: others)", "struct DispatchQueueing {}",
            "let quote = /\"/\n// Date()",
        ])
    func innocent(code: String) {
        #expect(house.speech(["Sources/Aftercare/File.swift": code]) == [])
    }

    @Test("the engine's clock is read in one file")
    func engineClock() {
        #expect(house.speech(["Sources/AftercareEngine/WallClock.swift": "Date()"]) == [])
        #expect(house.speech(["Sources/AftercareEngine/NotWallClock.swift": "Date()"]).count == 1)
    }

    @Test("a room that the law, the manifest, the folders or the document do not know is found")
    func census() {
        var checkout = Checkout(
            manifest: house.rooms.map { ".target(name: \"\($0.name)\")," }.joined(separator: "\n"), sources: [:],
            folders: house.rooms.map(\.name),
            architecture: house.rooms.map { "| `\($0.name)` | a room |" }.joined(separator: "\n"), tracked: [])
        #expect(house.violations(in: checkout) == [])

        checkout.folders.append("Attic")
        #expect(
            house.violations(in: checkout) == [
                "'Attic' has no floor: give it one in Tests/ArchitectureTests/House.swift",
                "'Attic' is no target of Package.swift", "'Attic' has no row in a table of Sources/ARCHITECTURE.md",
            ])
        checkout.folders = checkout.folders.filter { $0 != "Attic" && $0 != "Systemd" }
        #expect(house.violations(in: checkout) == ["'Systemd' has no folder under Sources"])
        checkout.folders.append("Systemd")
        checkout.architecture = nil
        #expect(house.violations(in: checkout).count == house.rooms.count)
    }

    @Test("folders of a room that use each other are found")
    func circles() {
        let straight = [
            "Sources/Aftercare/Care/Plan.swift": "package struct Plan {}\n",
            "Sources/Aftercare/Timeline/Window.swift": "struct Window { let plan: Plan }\n",
            "Sources/Aftercare/Ground.swift": "let all: [Any] = [Plan(), Window()]\n",
        ]
        #expect(house.circles(in: straight) == [])
        let bent = [
            "Sources/Aftercare/Care/Dose.swift": "struct Dose {\n    // A Window.\n    let text = \"\\(Window.self)\"\n}\n"
        ]
        #expect(
            house.circles(in: straight.merging(bent) { one, _ in one }) == [
                "Sources/Aftercare: 'Care' and 'Timeline' use one another: Sources/Aftercare/Care/Dose.swift names 'Window'; "
                    + "Sources/Aftercare/Timeline/Window.swift names 'Plan'"
            ])
        // Round three corners.
        let corners = [
            "Sources/Systemd/A/A.swift": "enum A { static let next = B.self }", "Sources/Systemd/B/B.swift": "enum B { static let next = C.self }",
            "Sources/Systemd/C/C.swift": "enum C { static let next = A.self }",
        ]
        #expect(house.circles(in: corners).count == 3)
        // What only looks like it: a comment, a literal, a member.
        let innocent = [
            "Sources/Aftercare/Care/Note.swift": "// Window\nstruct Note { let text = \"Window\"; let kind = Kind.Window }"
        ]
        #expect(house.circles(in: straight.merging(innocent) { one, _ in one }) == [])
    }

    @Test("what is tracked and does not belong there is found")
    func tidiness() {
        let good = [".gitignore", ".ci/run", "Makefile", "Package.swift", "README.md", "Sources/A/B.swift", "systemd/a.service"]
        #expect(house.tidiness(good) == [])
        let bad = ["Package.resolved", "Deep/Package.resolved", ".build/x", ".build-debug/x", "notes.md", "docs/a.md"]
        #expect(house.tidiness(good + bad).count == bad.count)
        #expect(house.tidiness(["notes.md"]).first?.hasPrefix("'notes.md' stands at the top") == true)
    }
}
