package dev.kcompact.finalizer.workflow;

import static dev.kcompact.finalizer.testing.DayFixture.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.ParquetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The published ledger, queried with the queries of docs/ledger.md. */
@Tag("full")
class LedgerWorkflowIT {
  private static final Path DOCUMENT = Path.of("..", "docs", "ledger.md");
  private static final String LAKE = "s3://lake/";
  private static final Map<String, String> HIVE =
      Map.of(
          "VARCHAR", "string",
          "INTEGER", "int",
          "BIGINT", "bigint",
          "TIMESTAMP WITH TIME ZONE", "timestamp",
          "MAP(VARCHAR, BIGINT)", "map<string,bigint>");

  @RegisterExtension final Workflow workflow = new Workflow();

  @Test
  void answersTheQuestionsOfTheDocument() throws Exception {
    workflow.day.completeDay();
    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(asked("Where is message X?").get(0))
        .containsSubsequence(
            "2026-11-22",
            "topics/orders/dt=2026-11-22/orders+0+0000000003.json",
            "3",
            "2",
            "0",
            "{malformed_json=1, 'pattern:/order_id'=1}");
    assertThat(asked("What became of this file?").get(0))
        .containsSubsequence("2", "0", "0", "1", "1", "{malformed_json=1, 'pattern:/order_id'=1}");
    assertThat(asked("Where does the record with this key come from?").get(0))
        .containsSubsequence("topics/orders/dt=2026-11-22/orders+0+0000000000.json", "2");
  }

  @Test
  void isRegisteredWithTheColumnsThatItsFilesHave() throws Exception {
    workflow.day.completeDay();
    workflow.run();

    List<List<String>> described =
        ParquetFile.query(ledger(), "SELECT column_name, column_type FROM (DESCRIBE files)");
    assertThat(workflow.catalog.columns("test_ledger", "orders"))
        .containsExactlyElementsOf(
            described.stream().map(c -> c.get(0) + " " + HIVE.get(c.get(1))).toList());
    assertThat(workflow.catalog.columns("test_ledger", "payments")).hasSameSizeAs(described);
  }

  @Test
  void isRolledBackWithTheDay() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    String before = workflow.catalog.ledgerLocation("orders");
    workflow.lambda.failAfter("kcompact-publish", new NonRetryableException("the answer is lost"));

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.FAILED);

    assertThat(workflow.catalog.ledgerLocation("orders")).isEqualTo(before);
  }

  @Test
  void aLedgerThatCannotBeWrittenLeavesTheDayAsItWas() throws Exception {
    workflow.day.completeDay();
    workflow.lambda.failBefore("kcompact-ledger", new NonRetryableException("no ledger"));

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.FAILED);

    assertThat(workflow.catalog.hasPartition("orders")).isFalse();
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/day/2026-11-22", "1"));
    assertThat(workflow.locks.state()).isEqualTo("FREE");
  }

  private List<List<String>> asked(String heading) throws Exception {
    String section =
        Files.readString(DOCUMENT).split("## " + java.util.regex.Pattern.quote(heading))[1];
    String query = section.split("```sql")[1].split("```")[0];
    String compacted =
        workflow.day.downloaded(keys("compacted/orders/dt=" + DAY + "/")).stream()
            .map(file -> "'" + file + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    return ParquetFile.query(
        ledger(),
        query
            .replace("lake_ledger.orders", "(SELECT *, '" + DAY + "' AS dt FROM files)")
            .replace("'s3://lake/compacted/orders/dt=2026-11-22/*.parquet'", compacted));
  }

  private List<Path> ledger() {
    return workflow.day.downloaded(
        keys(workflow.catalog.ledgerLocation("orders").substring(LAKE.length())));
  }

  private List<String> keys(String prefix) {
    return workflow.day.lake.list(prefix).stream().map(StoredObject::key).toList();
  }
}
