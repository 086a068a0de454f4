import Aftercare
import AftercareSimulation

/// What happens to a machine on one day.
enum Event {
    case journal(JournalFault, seconds: Int64)
    case diskFull(seconds: Int64)
    case outage(seconds: Int64)
    case killSending(after: Int, up: Int64)
    case killCommitting(after: Int, up: Int64)
    case powerCut(keeping: Int)
    /// The clock is set forward or back by so much, and back again after a while.
    case clockStep(Int64, seconds: Int64)

    static func roll(_ dice: inout Dice) -> Event {
        let seconds = Int64.random(in: 5...4 * 3600, using: &dice)
        switch Int.random(in: 0...9, using: &dice) {
        case 0...2: return .journal(JournalFault.allCases.randomElement(using: &dice) ?? .dead, seconds: seconds)
        case 3: return .diskFull(seconds: seconds)
        case 4: return .outage(seconds: seconds)
        case 5, 6: return .killSending(after: Int.random(in: 0...6, using: &dice), up: Int64.random(in: 0...600, using: &dice))
        case 7: return .killCommitting(after: Int.random(in: 0...8, using: &dice), up: Int64.random(in: 0...600, using: &dice))
        case 8: return .powerCut(keeping: Int.random(in: 0...2, using: &dice))
        default: return .clockStep([1, -1, 3600, -3600, 86_400, -86_400].randomElement(using: &dice) ?? 1, seconds: seconds)
        }
    }
}
