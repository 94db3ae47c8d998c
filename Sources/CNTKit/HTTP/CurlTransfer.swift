import CCurl
import Foundation

/// One request on its way through libcurl. Lives on the loop's thread.
final class CurlTransfer {
  /// What a caller hands to the loop.
  struct Order: Sendable {
    var ticket: Int
    var request: HTTPRequest
    /// Ask for a connection of its own.
    var fresh: Bool
    var progress: (@Sendable (HTTPProgress) -> Void)?
    var consume: @Sendable (HTTPStreamEvent) throws -> Void
    var finish: @Sendable (Result<Done, Failure>) -> Void
  }

  struct Done: Sendable { var response: HTTPResponse }

  struct Failure: Error, Sendable {
    var error: TransportError
    /// A reused connection died before a byte of the answer.
    var diedBeforeAnswer: Bool
  }

  let order: Order
  let handle: UnsafeMutableRawPointer
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var form: OpaquePointer?
  private var status = 0
  private var headers = HTTPHeaders()
  private var announcedHead = false
  private var refusal: TransportError.Reason?
  /// Whether the version of HTTP tells where a body ends.
  private var isFramedByVersion = false
  /// Bytes of a redirect's body.
  private var unwanted = 0
  private var lastProgress = HTTPProgress(sent: 0, received: 0)

  /// Prepares the handle; nil when libcurl has no memory or a file cannot be read.
  init?(_ order: Order, userAgent: String) {
    guard let handle = cnt_curl_easy_init() else { return nil }
    self.order = order
    self.handle = handle
    let request = order.request
    set(CURLOPT_URL, request.url)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_USERAGENT, userAgent)
    set(CURLOPT_ACCEPT_ENCODING, "")
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_NETRC, 0)
    set(CURLOPT_PIPEWAIT, 1)
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    set(CURLOPT_CONNECTTIMEOUT, request.timeouts.connect)
    set(CURLOPT_TIMEOUT, request.timeouts.total ?? 0)
    // Who asks for less gets less.
    set(
      CURLOPT_LOW_SPEED_LIMIT,
      max(1, min(request.timeouts.slowest, (request.bytesPerSecond ?? .max) / 4)))
    set(CURLOPT_LOW_SPEED_TIME, request.timeouts.idle)
    if let rate = request.bytesPerSecond {
      _ = cnt_curl_set_offset(handle, CURLOPT_MAX_RECV_SPEED_LARGE, curl_off_t(rate))
      // libcurl looks at the speed only after reading a hundred buffers, so these must be small.
      set(CURLOPT_BUFFERSIZE, min(16_384, max(1024, rate / 100)))
    }
    // On a kept-alive connection that dies before the answer, libcurl repeats the request by itself,
    // whatever its method. A write must not be repeated unasked: it gets a connection of its own.
    if order.fresh || !request.method.isSafe { set(CURLOPT_FRESH_CONNECT, 1) }
    setCallbacks()
    guard setBody(request) else {
      release()
      return nil
    }
    for field in request.headers.all {
      headerList = cnt_curl_slist_append(headerList, "\(field.name): \(field.value)")
    }
    // libcurl would wait a second for "100 Continue" that few servers send.
    headerList = cnt_curl_slist_append(headerList, "Expect:")
    _ = cnt_curl_set_list(handle, CURLOPT_HTTPHEADER, headerList)
  }

  private func set(_ option: CURLoption, _ value: Int) {
    _ = cnt_curl_set_long(handle, option, value)
  }

  private func set(_ option: CURLoption, _ value: String) {
    _ = cnt_curl_set_string(handle, option, value)
  }

  private func setCallbacks() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = cnt_curl_set_pointer(handle, CURLOPT_PRIVATE, context)
    _ = cnt_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    _ = cnt_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    _ = cnt_curl_set_data_callback(handle, CURLOPT_WRITEFUNCTION) { data, size, count, context in
      CurlTransfer.from(context).receive(body: data, count: size * count)
    }
    _ = cnt_curl_set_data_callback(handle, CURLOPT_HEADERFUNCTION) { data, size, count, context in
      CurlTransfer.from(context).receive(header: data, count: size * count)
    }
    let request = order.request
    if let trusted = request.trustedHost, Origin(url: request.url)?.host != trusted {
      guardAddress(context)
    }
    guard order.progress != nil else { return }
    set(CURLOPT_NOPROGRESS, 0)
    _ = cnt_curl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
    _ = cnt_curl_set_progress_callback(handle) { context, dltotal, dlnow, ultotal, ulnow in
      CurlTransfer.from(context).report(Int(dltotal), Int(dlnow), Int(ultotal), Int(ulnow))
      return 0
    }
  }

  /// Sees to it that nothing goes into the person's own network.
  private func guardAddress(_ context: UnsafeMutableRawPointer) {
    if PrivateAddress.hasProxy(url: order.request.url) {
      // Only the proxy may be here; `no_proxy` would let requests past it, and past any check.
      set(CURLOPT_NOPROXY, "")
    } else {
      _ = cnt_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context)
      _ = cnt_curl_set_open_callback(handle) { context, _, address in
        CurlTransfer.from(context).open(address)
      }
    }
  }

  private func open(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
    guard let address else { return cnt_curl_no_socket() }
    let isPrivate = withUnsafePointer(to: &address.pointee.addr) { PrivateAddress.isPrivate($0) }
    guard !isPrivate else {
      refusal = .privateAddress
      return cnt_curl_no_socket()
    }
    return socket(
      address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
      address.pointee.protocol)
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> CurlTransfer {
    guard let context else { preconditionFailure("libcurl lost its context") }
    return Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  }

  private func setBody(_ request: HTTPRequest) -> Bool {
    switch request.method {
    case .get: set(CURLOPT_HTTPGET, 1)
    case .head: set(CURLOPT_NOBODY, 1)
    case .post: set(CURLOPT_POST, 1)
    case .put, .patch, .delete: break
    }
    switch request.body {
    case .none:
      if request.method == .post {
        _ = cnt_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, 0)
        set(CURLOPT_COPYPOSTFIELDS, "")
      }
    case .data(let data, let contentType):
      _ = cnt_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(data.count))
      data.withUnsafeBytes { bytes in
        _ = cnt_curl_set_pointer(
          handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
      }
      headerList = cnt_curl_slist_append(headerList, "Content-Type: \(contentType)")
    case .multipart(let parts):
      guard let form = cnt_curl_mime_init(handle) else { return false }
      self.form = form
      for part in parts where !add(part, to: form) { return false }
      _ = cnt_curl_set_pointer(handle, CURLOPT_MIMEPOST, UnsafeMutableRawPointer(form))
    }
    if [.put, .patch, .delete].contains(request.method) {
      set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
    return true
  }

  private func add(_ part: MultipartPart, to form: OpaquePointer) -> Bool {
    guard let field = cnt_curl_mime_addpart(form) else { return false }
    _ = cnt_curl_mime_name(field, part.name)
    switch part.content {
    case .data(let data):
      data.withUnsafeBytes { bytes in
        _ = cnt_curl_mime_data(
          field, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), data.count)
      }
    case .file(let path):
      guard cnt_curl_mime_filedata(field, path) == CURLE_OK else { return false }
    }
    if let filename = part.filename { _ = cnt_curl_mime_filename(field, filename) }
    if let type = part.contentType { _ = cnt_curl_mime_type(field, type) }
    return true
  }

  private func receive(header data: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
    guard let data else { return count }
    let line = String(
      decoding: UnsafeRawBufferPointer(start: data, count: count), as: UTF8.self
    ).trimmingCharacters(in: .whitespacesAndNewlines)
    if line.hasPrefix("HTTP/") {
      // A new head: also after "100 Continue".
      headers = HTTPHeaders()
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      isFramedByVersion = line.hasPrefix("HTTP/2") || line.hasPrefix("HTTP/3")
    } else if let colon = line.firstIndex(of: ":") {
      headers.add(
        String(line[..<colon]),
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
    } else if line.isEmpty, status >= 200 {
      return hand(.head(response)) ? count : 0
    }
    return count
  }

  private func receive(body data: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
    guard let data, count > 0 else { return count }
    // The body of a redirect that is followed is nobody's; one without an end is not waited for.
    if Redirect.isRedirect(.head(response)) {
      unwanted += count
      guard unwanted > Self.mostUnwanted else { return count }
      refusal = .bodyTooLarge
      return 0
    }
    return hand(.bytes(Data(bytes: data, count: count))) ? count : 0
  }

  private static let mostUnwanted = 1 << 20

  /// The answer so far, without its body.
  private var response: HTTPResponse {
    let isChunked = headers["Transfer-Encoding"]?.lowercased().contains("chunked") == true
    return HTTPResponse(
      status: status, headers: headers,
      isFramed: isFramedByVersion || isChunked || headers["Content-Length"] != nil)
  }

  private func hand(_ event: HTTPStreamEvent) -> Bool {
    do {
      try order.consume(event)
      return true
    } catch is CurlTransport.BodyTooLarge {
      refusal = .bodyTooLarge
    } catch {
      refusal = .refusedByConsumer
    }
    return false
  }

  private func report(_ dltotal: Int, _ dlnow: Int, _ ultotal: Int, _ ulnow: Int) {
    let now = HTTPProgress(
      sent: ulnow, sentTotal: ultotal > 0 ? ultotal : nil, received: dlnow,
      receivedTotal: dltotal > 0 ? dltotal : nil)
    guard now != lastProgress else { return }
    lastProgress = now
    order.progress?(now)
  }

  /// Ends the transfer with libcurl's result. Called once, after it left the multi handle.
  func finish(_ code: CURLcode) {
    defer { release() }
    guard code != CURLE_OK else {
      order.finish(.success(Done(response: response)))
      return
    }
    var connections = 0
    var sent = 0
    _ = cnt_curl_get_long(handle, CURLINFO_NUM_CONNECTS, &connections)
    _ = cnt_curl_get_long(handle, CURLINFO_REQUEST_SIZE, &sent)
    let reason = refusal ?? CurlTransfer.reason(code)
    let died = code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR || code == CURLE_GOT_NOTHING
    let arrived = sent > 0 || status > 0
    order.finish(
      .failure(
        Failure(
          error: TransportError(reason, requestMayHaveArrived: arrived),
          diedBeforeAnswer: died && status == 0 && connections == 0)))
  }

  /// Ends the transfer before libcurl did.
  func abandon(_ reason: TransportError.Reason) {
    var sent = 0
    _ = cnt_curl_get_long(handle, CURLINFO_REQUEST_SIZE, &sent)
    release()
    order.finish(
      .failure(
        Failure(
          error: TransportError(reason, requestMayHaveArrived: sent > 0), diedBeforeAnswer: false)))
  }

  private func release() {
    cnt_curl_easy_cleanup(handle)
    cnt_curl_slist_free_all(headerList)
    headerList = nil
    if let form { cnt_curl_mime_free(form) }
    form = nil
  }

  private static func reason(_ code: CURLcode) -> TransportError.Reason {
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .badURL
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .cannotResolve
    case CURLE_COULDNT_CONNECT: .cannotConnect
    case CURLE_OPERATION_TIMEDOUT: .timedOut
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE:
      .tls
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2,
      CURLE_HTTP2_STREAM:
      .connectionLost
    case CURLE_ABORTED_BY_CALLBACK: .cancelled
    case CURLE_READ_ERROR, CURLE_FILE_COULDNT_READ_FILE: .unreadableFile
    default: .other(code: Int(code.rawValue))
    }
  }
}
