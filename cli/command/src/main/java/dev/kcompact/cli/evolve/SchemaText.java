package dev.kcompact.cli.evolve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.json.JsonText;
import dev.kcompact.contract.schema.Pointer;
import java.util.List;
import java.util.Optional;

/** The text of a JSON Schema; edits keep the order, the blanks and the forms of the rest. */
final class SchemaText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINE = 100;

  private String text;

  SchemaText(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }

  Optional<JsonSpans> at(Pointer pointer) {
    return JsonSpans.parse(text).at(pointer);
  }

  /** Adds a member to the object at a pointer, behind the others, or replaces its value. */
  void put(Pointer object, String name, JsonNode value) {
    JsonSpans target = at(object).orElseThrow(() -> missing(object));
    JsonSpans old = target.members().get(name);
    if (old != null) {
      splice(old.valueStart(), old.end(), print(value, indentAt(old.start())));
      return;
    }
    List<JsonSpans> members = List.copyOf(target.members().values());
    if (members.isEmpty()) {
      splice(target.valueStart() + 1, target.valueStart() + 1, member(name, value, ""));
      return;
    }
    JsonSpans last = members.get(members.size() - 1);
    String indent = indentAt(last.start());
    boolean ownLine = isFirstInLine(last.start());
    String separator = ownLine ? "," + lineBreak() + indent : ", ";
    splice(last.end(), last.end(), separator + member(name, value, indent));
  }

  /** Removes a text from the array at a pointer. */
  void remove(Pointer array, String item) {
    List<JsonSpans> items = at(array).orElseThrow(() -> missing(array)).items();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).text().equals(item)) {
        boolean isLast = i + 1 == items.size();
        int from = isLast && i > 0 ? items.get(i - 1).end() : items.get(i).start();
        int to = isLast ? items.get(i).end() : items.get(i + 1).start();
        splice(from, to, "");
        return;
      }
    }
    throw missing(array);
  }

  /** Adds a text to the array at a pointer, behind the others. */
  void add(Pointer array, String item) {
    List<JsonSpans> items = at(array).orElseThrow(() -> missing(array)).items();
    JsonSpans last = items.get(items.size() - 1);
    boolean ownLine = isFirstInLine(last.start());
    String separator = ownLine ? "," + lineBreak() + indentAt(last.start()) : ", ";
    splice(last.end(), last.end(), separator + JsonText.quoted(item));
  }

  private static IllegalArgumentException missing(Pointer pointer) {
    return new IllegalArgumentException("schema has nothing at " + pointer);
  }

  private void splice(int from, int to, String replacement) {
    text = text.substring(0, from) + replacement + text.substring(to);
  }

  private String lineBreak() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private int lineStart(int index) {
    return text.lastIndexOf('\n', index - 1) + 1;
  }

  private boolean isFirstInLine(int index) {
    return text.substring(lineStart(index), index).isBlank() && lineStart(index) > 0;
  }

  private String indentAt(int index) {
    int start = lineStart(index);
    int end = start;
    while (end < index && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(start, end);
  }

  private String member(String name, JsonNode value, String indent) {
    return JsonText.quoted(name) + ": " + print(value, indent);
  }

  private String print(JsonNode value, String indent) {
    String line = print(value, new DefaultPrettyPrinter(separators()), " ", "");
    return line.length() + indent.length() <= LINE
        ? line
        : print(value, new DefaultPrettyPrinter(separators()), "  ", lineBreak())
            .replace(lineBreak(), lineBreak() + indent);
  }

  private static Separators separators() {
    return Separators.createDefaultInstance()
        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
        .withArrayValueSpacing(Separators.Spacing.AFTER)
        .withObjectEmptySeparator("")
        .withArrayEmptySeparator("");
  }

  private static String print(
      JsonNode value, DefaultPrettyPrinter printer, String indent, String lineBreak) {
    if (lineBreak.isEmpty()) {
      printer.indentObjectsWith(new DefaultPrettyPrinter.FixedSpaceIndenter());
    } else {
      printer.indentObjectsWith(new DefaultIndenter(indent, lineBreak));
    }
    printer.indentArraysWith(new DefaultPrettyPrinter.NopIndenter());
    try {
      return JSON.writer(printer).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON is written", e);
    }
  }
}
