/// The runs of neighbours that have the same key.
package struct Runs<Element, Key: Equatable>: Sequence, IteratorProtocol {
    private var rest: ArraySlice<Element>
    private let key: (Element) -> Key

    package init(of elements: ArraySlice<Element>, by key: @escaping (Element) -> Key) { (rest, self.key) = (elements, key) }

    package mutating func next() -> ArraySlice<Element>? {
        guard let first = rest.first else { return nil }
        let shared = key(first)
        let run = rest.prefix { key($0) == shared }
        rest = rest.dropFirst(run.count)
        return run
    }
}
