package dev.kcompact.contract.naming;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers of objects that are left out of the rows.
 *
 * @param counts by kind; a kind without any is absent
 */
public record ExcludedObjects(Map<ObjectKind, Long> counts) {
  public static final ExcludedObjects NONE = new ExcludedObjects(Map.of());

  public ExcludedObjects {
    counts.forEach(
        (kind, count) ->
            checkArgument(
                kind.isExcluded() && count > 0,
                "counts has no excluded kind, or none of it: %s",
                kind + " " + count));
    counts = Map.copyOf(counts);
  }

  /** Counts the excluded kinds among those of some objects. */
  public static ExcludedObjects of(Collection<ObjectKind> kinds) {
    Map<ObjectKind, Long> counts = new EnumMap<>(ObjectKind.class);
    for (ObjectKind kind : kinds) {
      if (kind.isExcluded()) {
        counts.merge(kind, 1L, Long::sum);
      }
    }
    return new ExcludedObjects(counts);
  }

  public ExcludedObjects plus(ExcludedObjects other) {
    Map<ObjectKind, Long> sum = new EnumMap<>(ObjectKind.class);
    sum.putAll(counts);
    other.counts.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
    return new ExcludedObjects(sum);
  }

  public boolean isEmpty() {
    return counts.isEmpty();
  }

  public long count(ObjectKind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  public long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The counts by the kinds' codes, in the kinds' order. */
  public Map<String, Long> byCode() {
    Map<String, Long> named = new LinkedHashMap<>();
    for (ObjectKind kind : ObjectKind.values()) {
      if (counts.containsKey(kind)) {
        named.put(kind.code(), count(kind));
      }
    }
    return named;
  }

  /** Returns one line, such as {@code 3 keys, 3 headers}. */
  @Override
  public String toString() {
    return byCode().entrySet().stream()
        .map(each -> "%,d %s".formatted(each.getValue(), each.getKey()))
        .collect(joining(", "));
  }
}
