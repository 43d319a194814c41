package dev.kcompact.testbed.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Requests and answers of one connection. Belongs to its thread. */
record FaultyExchange(
    ErrorDialect dialect,
    InputStream fromServer,
    OutputStream toServer,
    OutputStream toClient,
    Duration stall) {
  private static final int ERRORS = 300;

  /** What has become of a request. */
  enum Outcome {
    ANSWERED,
    /** The fault could not be put into this answer, which went out as it was. */
    LEFT_WHOLE,
    /** The client's connection is to be reset now. */
    RESET
  }

  /** Performs a request, or what a fault makes of it. */
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
      return whole(answer);
    }
    toClient.write(answer.head().encode());
    toClient.write(answer.body(), 0, answer.body().length / 2);
    toClient.flush();
    return Outcome.RESET;
  }

  /** An error's text is left as it is: only the content of an object has a sum to be held by. */
  private Outcome corrupt(HttpMessage answer) throws IOException {
    if (answer.head().status() >= ERRORS || answer.body().length == 0) {
      return whole(answer);
    }
    byte[] body = answer.body().clone();
    body[body.length / 2] ^= 1;
    new HttpMessage(answer.head(), body).write(toClient);
    return Outcome.ANSWERED;
  }

  private Outcome shorten(HttpMessage answer) throws IOException {
    byte[] page = ListingPages.shortened(answer.body());
    if (answer.head().status() >= ERRORS || page.length == answer.body().length) {
      return whole(answer);
    }
    answer.withBody(page).write(toClient);
    return Outcome.ANSWERED;
  }

  private Outcome whole(HttpMessage answer) throws IOException {
    answer.write(toClient);
    return Outcome.LEFT_WHOLE;
  }
}
