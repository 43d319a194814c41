package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes records of a random schema, which has several versions. */
final class RandomRecords {
  private static final ObjectMapper JSON = RecordTexts.JSON;
  private static final String[] NAMES = {
    "id",
    "Id",
    "ID",
    "name",
    "a.b",
    "$ref",
    "_id",
    "dt",
    "DT",
    "order-id",
    "a/b",
    "a~b",
    "key:/x",
    "header:/y",
    "número",
    "1st",
    "",
    " ",
    "created_at",
    "ts_ms",
    "price",
    "total",
    "__op",
    "x",
    "tags",
    "lines",
    "_rescued",
    "_line",
    "名前",
    "a b",
    "a_b",
    "a-b",
    "year",
    "count",
    "date"
  };

  private final Random random;

  RandomRecords(long seed) {
    this.random = new Random(seed);
  }

  /** A field of a schema. */
  private record FieldPlan(String name, double presence, Supplier<JsonNode> values) {}

  List<JsonNode> make() {
    int versions = 1 + random.nextInt(random.nextInt(4) == 0 ? 10 : 2);
    List<JsonNode> records = new ArrayList<>();
    for (int version = 0; version < versions; version++) {
      List<FieldPlan> plan = fields(3);
      int count = 1 + random.nextInt(30);
      for (int i = 0; i < count; i++) {
        records.add(object(plan));
      }
    }
    return records;
  }

  private List<FieldPlan> fields(int depth) {
    List<FieldPlan> plan = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of(NAMES));
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      String name = names.remove(random.nextInt(names.size()));
      double presence = random.nextBoolean() ? 1 : random.nextDouble();
      plan.add(new FieldPlan(name, presence, values(depth)));
    }
    return plan;
  }

  private ObjectNode object(List<FieldPlan> plan) {
    ObjectNode object = JSON.createObjectNode();
    for (FieldPlan field : plan) {
      if (random.nextDouble() <= field.presence()) {
        object.set(field.name(), field.values().get());
      }
    }
    return object;
  }

  /** Values of one kind, sometimes null, sometimes of another kind. */
  private Supplier<JsonNode> values(int depth) {
    Supplier<JsonNode> usual = kind(depth);
    double nulls = random.nextInt(3) == 0 ? random.nextDouble() : 0;
    boolean isMixed = random.nextInt(8) == 0;
    Supplier<JsonNode> other = isMixed ? kind(depth) : usual;
    return () ->
        random.nextDouble() < nulls
            ? JSON.nullNode()
            : random.nextInt(10) == 0 ? other.get() : usual.get();
  }

  private Supplier<JsonNode> kind(int depth) {
    long now = 1_795_773_600L;
    int kind = random.nextInt(depth > 0 ? 34 : 27);
    return switch (kind) {
      case 0 -> () -> number(random.nextInt(100));
      case 1 -> () -> number(random.nextLong());
      case 2 -> () -> JSON.getNodeFactory().numberNode(new BigInteger(100, random));
      case 3 -> () -> decimal(new BigDecimal(BigInteger.valueOf(random.nextInt(100_000)), 2));
      case 4 -> () -> decimal(new BigDecimal(new BigInteger(90, random), random.nextInt(12)));
      case 5 -> () -> decimal(BigDecimal.valueOf(random.nextDouble()));
      case 6 -> () -> decimal(new BigDecimal(random.nextInt(50) + "E" + (random.nextInt(60) - 30)));
      case 7 -> () -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
      case 8 -> () -> text(word());
      case 9 -> () -> text(new UUID(random.nextLong(), random.nextLong()).toString());
      case 10 -> () -> text(Instant.ofEpochMilli(now * 1000 + random.nextInt()).toString());
      case 11 -> () -> text("2026-11-%02dT10:00:00.123456-03:00".formatted(1 + random.nextInt(28)));
      case 12 -> () -> text(LocalDate.ofEpochDay(random.nextInt(30_000)).toString());
      case 13 -> () -> text(LocalTime.ofSecondOfDay(random.nextInt(86_400)).toString());
      case 14 -> () -> text("2026-11-22T10:00:%02d".formatted(random.nextInt(60)));
      case 15 -> () -> text("%02d/11/2026".formatted(1 + random.nextInt(28)));
      case 16 -> () -> number(now * 1000 + random.nextInt());
      case 17 -> () -> number(now * 1_000_000 + random.nextInt());
      case 18 -> () -> number(now * 1_000_000_000 + random.nextInt());
      case 19 -> () -> number(now + random.nextInt(100_000));
      case 20 -> () -> number(20_784 + random.nextInt(10));
      case 21 -> () -> text("{\"a\": [" + random.nextInt(9) + ", null]}");
      case 22 ->
          () -> text(Base64.getEncoder().encodeToString(word().getBytes(StandardCharsets.UTF_8)));
      case 23 -> JSON::nullNode;
      case 24 -> () -> JSON.createObjectNode().put("$numberLong", "" + random.nextLong());
      case 25 -> () -> JSON.createObjectNode().put("$numberDecimal", random.nextInt(1000) + ".50");
      case 26 -> () -> JSON.createObjectNode().put("$oid", "656000000000000000000000");
      case 27 -> () -> JSON.createObjectNode().put("$date", now * 1000 + random.nextInt());
      case 28 -> () -> JSON.createObjectNode().put("scale", random.nextInt(4)).put("value", "MDk=");
      case 29, 30 -> {
        List<FieldPlan> plan = fields(depth - 1);
        yield () -> object(plan);
      }
      case 31 -> array(values(depth - 1));
      case 32 -> map(values(depth - 1));
      default -> () -> random.nextBoolean() ? JSON.createObjectNode() : JSON.createArrayNode();
    };
  }

  private Supplier<JsonNode> array(Supplier<JsonNode> elements) {
    return () -> {
      ArrayNode array = JSON.createArrayNode();
      int size = random.nextInt(4);
      for (int i = 0; i < size; i++) {
        array.add(elements.get());
      }
      return array;
    };
  }

  private Supplier<JsonNode> map(Supplier<JsonNode> values) {
    int names = 1 + random.nextInt(200);
    return () -> {
      ObjectNode map = JSON.createObjectNode();
      int size = random.nextInt(6);
      for (int i = 0; i < size; i++) {
        map.set("k" + random.nextInt(names), values.get());
      }
      return map;
    };
  }

  private String word() {
    String[] words = {
      "", "a", "NEW", "ação \uD83D\uDE00", "true", "12", "1.50", "null", "[", "é\n"
    };
    return words[random.nextInt(words.length)];
  }

  private static JsonNode number(long value) {
    return JSON.getNodeFactory().numberNode(value);
  }

  private static JsonNode decimal(BigDecimal value) {
    return JSON.getNodeFactory().numberNode(value);
  }

  private static JsonNode text(String value) {
    return JSON.getNodeFactory().textNode(value);
  }
}
