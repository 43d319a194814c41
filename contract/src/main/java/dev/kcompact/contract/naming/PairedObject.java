package dev.kcompact.contract.naming;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objects that Confluent's S3 sink writes beside each object of values, with one record for each
 * record of it: {@code orders+0+0000000000.keys.json} beside {@code orders+0+0000000000.json}.
 */
public enum PairedObject {
  KEYS(".keys"),
  HEADERS(".headers");

  private static final Pattern VALUES =
      Pattern.compile("(.*\\+[0-9]+\\+[0-9]+)(\\.[^/]*)", Pattern.DOTALL);

  private final String infix;

  PairedObject(String infix) {
    this.infix = infix;
  }

  /** Returns the key of the object beside one of values; empty for a name of another form. */
  public Optional<String> keyFor(String valuesKey) {
    Matcher name = VALUES.matcher(valuesKey);
    return name.matches() ? Optional.of(name.group(1) + infix + name.group(2)) : Optional.empty();
  }
}
