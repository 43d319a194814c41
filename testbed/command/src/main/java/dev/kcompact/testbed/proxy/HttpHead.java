package dev.kcompact.testbed.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The first line and the headers of a request or an answer, unchanged.
 *
 * @param headers one line each
 */
record HttpHead(String start, List<String> headers) {
  private static final int MOST_BYTES = 1 << 20;

  HttpHead {
    requireNonNull(start, "start is null");
    headers = List.copyOf(headers);
  }

  /** Empty if the connection ends. */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    String start = line(in);
    if (start == null) {
      return Optional.empty();
    }
    List<String> headers = new ArrayList<>();
    int bytes = start.length();
    for (String line = line(in); line == null || !line.isEmpty(); line = line(in)) {
      if (line == null || bytes > MOST_BYTES) {
        throw new EOFException("the headers do not end: " + start);
      }
      bytes += line.length();
      headers.add(line);
    }
    return Optional.of(new HttpHead(start, headers));
  }

  /** A line without its terminator; null at the end of the connection. */
  static @org.jspecify.annotations.Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  /** The method of a request. */
  String method() {
    return start.substring(0, start.indexOf(' '));
  }

  /** Path and query of a request. */
  String target() {
    return start.split(" ", 3)[1];
  }

  /** The status of an answer. */
  int status() {
    return Integer.parseInt(start.split(" ", 3)[1]);
  }

  Optional<String> header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  HttpHead without(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return new HttpHead(
        start,
        headers.stream()
            .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(prefix))
            .toList());
  }

  HttpHead with(String name, String value) {
    List<String> more = new ArrayList<>(without(name).headers);
    more.add(name + ": " + value);
    return new HttpHead(start, more);
  }

  byte[] encode() {
    return (start + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n").getBytes(ISO_8859_1);
  }
}
