package dev.kcompact.contract.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Predicate;

/** Makes a table's name from that of a topic. */
public final class TableNames {
  /** Stands for the topic in the name of a wildcard. */
  public static final String TOPIC = "{topic}";

  /** Leaves room for a suffix in Glue's limit of 255 characters. */
  private static final int MAX_LENGTH = 200;

  private static final int DIGEST_BYTES = 4;

  private TableNames() {}

  /**
   * Returns the template with the topic in lower case, and an underscore for each character that no
   * table's name has. Where another topic has that name, a digest of the topic follows.
   *
   * @param template has {@link #TOPIC} once, behind a letter
   * @param isTaken whether another table has a name
   */
  public static String of(String template, String topic, Predicate<String> isTaken) {
    String readable = readable(template, topic);
    String name = readable;
    for (int round = 0; isTaken.test(name); round++) {
      name = readable + "_" + digest(round == 0 ? topic : topic + "\n" + round);
    }
    return name;
  }

  private static String readable(String template, String topic) {
    String valid = topic.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    String name = template.replace(TOPIC, valid);
    return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH);
  }

  private static String digest(String text) {
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(sha256, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
