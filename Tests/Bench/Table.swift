import Foundation

/// Rows of one width, the figures to the right.
struct Table {
    /// How wide the first column is, and the others.
    let widths: (first: Int, others: Int)

    func row(_ first: String, _ others: String...) -> String {
        others.reduce(first.padded(to: widths.first)) { row, cell in
            row + String(repeating: " ", count: max(1, widths.others - cell.count)) + cell
        }
    }
}

extension String {
    /// A measured value to three or four places.
    static func figure(_ value: Double) -> String { String(format: "%.\(value < 10 ? 2 : 1)f", value) }

    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
