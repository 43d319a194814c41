package dev.kcompact.cli.evolve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.evolve.SchemaPlaces.Found;
import dev.kcompact.cli.evolve.SchemaPlaces.Place;
import dev.kcompact.cli.inspect.FieldInference;
import dev.kcompact.cli.inspect.Finding;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.Constraint.OneOf;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.FieldPath;
import dev.kcompact.contract.schema.FieldPath.Origin;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.table.BaseTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Proposes changes of one table's schema. Each keeps the files readable that are there. */
final class Proposals {
  private static final String MISSING = "missing_required:";

  private final TableEvidence evidence;
  private final BaseTable table;
  private final SchemaPlaces places;
  private final Widening widening;
  private final SchemaText schema;
  private final boolean isShown;
  private final double minShare;
  private final Set<String> taken = new HashSet<>();
  private final List<Proposal> found = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param schema text of the table's schema
   * @param isShown whether values of records may be in the proposals
   * @param minShare of the rows that a change needs which accepts what was rejected
   */
  Proposals(TableEvidence evidence, SchemaText schema, boolean isShown, double minShare) {
    this.minShare = minShare;
    this.evidence = evidence;
    this.table = evidence.table();
    this.places = new SchemaPlaces(table.schema());
    this.widening = new Widening(table);
    this.schema = schema;
    this.isShown = isShown;
    table.schema().columns().forEach(column -> taken.add(column.name()));
  }

  List<Proposal> all() {
    evidence.fields().forEach(this::newField);
    if (evidence.furtherFields() > 0) {
      name(
          "",
          "%,d values of further fields were not looked at".formatted(evidence.furtherFields()));
    }
    evidence.reasons().forEach(this::corrupt);
    table.schema().columns().forEach(this::values);
    return List.copyOf(found);
  }

  /** What people should look at in the types of new columns. */
  List<Finding> findings() {
    return findings;
  }

  private void name(String place, String text) {
    found.add(new Proposal(place, text, null));
  }

  private void newField(String name, FieldEvidence field) {
    if (field.inference().count() == 0) {
      name(name, "unknown field, only null so far: " + field.summary());
      return;
    }
    FieldPath path;
    try {
      path = FieldPath.parse(name);
    } catch (IllegalArgumentException e) {
      name(name, "unknown field without a pointer: " + field.summary());
      return;
    }
    List<String> steps = path.pointer().steps();
    List<String> parents = steps.subList(0, steps.size() - 1);
    Optional<Place> inside =
        path.origin() == Origin.ROW && !parents.isEmpty()
            ? places.struct(parents)
            : Optional.empty();
    if (inside.isPresent()) {
      growStruct(name, steps, inside.get(), field);
    } else if (steps.contains("*")) {
      name(name, "unknown field inside a list or a map: " + field.summary());
    } else {
      newColumn(name, path, field);
    }
  }

  private void newColumn(String name, FieldPath path, FieldEvidence field) {
    List<String> steps = path.pointer().steps();
    String column = FieldInference.columnFor(steps.get(steps.size() - 1), taken);
    taken.add(column);
    ObjectNode type = field.inference().schema(table.record().dialect(), steps, findings);
    if (!path.equals(FieldPath.named(column))) {
      type.put("x-from", path.toString());
    }
    Pointer properties = Pointer.parse("/properties");
    add(
        name,
        "new column %s, %s: %s".formatted(column, describe(type), field.summary()),
        properties,
        text -> text.put(properties, column, type));
  }

  private void growStruct(String name, List<String> steps, Place struct, FieldEvidence field) {
    String last = steps.get(steps.size() - 1);
    String member =
        FieldInference.columnFor(last, struct.struct().fields().stream().map(Field::name).toList());
    ObjectNode type = field.inference().schema(table.record().dialect(), steps, findings);
    if (!member.equals(last)) {
      type.put("x-from", Pointer.escape(last));
    }
    add(
        name,
        "new field of a struct, %s: %s; in files of before, the value stays in _rescued"
            .formatted(describe(type), field.summary()),
        struct.properties(),
        text -> text.put(struct.properties(), member, type));
  }

  private static String describe(ObjectNode type) {
    String names = type.path("type").toString().replaceAll("[\\[\\]\"]", "").replace(",null", "");
    String format = type.path("format").asText();
    return names.isEmpty() ? "any JSON" : format.isEmpty() ? names : names + " (" + format + ")";
  }

  private boolean isRare(long rows) {
    return rows < minShare * evidence.rows();
  }

  private void corrupt(String reason, long rows) {
    String what = "%,d corrupt records of %,d: %s".formatted(rows, evidence.rows(), reason);
    if (isRare(rows)) {
      name("", what + "; too few to change the schema, see --min-share");
      return;
    }
    if (reason.startsWith(MISSING)) {
      places
          .field(widening.stepsInRow(reason.substring(MISSING.length())))
          .ifPresentOrElse(field -> optional(field, reason, rows), () -> name("", what));
      return;
    }
    widening
        .candidate(reason)
        .ifPresentOrElse(field -> wider(field, reason, rows), () -> name("", what));
  }

  private void wider(Found found, String reason, long rows) {
    String what = "%,d corrupt records of %,d, %s".formatted(rows, evidence.rows(), reason);
    NumberDigits digits = evidence.digits(reason).orElse(new NumberDigits());
    Optional<DecimalType> type = Widening.widened(found, digits);
    if (type.isEmpty()) {
      name(found.field().name(), what + ": no type holds them and the files; " + digits);
      return;
    }
    add(
        found.field().name(),
        "%s of %d digits, %d of them behind the point: %s, %s; a table that Glue has keeps its type until it is made anew"
            .formatted("decimal", type.get().precision(), type.get().scale(), what, digits),
        found.struct().of(found.field()),
        widening.edit(found, type.get(), schema));
  }

  private void optional(Found found, String reason, long rows) {
    String name = found.field().name();
    boolean isKey =
        table.key().stream().anyMatch(key -> key.equals(name) || key.startsWith("/" + name));
    if (isKey) {
      name(name, "%,d records lack a part of the key: %s".formatted(rows, reason));
      return;
    }
    Pointer required = found.struct().pointer().append(Pointer.parse("/required"));
    add(
        name,
        "not required any more: %,d corrupt records of %,d, %s; files keep these as corrupt"
            .formatted(rows, evidence.rows(), reason),
        required,
        text -> text.remove(required, name));
  }

  private void values(Field column) {
    Optional<OneOf> oneOf =
        column.constraints().all().stream()
            .filter(OneOf.class::isInstance)
            .map(OneOf.class::cast)
            .findFirst();
    if (oneOf.isEmpty()) {
      return;
    }
    Map<String, Long> others =
        evidence.values(column.name()).entrySet().stream()
            .filter(value -> !oneOf.get().values().contains(value.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    if (others.isEmpty()) {
      return;
    }
    long rows = others.values().stream().mapToLong(Long::longValue).sum();
    String what =
        "%,d rows of %,d have %,d values that its enum lacks"
            .formatted(rows, evidence.rows(), others.size());
    if (isRare(rows)) {
      name(column.name(), what + "; too few to change the schema, see --min-share");
      return;
    }
    if (!isShown || others.size() > TableEvidence.MAX_VALUES) {
      name(
          column.name(),
          what + (isShown ? "; too many for an enum" : "; --show proposes them by their names"));
      return;
    }
    Pointer values = new Pointer(List.of("properties", column.name(), "enum"));
    add(
        column.name(),
        what,
        values,
        text -> others.keySet().stream().sorted().forEach(value -> text.add(values, value)));
  }

  /** Adds a proposal, if the schema has the place that it changes. */
  private void add(String place, String text, Pointer edited, Proposal.Edit edit) {
    boolean isThere = schema.at(edited).isPresent();
    found.add(
        new Proposal(
            place,
            isThere ? text : text + "; the schema describes it elsewhere, edit it by hand",
            isThere ? edit : null));
  }
}
