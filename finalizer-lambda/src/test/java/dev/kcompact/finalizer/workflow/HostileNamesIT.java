package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** A day of objects with hostile names, from the listing to the messages. */
@Tag("full")
class HostileNamesIT {
  private static final String FOLDER = "topics/orders/dt=2026-11-22/";
  private static final int LONGEST_KEY = 1024;
  private static final List<String> NAMES =
      List.of(
          "a b.json",
          " a.json",
          "a .json",
          "a%2Fb.json",
          "a%.json",
          "a+b.json",
          "a+0+1",
          "a..b.json",
          "'a'.json",
          "\"a\".json",
          "a''b.json",
          "'; DROP TABLE listing; --.json",
          "$(id).json",
          "{a}.json",
          "[a]*?.json",
          "?a=1&b.json",
          "#a.json",
          "a\\b.json",
          "<a>&amp;.json",
          "a\tb.json",
          "日本語.json",
          "عربى.json",
          "😀.json",
          "e\u0301.json",
          "é.json",
          "~.json",
          "-.json",
          ".json",
          "null",
          "hour=10/a.json",
          "orders+0+12345678901234567890.json",
          "orders+99999999999+1.json",
          "x".repeat(LONGEST_KEY - FOLDER.length()));

  @RegisterExtension final Workflow workflow = new Workflow();

  @Test
  void everyObjectIsCountedAndNamedAsItIs() throws Exception {
    List<StoredObject> objects = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      String key = FOLDER + NAMES.get(i);
      workflow.day.source.put(key, "{}");
      objects.add(
          workflow.day.source.list(FOLDER).stream()
              .filter(object -> object.key().equals(key))
              .findFirst()
              .orElseThrow(() -> new AssertionError("not listed: " + key)));
      rows.add(row(key, i));
      rows.add(corrupt(key));
    }
    workflow.day.compact("orders", objects, rows.toArray(String[]::new));

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    Map<String, String> ledger = new TreeMap<>();
    workflow
        .day
        .lake
        .list("ledger/orders/")
        .forEach(
            file -> {
              try {
                dev.kcompact.finalizer.testing.ParquetFile.query(
                        workflow.day.downloaded(List.of(file.key())),
                        "SELECT object, rows || ' ' || kept || ' ' || corrupt FROM files")
                    .forEach(row -> ledger.put(row.get(0), row.get(1)));
              } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    TreeSet<String> keys = new TreeSet<>();
    NAMES.forEach(name -> keys.add(FOLDER + name));
    assertThat(ledger.keySet()).isEqualTo(keys);
    assertThat(ledger.values()).containsOnly("2 1 1");
    assertThat(workflow.catalog.published("SELECT order_id FROM files", "orders"))
        .hasSize(NAMES.size());
    assertThat(workflow.messages.on("dead-letters"))
        .as("the job sends corrupt records")
        .allSatisfy(letter -> assertThat(letter.headers()).isNotEmpty());
  }

  private static String row(String key, int id) {
    return Json.write(
        Map.of(
            "order_id",
            "O-" + id,
            "customer",
            1,
            "amount",
            1,
            "updated_at",
            "2026-11-22T01:00:00Z",
            "_source_key",
            key,
            "_line",
            0));
  }

  private static String corrupt(String key) {
    return Json.write(
        Map.of(
            "_source_key",
            key,
            "_line",
            1,
            "_corrupt_record",
            "oops",
            "_corrupt_reason",
            "malformed_json"));
  }
}
