package dev.kcompact.contract.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says that the job sent no dead letter for the corrupt rows of a compacted file, because Kafka was
 * unavailable; stored in its Parquet footer under {@link #FOOTER_KEY}. A file without it has none
 * to send. The finalizer sends them.
 *
 * @param exceptions the rows that do not say everything about their letter
 */
public record DeferredLetters(List<Unstored> exceptions) {
  public static final String FOOTER_KEY = "kcompact.deferred-letters";

  /**
   * Maximum number of exceptions, to limit the footer. A cut record that is not among them is
   * recognized by what is kept of it.
   */
  public static final int MAX_EXCEPTIONS = 10_000;

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A row whose letter is not what {@link StoredCorruptRecord} reads from it.
   *
   * @param object key of the raw object
   * @param line index of the record in its object
   * @param fingerprint of the complete record; null if its place identifies it
   * @param isCut whether the row has only the beginning of the record
   * @param isLiteral whether the record itself is a text that looks like coded bytes
   */
  public record Unstored(
      String object, int line, @Nullable String fingerprint, boolean isCut, boolean isLiteral) {
    public Unstored {
      requireNonNull(object, "object is null");
    }
  }

  public DeferredLetters {
    exceptions = List.copyOf(exceptions);
  }

  public String encode() {
    ObjectNode node = JSON.createObjectNode().put("version", VERSION);
    ArrayNode list = node.putArray("exceptions");
    for (Unstored each : exceptions) {
      list.addObject()
          .put("object", each.object())
          .put("line", each.line())
          .put("fingerprint", each.fingerprint())
          .put("cut", each.isCut())
          .put("literal", each.isLiteral());
    }
    return node.toString();
  }

  /** Throws {@link IllegalArgumentException} for any other text, and for a later version. */
  public static DeferredLetters decode(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      int version = node.path("version").asInt();
      if (version != VERSION) {
        throw new IllegalArgumentException("deferred dead letters have version " + version);
      }
      List<Unstored> exceptions = new ArrayList<>();
      node.path("exceptions").forEach(each -> exceptions.add(exception(each)));
      return new DeferredLetters(exceptions);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("deferred dead letters are not JSON", e);
    }
  }

  private static Unstored exception(JsonNode node) {
    if (!node.path("object").isTextual() || !node.path("line").canConvertToInt()) {
      throw new IllegalArgumentException("deferred dead letters have an exception without a place");
    }
    return new Unstored(
        node.path("object").textValue(),
        node.path("line").intValue(),
        node.path("fingerprint").textValue(),
        node.path("cut").asBoolean(),
        node.path("literal").asBoolean());
  }
}
