package dev.kcompact.contract.schema;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the JSON of a value looks like.
 *
 * @param encoding how a value is written
 * @param nulls values that mean NULL: texts, or integers as {@link Long}
 */
public record ValueForm(Encoding encoding, List<Object> nulls) {
  public static final ValueForm PLAIN = of(Encoding.Named.PLAIN);

  public ValueForm {
    requireNonNull(encoding, "encoding is null");
    nulls = List.copyOf(nulls);
    checkArgument(
        nulls.stream().allMatch(it -> it instanceof String || it instanceof Long),
        "nulls holds neither texts nor integers: %s",
        nulls);
  }

  public static ValueForm of(Encoding encoding) {
    return new ValueForm(encoding, List.of());
  }
}
