package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.columns.Row;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Passes on the records of objects as the job frames and decompresses them. It decodes them by a
 * table whose only column is required and in no record, so that each row has its record's text.
 */
final class RecordTexts {
  static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

  /** For JSON in texts, which the job reads as strictly. */
  static final ObjectMapper STRICT =
      JSON.copy()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final DecodeLimits LIMITS =
      new DecodeLimits(
          DecodeLimits.DEFAULTS.maxObjectBytes(),
          DecodeLimits.DEFAULTS.maxRecordBytes(),
          DecodeLimits.DEFAULTS.maxTextBytes(),
          DecodeLimits.DEFAULTS.maxDepth(),
          DecodeLimits.DEFAULTS.maxRecordBytes());

  private static final String TABLE =
      "{table: probe, domain: probe, source: {topic: probe, prefix: probe/},"
          + " day: {from: last-modified}, schema: schemas/probe.json}";

  private static final String SCHEMA =
      "{\"type\": \"object\", \"required\": [\"absent\"], \"properties\": {\"absent\":"
          + " {\"type\": \"string\", \"x-from\": \"\\u0000kcompact: in no record\"}}}";

  private static final Set<CorruptReason> WELL_FORMED =
      Set.of(
          CorruptReason.MISSING_REQUIRED,
          CorruptReason.UNDECLARED_ENVELOPE,
          CorruptReason.NOT_AN_OBJECT);

  private final ObjectDecoder decoder;
  private final Map<String, Long> malformed = new TreeMap<>();
  private long records;

  RecordTexts() {
    TableCatalog catalog =
        TableCatalog.load(
            new DefinitionFiles(Map.of("tables/probe.yaml", TABLE, "schemas/probe.json", SCHEMA)));
    BaseTable probe = catalog.baseTables().get(0);
    decoder = new ObjectDecoder(probe, LIMITS);
  }

  /** Passes on the well-formed records of an object; the others are counted. */
  void read(SampledObject object, Consumer<JsonNode> taker) {
    try {
      int unused =
          decoder.decode(object.key(), object.bytes(), row -> take(row, object.isCut(), taker));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the consumer threw a checked exception", e);
    }
  }

  private void take(Row row, boolean isCut, Consumer<JsonNode> taker) throws IOException {
    String code = row.corruptReason();
    int colon = code.indexOf(':');
    String reason = colon < 0 ? code : code.substring(0, colon);
    boolean isWellFormed = WELL_FORMED.stream().anyMatch(each -> each.code().equals(reason));
    if (isWellFormed) {
      records++;
      taker.accept(JSON.readTree(row.corruptBytes()));
    } else if (!isCut) {
      records++;
      malformed.merge(reason, 1L, Long::sum);
    }
  }

  /** Number of records so far, with those that are malformed. */
  long records() {
    return records;
  }

  /** Numbers of records that are no JSON, by the job's reason. */
  Map<String, Long> malformed() {
    return malformed;
  }
}
