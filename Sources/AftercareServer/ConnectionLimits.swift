import NIOCore

/// Time limits for a client. A slower one is disconnected.
struct ConnectionLimits: Sendable {
    /// For receiving the body of a request.
    var body = TimeAmount.seconds(30)
    /// For receiving all parts of a large file.
    var upload = TimeAmount.seconds(120)
    /// For sending the next portion of a response.
    var portion = TimeAmount.seconds(30)
    /// Between two requests, and for receiving the head of one.
    var idle = TimeAmount.seconds(30)
    /// Between two lines that tell how far a file has got.
    var progress = Duration.milliseconds(500)
}
