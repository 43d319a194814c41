package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.finalizer.finalize.lift.JsonValue.Kind;
import java.util.Map;
import java.util.Set;

/** Reads the wrappers of MongoDB's extended JSON v2. */
final class MongoValue {
  private MongoValue() {}

  /** Returns the text in a wrapper such as {@code {"$numberLong": "7"}}. */
  static String wrapped(JsonValue value, Set<String> names) throws UnfitValueException {
    return only(value, names).require(Kind.STRING).text();
  }

  /** Returns the moment in {@code $date}, canonical or relaxed, in microseconds. */
  static long micros(JsonValue value) throws UnfitValueException {
    JsonValue date = only(value, Set.of("$date"));
    if (date.is(Kind.STRING)) {
      return TimeValue.rfc3339(date.text());
    }
    long millis =
        date.is(Kind.OBJECT)
            ? WholeNumber.parse(wrapped(date, Set.of("$numberLong")))
            : WholeNumber.read(date);
    return TimeValue.epoch(Named.EPOCH_MILLIS, millis);
  }

  private static JsonValue only(JsonValue value, Set<String> names) throws UnfitValueException {
    Map<String, JsonValue> members = value.require(Kind.OBJECT).members();
    if (members.size() != 1 || !names.containsAll(members.keySet())) {
      throw new UnfitValueException();
    }
    return members.values().iterator().next();
  }
}
