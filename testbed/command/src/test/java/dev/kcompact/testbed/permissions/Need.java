package dev.kcompact.testbed.permissions;

import java.util.Comparator;

/**
 * A permission that a call requires.
 *
 * @param action for example s3:GetObject
 * @param resource an ARN
 */
record Need(String principal, String action, String resource) implements Comparable<Need> {
  private static final Comparator<Need> ORDER =
      Comparator.comparing(Need::principal)
          .thenComparing(Need::action)
          .thenComparing(Need::resource);

  @Override
  public int compareTo(Need other) {
    return ORDER.compare(this, other);
  }
}
