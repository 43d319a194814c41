package dev.kcompact.cli.inspect;

import dev.kcompact.contract.schema.Rfc3339;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What the texts of one place have in common. Keeps no text. */
final class TextStatistics {
  private static final int MAX_DISTINCT = 64;

  /** Longer texts are of no form but JSON. */
  private static final int LONGEST = 64;

  private final Map<TextForm, Long> forms = new EnumMap<>(TextForm.class);

  /** Hashes of the texts; one more than the limit where there are more. */
  private final Set<Integer> distinct = new HashSet<>();

  private long count;
  private long empty;
  private long padded;
  private long minMicros = Long.MAX_VALUE;
  private long maxMicros = Long.MIN_VALUE;

  void add(String text) {
    count++;
    if (text.isEmpty()) {
      empty++;
    }
    if (distinct.size() <= MAX_DISTINCT) {
      distinct.add(text.hashCode());
    }
    if (text.length() > LONGEST) {
      addForm(TextForm.JSON, text);
      addForm(TextForm.BASE64, text);
    } else {
      for (TextForm form : TextForm.values()) {
        addForm(form, text);
      }
      Rfc3339.micros(text).ifPresent(this::addMoment);
      OptionalLong day = text.length() == 10 ? Rfc3339.day(text) : OptionalLong.empty();
      day.ifPresent(days -> addMoment(days * 86_400_000_000L));
    }
    padded += text.endsWith("=") || text.indexOf('+') >= 0 || text.indexOf('/') >= 0 ? 1 : 0;
  }

  private void addForm(TextForm form, String text) {
    // A form that not all texts have is of interest up to the first hundred only.
    if ((count <= 100 || forms.containsKey(form)) && form.fits(text)) {
      forms.merge(form, 1L, Long::sum);
    }
  }

  private void addMoment(long micros) {
    minMicros = Math.min(minMicros, micros);
    maxMicros = Math.max(maxMicros, micros);
  }

  void add(TextStatistics other) {
    other.forms.forEach((form, found) -> forms.merge(form, found, Long::sum));
    if (distinct.size() <= MAX_DISTINCT) {
      distinct.addAll(other.distinct);
    }
    count += other.count;
    empty += other.empty;
    padded += other.padded;
    minMicros = Math.min(minMicros, other.minMicros);
    maxMicros = Math.max(maxMicros, other.maxMicros);
  }

  long count() {
    return count;
  }

  long empty() {
    return empty;
  }

  long count(TextForm form) {
    return forms.getOrDefault(form, 0L);
  }

  /** Whether all texts have a form, or all but outliers. */
  boolean isAll(TextForm form) {
    return Outliers.isNearlyAll(count(form), count);
  }

  /** Whether some texts have a character that base64 has and words have not. */
  boolean hasPadding() {
    return padded > 0;
  }

  /** The number of distinct texts; empty if they are many. */
  OptionalLong distinct() {
    return distinct.size() > MAX_DISTINCT ? OptionalLong.empty() : OptionalLong.of(distinct.size());
  }

  /** The first moment, in microseconds since the epoch. */
  long minMicros() {
    return minMicros;
  }

  long maxMicros() {
    return maxMicros;
  }
}
