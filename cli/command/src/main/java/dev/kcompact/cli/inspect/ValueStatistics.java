package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the values of one place in the records have in common. Keeps counts and ranges, names of
 * fields, and no values. Bounded: see {@link Budget}.
 */
public final class ValueStatistics {
  /** Values nested deeper are free-form. */
  static final int MAX_DEPTH = 24;

  /** Most names of the objects of one place; further ones are counted together. */
  static final int MAX_NAMES = 3000;

  /** What a value is. */
  enum Kind {
    BOOLEAN,
    NUMBER,
    TEXT,
    OBJECT,
    ARRAY,
    /** MongoDB's {@code {"$date": …}}. */
    MONGO_DATE,
    MONGO_ID,
    MONGO_UUID,
    /** Debezium's {@code {"scale": …, "value": …}}. */
    SCALED
  }

  /** Bounds the memory of all statistics of a table. */
  static final class Budget {
    private static final int MAX_PLACES = 20_000;
    private int places;

    boolean take() {
      return places < MAX_PLACES && ++places <= MAX_PLACES;
    }
  }

  private final Budget budget;
  private final int depth;
  private long count;
  private long nulls;
  private long mongoNumbers;
  private long mongoDecimals;
  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private final NumberStatistics numbers = new NumberStatistics();
  private @Nullable TextStatistics texts;
  private @Nullable ValueStatistics elements;
  private @Nullable Map<String, ValueStatistics> members;
  private long unnamed;

  public ValueStatistics() {
    this(new Budget(), 0);
  }

  private ValueStatistics(Budget budget, int depth) {
    this.budget = budget;
    this.depth = depth;
  }

  /**
   * @param objectDay epoch day of the object that has the value
   */
  public void add(JsonNode value, long objectDay) {
    count++;
    if (value.isNull()) {
      nulls++;
    } else if (value.isBoolean()) {
      kind(Kind.BOOLEAN);
    } else if (value.isNumber()) {
      kind(Kind.NUMBER);
      numbers.add(value, objectDay);
    } else if (value.isTextual()) {
      kind(Kind.TEXT);
      texts = texts == null ? new TextStatistics() : texts;
      texts.add(value.textValue());
    } else if (value.isArray()) {
      kind(Kind.ARRAY);
      addElements(value, objectDay);
    } else {
      addObject(value, objectDay);
    }
  }

  private void kind(Kind kind) {
    kinds.merge(kind, 1L, Long::sum);
  }

  private void addElements(JsonNode array, long objectDay) {
    if (elements == null && !array.isEmpty() && depth < MAX_DEPTH && budget.take()) {
      elements = new ValueStatistics(budget, depth + 1);
    }
    for (JsonNode element : array) {
      if (elements != null) {
        elements.add(element, objectDay);
      }
    }
  }

  private void addObject(JsonNode object, long objectDay) {
    Optional<JsonNode> number = Wrappers.number(object);
    if (number.isPresent()) {
      kind(Kind.NUMBER);
      mongoNumbers++;
      mongoDecimals += object.has("$numberDecimal") ? 1 : 0;
      numbers.add(number.get(), objectDay);
      return;
    }
    Optional<Kind> wrapped = Wrappers.kind(object);
    kind(wrapped.orElse(Kind.OBJECT));
    if (wrapped.filter(kind -> kind == Kind.SCALED).isPresent()) {
      numbers.addDecimal(Wrappers.scaled(object));
    }
    if (wrapped.isPresent()) {
      return;
    }
    members = members == null ? new LinkedHashMap<>() : members;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      ValueStatistics statistics = member(members, member.getKey());
      if (statistics == null) {
        unnamed++;
      } else {
        statistics.add(member.getValue(), objectDay);
      }
    }
  }

  private @Nullable ValueStatistics member(Map<String, ValueStatistics> known, String name) {
    ValueStatistics found = known.get(name);
    if (found == null && known.size() < MAX_NAMES && depth < MAX_DEPTH && budget.take()) {
      found = new ValueStatistics(budget, depth + 1);
      known.put(name, found);
    }
    return found;
  }

  /** Adds what another place's values have in common. */
  void add(ValueStatistics other) {
    count += other.count;
    nulls += other.nulls;
    mongoNumbers += other.mongoNumbers;
    mongoDecimals += other.mongoDecimals;
    unnamed += other.unnamed;
    other.kinds.forEach((kind, found) -> kinds.merge(kind, found, Long::sum));
    numbers.add(other.numbers);
    if (other.texts != null) {
      texts = texts == null ? new TextStatistics() : texts;
      texts.add(other.texts);
    }
    if (other.elements != null) {
      elements = elements == null ? new ValueStatistics(budget, depth + 1) : elements;
      elements.add(other.elements);
    }
    if (other.members != null) {
      members = members == null ? new LinkedHashMap<>() : members;
      for (Map.Entry<String, ValueStatistics> each : other.members.entrySet()) {
        ValueStatistics own = member(members, each.getKey());
        if (own == null) {
          unnamed += each.getValue().count;
        } else {
          own.add(each.getValue());
        }
      }
    }
  }

  /** Number of values, with nulls. */
  public long count() {
    return count;
  }

  /** Number of values that are not null. */
  public long values() {
    return count - nulls;
  }

  Set<Kind> kinds() {
    return kinds.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(kinds.keySet());
  }

  long count(Kind kind) {
    return kinds.getOrDefault(kind, 0L);
  }

  /** Whether all values are of a kind, or all but outliers. */
  boolean isOnly(Kind kind) {
    return Outliers.isNearlyAll(count(kind), values());
  }

  NumberStatistics numbers() {
    return numbers;
  }

  /** Whether a number is in MongoDB's form, such as {@code {"$numberLong": "7"}}. */
  boolean hasMongoNumbers() {
    return mongoNumbers > 0;
  }

  /** Whether a number is a {@code {"$numberDecimal": "1.50"}}. */
  boolean hasMongoDecimals() {
    return mongoDecimals > 0;
  }

  TextStatistics texts() {
    return texts == null ? new TextStatistics() : texts;
  }

  Optional<ValueStatistics> elements() {
    return Optional.ofNullable(elements);
  }

  /** The members of the objects by name, in the order of their first occurrence. */
  public Map<String, ValueStatistics> members() {
    return members == null ? Map.of() : members;
  }

  /** Number of members beyond the bounds, which are not looked at. */
  long unnamed() {
    return unnamed;
  }

  /** Whether a value at any depth has one of MongoDB's forms. */
  boolean hasMongo() {
    return mongoNumbers > 0
        || kinds.containsKey(Kind.MONGO_DATE)
        || kinds.containsKey(Kind.MONGO_ID)
        || kinds.containsKey(Kind.MONGO_UUID)
        || (elements != null && elements.hasMongo())
        || members().values().stream().anyMatch(ValueStatistics::hasMongo);
  }
}
