/// One page of a list.
package struct Page<Item: PageItem>: Codable, Sendable {
    package var items: [Item]
    /// The `after` of the next page; nil on the last one.
    package var next: String?

    package init(_ items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }

    /// - Parameter limit: the number asked for; a page with fewer items is the last one.
    package init(_ items: [Item], limit: Int) { self.init(items, next: items.count < limit ? nil : items.last?.pageCursor) }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: PageKey.self)
        items = try container.decode([Item].self, forKey: .items(of: Item.self))
        next = try container.decodeIfPresent(String.self, forKey: .next)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: PageKey.self)
        try container.encode(items, forKey: .items(of: Item.self))
        try container.encodeIfPresent(next, forKey: .next)
    }
}

extension Page: Equatable where Item: Equatable {}

private struct PageKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    static let next = PageKey(stringValue: "next")

    static func items<Item: PageItem>(of: Item.Type) -> PageKey { PageKey(stringValue: Item.pageKey) }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
