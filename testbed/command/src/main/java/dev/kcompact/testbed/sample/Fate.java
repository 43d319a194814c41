package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

/** What must become of a record. */
public sealed interface Fate {
  /** It belongs in the processed table, unless a newer one has its key. */
  record Good() implements Fate {}

  /**
   * It decodes and breaks a rule of severity reject.
   *
   * @param rule name of the rule, or the path of the field whose schema it breaks, as {@code
   *     /shipping/address/state}
   */
  record Invalid(String rule) implements Fate {
    public Invalid {
      requireNonNull(rule, "rule is null");
    }
  }

  /** It does not decode. */
  record Corrupt(BrokenKind kind) implements Fate {
    public Corrupt {
      requireNonNull(kind, "kind is null");
    }
  }
}
