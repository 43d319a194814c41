package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.naming.KeyGlob;
import dev.kcompact.contract.naming.ObjectFilter;
import dev.kcompact.contract.naming.ObjectFilter.Names;
import dev.kcompact.contract.naming.ObjectNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the {@code source} of a definition whose form has been checked. */
final class SourceReader {
  private final JsonNode source;
  private final BiConsumer<String, String> problems;

  /**
   * @param problems takes the place and the text of each problem
   */
  SourceReader(JsonNode source, BiConsumer<String, String> problems) {
    this.source = source;
    this.problems = problems;
  }

  String topic() {
    return source.get("topic").textValue();
  }

  String prefix() {
    return source.get("prefix").textValue();
  }

  /** How the sink names its objects; null if there is a problem. */
  @Nullable ObjectNaming naming() {
    JsonNode naming = source.path("naming");
    try {
      if (naming.has("pattern")) {
        return ObjectNaming.of(naming.get("pattern").textValue());
      }
      if (naming.has("template")) {
        return ObjectNaming.ofTemplate(naming.get("template").textValue(), topic());
      }
    } catch (IllegalArgumentException e) {
      String place = naming.has("pattern") ? "pattern" : "template";
      problems.accept("/source/naming/" + place, String.valueOf(e.getMessage()));
      return null;
    }
    return switch (naming.asText("confluent")) {
      case "aiven" -> ObjectNaming.AIVEN;
      case "lenses" -> ObjectNaming.LENSES;
      case "msk" -> ObjectNaming.MSK;
      default -> ObjectNaming.CONFLUENT;
    };
  }

  /** Which objects are read; malformed globs are reported and left out. */
  ObjectFilter filter() {
    Names names = source.has("naming") ? Names.REQUIRED : Names.PREFERRED;
    return new ObjectFilter(
        globs("include"), globs("exclude"), source.has("names") ? Names.ANY : names);
  }

  private List<KeyGlob> globs(String field) {
    List<KeyGlob> globs = new ArrayList<>();
    int index = 0;
    for (JsonNode text : source.path(field)) {
      try {
        globs.add(KeyGlob.of(text.textValue()));
      } catch (IllegalArgumentException e) {
        problems.accept("/source/" + field + "/" + index, String.valueOf(e.getMessage()));
      }
      index++;
    }
    return globs;
  }
}
