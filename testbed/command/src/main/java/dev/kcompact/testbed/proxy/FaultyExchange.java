package dev.kcompact.testbed.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests and answers of one connection. Used by its thread. */
record FaultyExchange(
    ErrorDialect dialect,
    InputStream fromServer,
    OutputStream toServer,
    OutputStream toClient,
    Duration stall) {
  private static final int ERRORS = 300;

  enum Outcome {
    ANSWERED,
    /** The fault did not apply to this answer, which was forwarded unchanged. */
    LEFT_INTACT,
    /** The client's connection must be reset. */
    RESET
  }

  /** Performs a request with an optional fault. */
  Outcome perform(HttpMessage request, Optional<Fault> fault)
      throws IOException, InterruptedException {
    if (fault.isEmpty()) {
      forward(request).write(toClient);
      return Outcome.ANSWERED;
    }
    return switch (fault.get()) {
      case ERROR_500, SLOW_DOWN, FORBIDDEN -> refuse(request, fault.get());
      case RESET -> Outcome.RESET;
      case STALL -> {
        TimeUnit.NANOSECONDS.sleep(stall.toNanos());
        forward(request);
        yield Outcome.RESET;
      }
      case ANSWER_LOST -> {
        forward(request);
        yield Outcome.RESET;
      }
      case TRUNCATED -> truncate(forward(request));
      case CORRUPT -> corrupt(forward(request));
      case SHORT_PAGE -> shorten(forward(request));
    };
  }

  private HttpMessage forward(HttpMessage request) throws IOException {
    request.write(toServer);
    return HttpMessage.answer(fromServer, request.head().method());
  }

  private Outcome refuse(HttpMessage request, Fault fault) throws IOException {
    HttpMessage answer = dialect.answer(fault);
    boolean bodyless = request.head().method().equals("HEAD");
    toClient.write(answer.head().encode());
    toClient.write(answer.body(), 0, bodyless ? 0 : answer.body().length);
    toClient.flush();
    return Outcome.ANSWERED;
  }

  private Outcome truncate(HttpMessage answer) throws IOException {
    if (answer.body().length == 0) {
      return unchanged(answer);
    }
    toClient.write(answer.head().encode());
    toClient.write(answer.body(), 0, answer.body().length / 2);
    toClient.flush();
    return Outcome.RESET;
  }

  /** Leaves errors unchanged: only the content of an object has a checksum. */
  private Outcome corrupt(HttpMessage answer) throws IOException {
    if (answer.head().status() >= ERRORS || answer.body().length == 0) {
      return unchanged(answer);
    }
    byte[] body = answer.body().clone();
    body[body.length / 2] ^= 1;
    new HttpMessage(answer.head(), body).write(toClient);
    return Outcome.ANSWERED;
  }

  private Outcome shorten(HttpMessage answer) throws IOException {
    byte[] page = ListingPages.shortened(answer.body());
    if (answer.head().status() >= ERRORS || page.length == answer.body().length) {
      return unchanged(answer);
    }
    answer.withBody(page).write(toClient);
    return Outcome.ANSWERED;
  }

  private Outcome unchanged(HttpMessage answer) throws IOException {
    answer.write(toClient);
    return Outcome.LEFT_INTACT;
  }

  /** Shortens a listing's page, which S3 may do at any time. */
  static final class ListingPages {
    private static final Pattern OBJECT =
        Pattern.compile("<Contents>.*?</Contents>", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>", Pattern.DOTALL);
    private static final Pattern TRUNCATED = Pattern.compile("<IsTruncated>[a-z]*</IsTruncated>");
    private static final Pattern TOKEN =
        Pattern.compile("<NextContinuationToken>.*?</NextContinuationToken>", Pattern.DOTALL);

    private ListingPages() {}

    /**
     * Returns the first half of a page's objects. Pages with fewer than two objects or with common
     * prefixes are unchanged.
     */
    static byte[] shortened(byte[] page) {
      String text = new String(page, UTF_8);
      int objects = (int) OBJECT.matcher(text).results().count();
      if (objects < 2 || text.contains("<CommonPrefixes>")) {
        return page;
      }
      Matcher object = OBJECT.matcher(text);
      String last = "";
      for (int i = 0; i < objects / 2 && object.find(); i++) {
        last = object.group();
      }
      int from = object.end();
      String rest = text.substring(from);
      int end = rest.lastIndexOf("</Contents>") + "</Contents>".length();
      String kept = text.substring(0, from) + rest.substring(end);
      String token = Base64.getEncoder().encodeToString(key(last).getBytes(UTF_8));
      return TRUNCATED
          .matcher(TOKEN.matcher(kept).replaceAll(""))
          .replaceFirst(
              "<IsTruncated>true</IsTruncated><NextContinuationToken>"
                  + token
                  + "</NextContinuationToken>")
          .getBytes(UTF_8);
    }

    private static String key(String object) {
      Matcher key = KEY.matcher(object);
      if (!key.find()) {
        throw new IllegalStateException("an object of a listing has no key");
      }
      return java.net.URLDecoder.decode(key.group(1).replace("+", "%2B"), UTF_8);
    }
  }
}
