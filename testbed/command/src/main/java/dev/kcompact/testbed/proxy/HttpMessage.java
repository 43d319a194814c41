package dev.kcompact.testbed.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A complete request or response. Chunked bodies are forwarded with a length. The body is
 * read-only.
 */
record HttpMessage(HttpHead head, byte[] body) {
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] NOTHING = {};
  private static final int HEXADECIMAL = 16;

  HttpMessage {
    requireNonNull(head, "head is null");
    requireNonNull(body, "body is null");
  }

  /**
   * The next request of a connection; empty at its end. Answers a client that expects 100 Continue,
   * because the complete body is read here.
   */
  static Optional<HttpMessage> request(InputStream in, OutputStream out) throws IOException {
    Optional<HttpHead> read = HttpHead.read(in);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    HttpHead head = read.get();
    if (head.header("Expect").isPresent()) {
      out.write(CONTINUE);
      out.flush();
      head = head.without("Expect");
    }
    return Optional.of(withBody(head, in, false));
  }

  /**
   * @param method the request's method
   */
  static HttpMessage answer(InputStream in, String method) throws IOException {
    HttpHead head = HttpHead.read(in).orElseThrow(() -> new EOFException("no answer came"));
    int status = head.status();
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return new HttpMessage(head, NOTHING);
    }
    return withBody(head, in, true);
  }

  private static HttpMessage withBody(HttpHead head, InputStream in, boolean untilEnd)
      throws IOException {
    Optional<String> length = head.header("Content-Length");
    if (length.isPresent()) {
      return new HttpMessage(head, exactly(in, Integer.parseInt(length.get())));
    }
    byte[] body;
    if (head.header("Transfer-Encoding").isPresent()) {
      body = chunks(in);
    } else {
      body = untilEnd ? in.readAllBytes() : NOTHING;
    }
    HttpHead plain = head.without("Transfer-Encoding");
    return new HttpMessage(
        body.length > 0 || untilEnd ? plain.with("Content-Length", "" + body.length) : plain, body);
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException(body.length + " bytes came instead of " + length);
    }
    return body;
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = requireNonNull(HttpHead.line(in), "the chunks do not end").split(";", 2)[0];
      int length = Integer.parseInt(size.strip(), HEXADECIMAL);
      body.writeBytes(exactly(in, length));
      if (length == 0) {
        break;
      }
      HttpHead.line(in);
    }
    for (String trailer = HttpHead.line(in);
        trailer != null && !trailer.isEmpty();
        trailer = HttpHead.line(in)) {
      // Trailers are ignored.
    }
    return body.toByteArray();
  }

  /** The same headers, with the other body's length. */
  HttpMessage withBody(byte[] other) {
    return new HttpMessage(head.with("Content-Length", "" + other.length), other);
  }

  void write(OutputStream out) throws IOException {
    out.write(head.encode());
    out.write(body);
    out.flush();
  }
}
