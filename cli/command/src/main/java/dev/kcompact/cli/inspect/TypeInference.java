package dev.kcompact.cli.inspect;

import static dev.kcompact.cli.inspect.SchemaNodes.any;
import static dev.kcompact.cli.inspect.SchemaNodes.comment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.inspect.ValueStatistics.Kind;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Pointer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a type for each place of the records: one that every value of the sample has, and of two
 * readings the one that loses nothing. One instance infers one schema.
 */
final class TypeInference {
  private static final int MAX_DEPTH = 20;
  private static final int MAX_TYPES = 5000;

  private final Scalars scalars;
  private final DeclaredTypes declared;
  private final Set<List<String>> freeForm;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<List<String>> repeated = new HashSet<>();
  private int types;

  /**
   * @param zone of local times; null if unknown
   * @param freeForm places whose values no type fits
   */
  TypeInference(
      Dialect dialect, @Nullable ZoneId zone, DeclaredTypes declared, Set<List<String>> freeForm) {
    this.declared = declared;
    this.freeForm = freeForm;
    this.scalars = new Scalars(dialect, zone, findings);
  }

  List<Finding> findings() {
    return findings;
  }

  /** Places that are lists or maps, with {@code *} for a part of one. */
  Set<List<String>> repeated() {
    return repeated;
  }

  /** The schema of the values of a place, which may be null. */
  ObjectNode type(ValueStatistics values, List<String> path) {
    types++;
    ObjectNode schema = bareType(values, path);
    if (values.kinds().size() > 1) {
      String end =
          schema.isEmpty()
              ? "; kept as JSON text"
              : "; records with the rare ones are corrupt rows";
      comment(schema, mixed(values));
      findings.add(new Finding(place(path), mixed(values) + end));
    }
    return schema;
  }

  private ObjectNode bareType(ValueStatistics values, List<String> path) {
    if (freeForm.contains(path)) {
      findings.add(new Finding(place(path), "no one type fits every value; kept as JSON text"));
      return any();
    }
    if (path.size() > MAX_DEPTH || types > MAX_TYPES) {
      return any();
    }
    Optional<ObjectNode> known =
        declared.at(path).flatMap(type -> ConnectTypes.schema(type, values));
    if (declared.isContradictory(path)) {
      findings.add(new Finding(place(path), "the records' schemas disagree about its type"));
    }
    if (known.isPresent()) {
      comment(known.get(), "type from the records' schema");
      return known.get();
    }
    if (values.isOnly(Kind.OBJECT)) {
      return object(values, path);
    }
    return values.isOnly(Kind.ARRAY) ? array(values, path) : scalars.type(values, path);
  }

  private static String mixed(ValueStatistics values) {
    List<String> parts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (values.count(kind) > 0) {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        parts.add("%,d %s".formatted(values.count(kind), name));
      }
    }
    return "mixed types: " + String.join(", ", parts);
  }

  private ObjectNode array(ValueStatistics values, List<String> path) {
    repeated.add(path);
    ObjectNode schema = SchemaNodes.of("array");
    values
        .elements()
        .filter(elements -> elements.values() > 0)
        .ifPresent(elements -> schema.set("items", type(elements, with(path, "*"))));
    return schema;
  }

  private ObjectNode object(ValueStatistics values, List<String> path) {
    boolean isDeclaredMap = declared.at(path).filter(type -> type.type().equals("map")).isPresent();
    if (isDeclaredMap || (declared.at(path).isEmpty() && Maps.isMap(values))) {
      return map(values, path);
    }
    ObjectNode schema = SchemaNodes.of("object");
    ObjectNode properties = schema.putObject("properties");
    fields(values, path, new ColumnNaming(), properties);
    return properties.isEmpty() ? any() : schema;
  }

  private ObjectNode map(ValueStatistics values, List<String> path) {
    repeated.add(path);
    ValueStatistics all = new ValueStatistics();
    values.members().values().forEach(all::add);
    ObjectNode schema = SchemaNodes.of("object");
    boolean isComplete = values.unnamed() == 0;
    schema.set(
        "additionalProperties",
        isComplete && all.values() > 0 ? type(all, with(path, "*")) : any());
    comment(
        schema,
        "a map: %,d names in %,d objects".formatted(values.members().size(), values.count()));
    findings.add(
        new Finding(
            place(path),
            "read as a map: %,d names in %,d objects"
                .formatted(values.members().size(), values.count())));
    return schema;
  }

  /** Adds a property for each field of an object. */
  void fields(
      ValueStatistics object, List<String> path, ColumnNaming naming, ObjectNode properties) {
    Map<String, ValueStatistics> chosen = Maps.columns(object);
    int left = object.members().size() - chosen.size();
    if (left > 0 || object.unnamed() > 0) {
      findings.add(
          new Finding(
              place(path),
              "%,d rare names, and %,d values of further ones, are no columns; they stay in"
                      .formatted(left, object.unnamed())
                  + " _rescued"));
    }
    chosen.forEach(
        (field, values) -> {
          String column = naming.nameFor(field);
          ObjectNode schema = type(values, with(path, field));
          ColumnNaming.from(field, column).ifPresent(from -> schema.put("x-from", from));
          if (values.count() < object.count(Kind.OBJECT)) {
            comment(schema, "in %,d of %,d".formatted(values.count(), object.count(Kind.OBJECT)));
          }
          properties.set(column, schema);
        });
  }

  static List<String> with(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }

  static String place(List<String> path) {
    String pointer = new Pointer(path).toString();
    return pointer.isEmpty() ? pointer : pointer.substring(1);
  }
}
