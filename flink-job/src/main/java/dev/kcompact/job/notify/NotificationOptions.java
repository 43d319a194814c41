package dev.kcompact.job.notify;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The queue of notifications.
 *
 * @param queue URL of an SQS queue, as {@code
 *     https://sqs.sa-east-1.amazonaws.com/123456789012/raw}; requests go to its host
 */
public record NotificationOptions(URI queue) implements Serializable {
  private static final Pattern REGION =
      Pattern.compile("(?:sqs\\.([a-z0-9-]+)|([a-z0-9-]+)\\.queue)\\.(?:.+\\.)?amazonaws\\.com.*");
  private static final String EXPECTED =
      "; expected a queue's URL such as https://sqs.sa-east-1.amazonaws.com/123456789012/raw";

  public NotificationOptions {
    requireNonNull(queue, "queue is null");
    if (queue.getHost() == null || !String.valueOf(queue.getScheme()).matches("https?")) {
      throw new IllegalArgumentException("is '" + queue + "'" + EXPECTED);
    }
    if (!queue.getPath().matches("/.+/.+")) {
      throw new IllegalArgumentException("has no account and queue: '" + queue + "'" + EXPECTED);
    }
  }

  public static NotificationOptions parse(String text) {
    return new NotificationOptions(URI.create(text));
  }

  /** Region of the queue, if its host name contains one. */
  Optional<String> region() {
    Matcher host = REGION.matcher(queue.getHost());
    return host.matches()
        ? Optional.of(host.group(1) == null ? host.group(2) : host.group(1))
        : Optional.empty();
  }

  URI endpoint() {
    return queue.resolve("/");
  }
}
