package dev.kcompact.cli.evolve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kcompact.cli.evolve.SchemaPlaces.Found;
import dev.kcompact.cli.inspect.FieldInference;
import dev.kcompact.cli.inspect.RescuedNames;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.contract.schema.FieldPath.Origin;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.table.BaseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the decimal type that holds the numbers which were corrupt in a field, and those that the
 * files have. Other types do not keep the files readable.
 */
record Widening(BaseTable table, SchemaPlaces places) {
  /** Digits of a 64-bit integer. */
  private static final int INTEGER_DIGITS = 19;

  Widening(BaseTable table) {
    this(table, new SchemaPlaces(table.schema()));
  }

  /** Returns the field of a corrupt reason that a wider type may hold; empty for other reasons. */
  Optional<Found> candidate(String reason) {
    int colon = reason.indexOf(':');
    String code = colon < 0 ? reason : reason.substring(0, colon);
    if (colon < 0 || !List.of("wrong_type", "out_of_range").contains(code)) {
      return Optional.empty();
    }
    return places.field(stepsInRow(reason.substring(colon + 1))).filter(Widening::isNumber);
  }

  private static boolean isNumber(Found found) {
    boolean isExact =
        found.field().type() == Scalar.INTEGER || found.field().type() instanceof DecimalType;
    return isExact
        && found.field().path().origin() == Origin.ROW
        && List.of(Named.PLAIN, Named.NUMBER).contains(found.field().form().encoding())
        && found.field().form().nulls().isEmpty();
  }

  /** Returns the steps from the row that a reason's pointer has from the record. */
  List<String> stepsInRow(String text) {
    Pointer pointer = Pointer.parse(text);
    for (Pointer row : table.record().at()) {
      if (pointer.isWithin(row)) {
        return pointer.steps().subList(row.steps().size(), pointer.steps().size());
      }
    }
    return pointer.steps();
  }

  /** Returns a reason with {@code *} for the indexes of arrays, so that there are few reasons. */
  String masked(String reason) {
    int colon = reason.indexOf(':');
    if (colon < 0) {
      return reason;
    }
    List<String> all = Pointer.parse(reason.substring(colon + 1)).steps();
    List<String> inRow = stepsInRow(reason.substring(colon + 1));
    List<String> steps = new ArrayList<>(all.subList(0, all.size() - inRow.size()));
    String row = new Pointer(inRow).toString();
    if (!row.isEmpty()) {
      steps.addAll(
          Pointer.parse("/" + RescuedNames.masked(table.schema(), row.substring(1))).steps());
    }
    return reason.substring(0, colon + 1) + new Pointer(steps);
  }

  /** Returns the value that a corrupt record has at a reason's place; empty if it is not there. */
  Optional<JsonNode> value(String reason, String record) {
    JsonNode node;
    try {
      node = FieldInference.parse(record);
    } catch (IllegalArgumentException isCut) {
      return Optional.empty();
    }
    String pointer = reason.substring(reason.indexOf(':') + 1);
    for (String step : Pointer.parse(pointer).steps()) {
      node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
    }
    return node.isMissingNode() ? Optional.empty() : Optional.of(node);
  }

  /** Returns a type that holds all digits; empty if none does. */
  static Optional<DecimalType> widened(Found found, NumberDigits digits) {
    int scale = digits.scale();
    int whole = Math.max(INTEGER_DIGITS, digits.whole());
    if (found.field().type() instanceof DecimalType old) {
      scale = Math.max(old.scale(), scale);
      whole = Math.max(old.precision() - old.scale(), digits.whole());
    }
    return digits.isOnlyNumbers() && whole + scale <= DecimalType.MAX_PRECISION
        ? Optional.of(new DecimalType(whole + scale, scale))
        : Optional.empty();
  }

  /** Makes a number of the text's field a decimal. */
  Proposal.Edit edit(Found found, DecimalType type, SchemaText before) {
    Pointer place = found.struct().of(found.field());
    boolean mayBeNull =
        before
            .at(place.append(Pointer.parse("/type")))
            .filter(it -> !it.items().isEmpty())
            .isPresent();
    return text -> {
      if (found.field().type() == Scalar.INTEGER) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        text.put(
            place,
            "type",
            mayBeNull ? json.arrayNode().add("number").add("null") : json.textNode("number"));
        text.put(place, "format", TextNode.valueOf("decimal"));
        if (table.record().dialect() != Dialect.PLAIN) {
          text.put(place, "x-encoding", TextNode.valueOf("plain"));
        }
      }
      text.put(place, "x-precision", IntNode.valueOf(type.precision()));
      text.put(place, "x-scale", IntNode.valueOf(type.scale()));
    };
  }
}
