package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Clean-up of raw objects by the state machine, on moto's S3. */
@org.junit.jupiter.api.Tag("full")
class CleanWorkflowIT {
  private static final String ORDERS = "topics/orders/dt=2026-11-22/";
  private static final String FIRST = ORDERS + "orders+0+0000000000.json";

  @RegisterExtension final Workflow workflow = new Workflow();

  @Test
  void deletesAProvenDayWhichStaysProvenAfterwards() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    define("delete");

    DescribeExecutionResponse dry = clean(true);
    assertThat(dry.output()).contains("\"objects\": 2", "\"dryRun\": true");
    assertThat(workflow.day.source.list(ORDERS)).hasSize(2);

    DescribeExecutionResponse done = clean(false);
    assertThat(done.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(done.output()).contains("\"objects\": 2");
    assertThat(workflow.day.source.list(ORDERS)).isEmpty();
    assertThat(workflow.day.source.list("topics/payments/")).hasSize(1);

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.catalog.published("SELECT order_id FROM files", "orders")).hasSize(2);
  }

  @Test
  void keepsExistingTags() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    define("tag");
    try (S3Client s3 = s3()) {
      s3.putObjectTagging(
          put -> put.bucket("kconnect").key(FIRST).tagging(t -> t.tagSet(tag("owner", "connect"))));

      assertThat(clean(false).status()).isEqualTo(ExecutionStatus.SUCCEEDED);

      String run = workflow.catalog.ledgerLocation("orders").replaceFirst(".*/run=([^/]*)/", "$1");
      assertThat(s3.getObjectTagging(get -> get.bucket("kconnect").key(FIRST)).tagSet())
          .containsExactlyInAnyOrder(tag("owner", "connect"), tag("kcompact-compacted", run));
    }
    assertThat(workflow.day.source.list(ORDERS)).hasSize(2);
    assertThat(clean(false).output()).contains("\"objects\": 0");
  }

  @Test
  void anIncidentReportsAFailedCleanUpUntilOneSucceeds() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    workflow.lambda.failBefore("kcompact-clean", new NonRetryableException("it may not"));

    DescribeExecutionResponse failed = clean(false);

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.cause()).contains("it may not");
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/clean-up", "1"));
    assertThat(workflow.serviceNow.incidents().get(0))
        .containsEntry("short_description", "kcompact: the clean-up failed");

    clean(false);
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/clean-up", "6"));
  }

  @Test
  void leavesWhatWasOverwrittenSince() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    define("delete");
    workflow.day.source.put(FIRST, "another content");

    clean(false);

    assertThat(workflow.day.source.list(ORDERS))
        .extracting(StoredObject::key)
        .containsExactly(FIRST);
  }

  /** Cleans as the schedule does, or as a dry run. */
  private DescribeExecutionResponse clean(boolean dryRun) throws InterruptedException {
    return workflow.await(
        workflow.begin(
            dryRun
                ? "{\"action\": \"CLEAN\", \"dryRun\": true}"
                : "{\"scheduledTime\": \"2026-11-23T05:00:00Z\", \"action\": \"CLEAN\"}"));
  }

  private void define(String action) {
    String file = "tables/orders.yaml";
    Stores.open(workflow.day.settings.tables())
        .put(
            file,
            SampleDefinitions.text(file) + "clean-up: { action: " + action + ", after: 0d }\n");
  }

  private static Tag tag(String name, String value) {
    return Tag.builder().key(name).value(value).build();
  }

  private static S3Client s3() {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .forcePathStyle(true)
        .build();
  }
}
