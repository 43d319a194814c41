package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import dev.kcompact.cli.inspect.ValueStatistics.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Optional;

/** Recognizes objects that stand for one value. */
final class Wrappers {
  private static final int MAX_DIGITS = 400;

  private Wrappers() {}

  /** The number in {@code {"$numberLong": "7"}} and the like; empty for other objects. */
  static Optional<JsonNode> number(JsonNode object) {
    if (object.size() != 1) {
      return Optional.empty();
    }
    for (String name : new String[] {"$numberLong", "$numberInt"}) {
      if (object.path(name).isTextual()) {
        return parse(object.get(name).textValue())
            .filter(number -> number.scale() == 0)
            .map(number -> BigIntegerNode.valueOf(number.unscaledValue()));
      }
    }
    for (String name : new String[] {"$numberDecimal", "$numberDouble"}) {
      if (object.path(name).isTextual()) {
        return parse(object.get(name).textValue()).map(DecimalNode::valueOf);
      }
    }
    return Optional.empty();
  }

  private static Optional<BigDecimal> parse(String text) {
    try {
      return text.length() > MAX_DIGITS ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What else the object stands for; empty for a plain object. */
  static Optional<Kind> kind(JsonNode object) {
    if (object.size() == 2 && object.path("scale").isInt() && object.path("value").isTextual()) {
      return isUnscaled(object) ? Optional.of(Kind.SCALED) : Optional.empty();
    }
    if (object.size() != 1) {
      return Optional.empty();
    }
    JsonNode date = object.path("$date");
    if (date.isTextual() || date.isIntegralNumber() || date.path("$numberLong").isTextual()) {
      return Optional.of(Kind.MONGO_DATE);
    }
    if (object.path("$oid").isTextual() || object.path("$symbol").isTextual()) {
      return Optional.of(Kind.MONGO_ID);
    }
    return object.path("$uuid").isTextual() ? Optional.of(Kind.MONGO_UUID) : Optional.empty();
  }

  private static boolean isUnscaled(JsonNode object) {
    try {
      return Base64.getDecoder().decode(object.get("value").textValue()).length > 0
          && Math.abs(object.get("scale").intValue()) <= MAX_DIGITS;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The number in {@code {"scale": 2, "value": "<base64>"}}. */
  static BigDecimal scaled(JsonNode object) {
    byte[] unscaled = Base64.getDecoder().decode(object.get("value").textValue());
    return new BigDecimal(new BigInteger(unscaled), object.get("scale").intValue());
  }
}
