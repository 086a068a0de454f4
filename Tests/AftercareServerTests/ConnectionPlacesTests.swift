import Testing

@testable import AftercareServer

@Suite struct `The places of a socket` {
    private typealias Steps = ConnectionPlaces<Int>.Steps

    /// Six in all, three for one user, two of whom wait.
    private var few: ConnectionPlaces<Int> { ConnectionPlaces(most: 6, maxOfOne: 3, maxWaiting: 2) }

    @Test func `are given as long as there are some`() {
        var places = few
        #expect((1...3).map { places.open($0, of: 1000) } == [Steps(admit: [1]), Steps(admit: [2]), Steps(admit: [3])])
    }

    @Test func `of one user go to the newest, and the longest idle makes room`() {
        var places = few
        for name in 1...3 { _ = places.open(name, of: 1000) }
        places.begin(1)
        #expect(places.end(1) == Steps())
        #expect(places.open(4, of: 1000) == Steps(admit: [4], hangUp: [2]))
    }

    @Test func `that are at work are left alone, and the next waits its turn`() {
        var places = few
        for name in 1...3 {
            _ = places.open(name, of: 1000)
            places.begin(name)
        }
        #expect(places.open(4, of: 1000) == Steps())
        #expect(places.open(5, of: 1000) == Steps())
        #expect(places.open(6, of: 1000) == Steps(hangUp: [6]))
        #expect(places.end(2) == Steps(admit: [4], hangUp: [2]))
        #expect(places.close(1) == Steps(admit: [5]))
    }

    @Test func `are never taken from another user by one that has all of its own`() {
        var places = few
        for name in 1...3 {
            _ = places.open(name, of: 1000)
            places.begin(name)
        }
        for name in 4...5 { _ = places.open(name, of: 1000) }
        #expect(places.open(10, of: 0) == Steps(admit: [10]))
        #expect(places.open(11, of: 1001) == Steps(admit: [11]))
    }

    @Test func `that are all taken are made free by the user who has most`() {
        var places = few
        for name in 1...3 { _ = places.open(name, of: 1000) }
        for name in 4...5 { _ = places.open(name, of: 1001) }
        _ = places.open(6, of: 1002)
        #expect(places.open(7, of: 1003) == Steps(admit: [7], hangUp: [1]))
    }

    @Test func `are free again once somebody leaves, whether admitted or waiting`() {
        var places = few
        for name in 1...3 {
            _ = places.open(name, of: 1000)
            places.begin(name)
        }
        for name in 4...5 { _ = places.open(name, of: 1000) }
        #expect(places.close(4) == Steps())
        #expect(places.close(3) == Steps(admit: [5]))
    }

    @Test func `that are all taken are made free by whoever has most of them and has one idle`() {
        var places = few
        for name in 1...3 {
            _ = places.open(name, of: 1000)
            places.begin(name)
        }
        _ = places.open(4, of: 1001)
        for name in 5...6 { _ = places.open(name, of: 1002) }
        #expect(places.open(7, of: 1003) == Steps(admit: [7], hangUp: [5]))
        // Everybody is at work: then the next waits.
        for name in [4, 6, 7] { places.begin(name) }
        #expect(places.open(8, of: 1004) == Steps())
        #expect(places.end(6) == Steps(admit: [8], hangUp: [6]))
    }
}
