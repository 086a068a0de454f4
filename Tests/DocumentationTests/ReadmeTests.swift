import Testing

@Suite struct `The README` {
    @Test func `is read in five minutes`() throws {
        #expect(try Repository.text("README.md").utf8.count <= 10_240)
    }

    @Test(arguments: Page.names) func `names every page of the manual`(_ name: String) throws {
        let page = name.split(separator: ".").dropLast().joined(separator: ".")
        #expect(try Repository.text("README.md").contains("`man \(page)`"), "nobody finds \(name)")
    }
}
