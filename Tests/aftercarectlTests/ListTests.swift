import Testing

@testable import aftercarectl

@Suite struct `A listing` {
    /// Numbers from 1 to `count`, in pages, as the service serves them.
    private final class Pages {
        let count: Int
        var asked: [Int] = []

        init(_ count: Int) { self.count = count }

        func page(_ after: String?, _ limit: Int) -> (items: [Int], next: String?) {
            asked.append(limit)
            let first = after.flatMap { Int($0) } ?? 0
            let items = Array((first + 1..<max(count + 1, first + 1)).prefix(limit))
            return (items, items.count < limit ? nil : items.last.map(String.init))
        }
    }

    private func list(_ pages: Pages, limit: Int, after: String? = nil) async throws -> Listing<Int> {
        try await Service.list(limit: limit, after: after, page: pages.page)
    }

    @Test func `goes on page by page up to its limit`() async throws {
        let pages = Pages(2000)
        let listing = try await list(pages, limit: 1200)
        #expect(listing.items == Array(1...1200))
        #expect(listing.next == "1200")
        #expect(listing.hasMore)
        #expect(pages.asked == [500, 500, 200, 1])
    }

    @Test func `that just fills a page is known to be all`() async throws {
        let listing = try await list(Pages(100), limit: 100)
        #expect(listing.items.count == 100)
        #expect(!listing.hasMore)
        #expect(listing.next == nil)
    }

    @Test func `goes on where another ended`() async throws {
        let listing = try await list(Pages(30), limit: 100, after: "20")
        #expect(listing.items == Array(21...30))
        #expect(!listing.hasMore)
    }

    @Test func `that comes whole is cut at its limit`() async throws {
        let listing = try await Service.list(limit: 3) { _, _ in (Array(1...7), nil) }
        #expect(listing.items == [1, 2, 3])
        #expect(listing.hasMore)
    }
}
