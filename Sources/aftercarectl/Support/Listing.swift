import Aftercare
import AftercareAPI
import Foundation

/// Part of what there is.
struct Listing<Item> {
    let items: [Item]
    /// Where to go on, if the service says so.
    let next: String?
    let hasMore: Bool
}

extension Listing where Item: PageItem {
    /// As the service would answer it.
    var page: Page<Item> { Page(items, next: next) }
}
