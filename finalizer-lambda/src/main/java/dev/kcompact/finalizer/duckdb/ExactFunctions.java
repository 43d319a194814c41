package dev.kcompact.finalizer.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Functions that SQL does not have exactly. Thread-safe. */
final class ExactFunctions {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

  private ExactFunctions() {}

  /** Returns "true" if a number is a multiple of another, "false" if not or if it is infinite. */
  static String isMultiple(String number, String of) {
    try {
      boolean isMultiple = new BigDecimal(number).remainder(new BigDecimal(of)).signum() == 0;
      return Boolean.toString(isMultiple);
    } catch (NumberFormatException e) {
      return "false";
    }
  }

  /** Returns a text that is equal for equal JSON; the given one if it is no JSON. */
  static String canonicalJson(String text, String unused) {
    try {
      StringBuilder out = new StringBuilder();
      append(out, JSON.readTree(text));
      return out.toString();
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  private static void append(StringBuilder out, JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      ((ObjectNode) node).properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
      out.append('{');
      sorted.forEach(
          (name, value) -> {
            out.append(JsonNodeFactory.instance.textNode(name)).append(':');
            append(out, value);
            out.append(',');
          });
      out.append('}');
    } else if (node.isArray()) {
      out.append('[');
      node.forEach(
          element -> {
            append(out, element);
            out.append(',');
          });
      out.append(']');
    } else if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      out.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
    } else {
      out.append(node);
    }
  }
}
