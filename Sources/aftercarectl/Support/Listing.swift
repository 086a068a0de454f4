import Aftercare
import Foundation

/// Part of a longer list.
struct Listing<Item> {
    let items: [Item]
    /// Where the next page begins, if the service returns it.
    let next: String?
    let hasMore: Bool
}

extension Listing where Item: PageItem {
    /// As the service would answer it.
    var page: Page<Item> { Page(items, next: next) }
}
