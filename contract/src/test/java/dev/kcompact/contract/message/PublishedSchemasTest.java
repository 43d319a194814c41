package dev.kcompact.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.kcompact.contract.message.TableDayEvent.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sent messages match the schemas in conf/messages, and these reject other messages. */
class PublishedSchemasTest {
  private static final Path SCHEMAS = Path.of("..", "conf", "messages");
  private static final Instant TIME = Instant.parse("2026-11-23T02:00:00.123456Z");

  private static JsonSchema schema(String name) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(SCHEMAS.resolve(name)));
  }

  private static List<String> mistakes(JsonSchema schema, String json) {
    return schema
        .validate(
            json,
            InputFormat.JSON,
            context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void theFeedbackEventsAreAsPublished() throws IOException {
    JsonSchema schema = schema("table-day.v1.schema.json");
    for (Status status : Status.values()) {
      boolean isPublished = status == Status.PUBLISHED;
      String json =
          new TableDayEvent(
                  "orders",
                  "sales",
                  LocalDate.of(2026, 11, 22),
                  "20261122-1795413600",
                  status,
                  isPublished ? "s3://lake/x/" : null,
                  1,
                  2,
                  3,
                  4,
                  5,
                  6,
                  7,
                  8,
                  isPublished ? null : "why")
              .toJson(TIME);
      assertThat(mistakes(schema, json)).as(json).isEmpty();
      assertThat(mistakes(schema, json.replace("\"rows\":1", "\"rows\":\"1\""))).isNotEmpty();
    }
  }

  @Test
  void theDeadLettersAreAsPublished() throws IOException {
    JsonSchema schema = schema("dead-letter.v1.schema.json");
    Origin named = new Origin("orders", 0, 12L, "topics/orders/o+0+12.json", 3);
    Origin nameless = new Origin("orders", null, null, "topics/orders/x.json", 0);
    for (Origin origin : List.of(named, nameless)) {
      for (byte[] record : List.of("{}".getBytes(UTF_8), new byte[] {(byte) 0xFF})) {
        String json =
            new DeadLetterEvent(
                    DeadLetterHeaders.FINALIZER,
                    "orders",
                    origin,
                    "pattern:/id",
                    "pattern:/id",
                    Fingerprint.of("orders", record),
                    1,
                    "20261122-1795413600",
                    record,
                    false)
                .toJson(TIME);
        assertThat(mistakes(schema, json)).as(json).isEmpty();
        assertThat(mistakes(schema, json.replace("\"attempt\":1", "\"attempt\":0"))).isNotEmpty();
        assertThat(mistakes(schema, json.replace("\"record", "\"other"))).isNotEmpty();
      }
    }
  }
}
