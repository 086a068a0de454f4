import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// What the package says is in its programs.
    @Suite("The package's bill of materials")
    struct BillTests {
        private static let build = Checkout.root.appending(path: ".build/release")
        private static let checkouts = Checkout.root.appending(path: ".build/checkouts")
        private static let programs: Set = ["aftercarectl", "aftercared"]

        @Test("it is CycloneDX, and everything in it has a version, a licence and a name that scanners know")
        func complete() async throws {
            let text = try await Package.current.value.bill()
            let bill = try Bill(text)
            #expect(bill.bomFormat == "CycloneDX" && bill.specVersion == "1.5" && bill.version == 1)
            #expect(bill.serialNumber.contains(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))
            for part in bill.everything {
                #expect(!part.version.isEmpty && part.version != "None", "\(part)")
                #expect(part.terms.count == 1 && part.terms.first?.isEmpty == false, "\(part)")
                let isOurs = Self.programs.contains(part.name)
                #expect((part.purl?.contains(/^pkg:(deb|generic|github|swift)\/.+@.+/) ?? isOurs), "\(part)")
            }
            let references = bill.everything.map(\.reference) + [bill.metadata.component.reference]
            #expect(Set(references).count == references.count, "two parts bear one name")
            for dependency in bill.dependencies {
                #expect(Set([dependency.ref] + dependency.dependsOn).isSubset(of: references), "\(dependency)")
            }
            #expect(text.contains(Checkout.root.path) == false, "it names the folder that it was made in")
        }

        @Test("what each program was linked from lies in a package of it, and nothing else is in it")
        func linked() async throws {
            let bill = try await Bill(Package.current.value.bill())
            let packages = Set(bill.components.filter { $0.purl?.hasPrefix("pkg:swift/") == true }.map(\.name))
            #expect(packages.isSuperset(of: ["GRDB.swift", "Yams", "hummingbird", "swift-argument-parser", "swift-nio"]))
            // Tests start programs with it, and nothing else does.
            #expect(!packages.contains("swift-subprocess"))

            var needed: Set<String> = []
            for target in try Self.targets() where !Self.isOurs(target) {
                let homes = try Self.packages(having: target)
                #expect(!homes.isDisjoint(with: packages), "'\(target)' is linked, and lies in \(homes.sorted())")
                needed.formUnion(homes)
            }
            #expect(packages.subtracting(needed) == [], "nothing of these is linked")

            let parts = Dictionary(grouping: bill.everything, by: \.name)
            for part in [
                "boringssl", "icu", "libyaml", "llhttp", "swift", "swift-corelibs-foundation", "swift-corelibs-libdispatch",
                "swift-foundation",
            ] {
                #expect(parts[part]?.count == 1, "\(part)")
            }
        }

        @Test("the programs in it are those of the package, and what they load is what the package depends on")
        func programs() async throws {
            let package = try await Package.current.value
            let bill = try await Bill(package.bill())
            for program in Self.programs {
                let part = try #require(bill.components.first { $0.reference == program })
                #expect(part.version == package.version)
                let sum = try await Package.tool("sha256sum", Self.build.appending(path: program).path).line
                #expect(part.hashes?.map(\.content) == [String(sum.prefix { $0 != " " })])
                let dependencies = try #require(bill.dependencies.first { $0.ref == program }).dependsOn
                #expect(dependencies.contains { $0.hasPrefix("pkg:swift/github.com/apple/swift-argument-parser@") })
            }
            let names = try await Package.tool("dpkg-deb", "--field", package.file.path, "Depends").line
                .split(separator: ", ").map { String($0.prefix { $0 != " " }) }
            let loaded = bill.components.filter { $0.purl?.hasPrefix("pkg:deb/") == true }
            #expect(Set(loaded.map(\.name)) == Set(names).subtracting(["systemd", "tzdata"]))
            for part in loaded {
                let installed = try await Package.tool("dpkg-query", "--show", "--showformat", "${Version}", part.name).line
                #expect(part.version == installed)
            }
        }

        @Test("two runs say the same, and another time another number")
        func repeatable() async throws {
            let first = try await Self.written("1000000000", "TZ=UTC", "PYTHONHASHSEED=1")
            #expect(try await Self.written("1000000000", "TZ=Asia/Tokyo", "PYTHONHASHSEED=2") == first)
            let bill = try Bill(first)
            #expect(bill.metadata.timestamp == "2001-09-09T01:46:40Z")
            #expect(try await Bill(Self.written("1000000001")).serialNumber != bill.serialNumber)
        }

        /// - Parameter epoch: the time that is in it.
        private static func written(_ epoch: String, _ variables: String...) async throws -> String {
            let script = Checkout.root.appending(path: ".ci/sbom").path
            return try await Tool(name: "env", package: "coreutils")
                .run(["SOURCE_DATE_EPOCH=\(epoch)"] + variables + [script, "0.1.0", build.path]).expectSuccess().output
        }

        // MARK: What is linked, by another way than the script's

        /// The targets whose objects are in a program.
        private static func targets() throws -> Set<String> {
            try programs.reduce(into: []) { targets, program in
                let list = build.appending(path: "\(program).product/Objects.LinkFileList")
                for line in try String(contentsOf: list, encoding: .utf8).split(separator: "\n") {
                    targets.insert(String(try #require(line.firstMatch(of: /\/([^\/.]+)\.build\//), "\(line)").1))
                }
            }
        }

        private static func isOurs(_ target: String) -> Bool {
            FileManager.default.fileExists(atPath: Checkout.root.appending(path: "Sources/\(target)").path)
        }

        /// The packages whose manifest declares this target, or that have a folder of its name where targets lie.
        private static func packages(having target: String) throws -> Set<String> {
            let declaration = try Regex(#"\.target\(\s*name:\s*"\#(target)","#)
            let files = FileManager.default
            return try Set(
                files.contentsOfDirectory(atPath: checkouts.path).filter { name in
                    let package = checkouts.appending(path: name)
                    let manifest = try String(contentsOf: package.appending(path: "Package.swift"), encoding: .utf8)
                    return manifest.contains(declaration)
                        || ["Sources/", ""].contains { files.fileExists(atPath: package.appending(path: $0 + target).path) }
                })
        }
    }
}

/// A CycloneDX document, as far as tests look at it.
private struct Bill: Decodable {
    struct Part: Decodable {
        let reference: String
        let name: String
        let version: String
        let purl: String?
        let licenses: [Licence]
        let hashes: [Hash]?
        let components: [Part]?

        private enum CodingKeys: String, CodingKey {
            case reference = "bom-ref"
            case name, version, purl, licenses, hashes, components
        }

        /// Its licences' words.
        var terms: [String] { licenses.compactMap { $0.expression ?? $0.license?.id ?? $0.license?.name } }
    }

    struct Licence: Decodable {
        struct Name: Decodable {
            let id: String?
            let name: String?
        }

        let license: Name?
        let expression: String?
    }

    struct Hash: Decodable {
        let content: String
    }

    struct Metadata: Decodable {
        let timestamp: String
        let component: Part
    }

    struct Dependency: Decodable {
        let ref: String
        let dependsOn: [String]
    }

    let bomFormat: String
    let specVersion: String
    let version: Int
    let serialNumber: String
    let metadata: Metadata
    let components: [Part]
    let dependencies: [Dependency]

    init(_ text: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(text.utf8)) }

    /// The parts, and those that lie in others.
    var everything: [Part] { components.flatMap { [$0] + ($0.components ?? []) } }
}

extension Package {
    /// The bill of materials that is in it.
    fileprivate func bill() async throws -> String {
        try await Self.tool(
            "sh", "-c", "dpkg-deb --fsys-tarfile \"$0\" | tar -xO ./usr/share/doc/aftercare/sbom.cdx.json", file.path
        ).output
    }
}
