package dev.kcompact.finalizer.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.testing.SharedMoto;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

@Tag("full")
class DynamoClaimTableIT {
  private static final String NAME = "kcompact/day/2026-11-22";
  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00.123Z");
  private static final Instant LATER = NOW.plusSeconds(30);

  private DynamoClaimTable table;

  @BeforeEach
  void createTable() {
    SharedMoto.running().reset();
    DynamoDbClient dynamo =
        DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    dynamo.createTable(
        t ->
            t.tableName("locks")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    a -> a.attributeName("pk").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("pk").keyType(KeyType.HASH)));
    table = new DynamoClaimTable(dynamo, "locks");
  }

  @Test
  void isHeldByOneOwnerUntilItExpires() {
    assertThat(table.take(NAME, "a", NOW, LATER)).isTrue();
    assertThat(table.take(NAME, "a", NOW, LATER)).as("extended").isTrue();
    assertThat(table.take(NAME, "b", LATER.minusMillis(1), LATER.plusSeconds(30))).isFalse();
    assertThat(table.take("another", "b", NOW, LATER)).isTrue();
    assertThat(table.take(NAME, "b", LATER, LATER.plusSeconds(30))).as("expired").isTrue();
    assertThat(table.take(NAME, "a", LATER, LATER.plusSeconds(30))).isFalse();
  }

  @Test
  void isReleasedByItsOwnerOnly() {
    table.take(NAME, "a", NOW, LATER);
    table.release(NAME, "b");
    assertThat(table.take(NAME, "b", NOW, LATER)).isFalse();

    table.release(NAME, "a");
    table.release(NAME, "a");
    assertThat(table.take(NAME, "b", NOW, LATER)).isTrue();
  }

  @Test
  void twentyAtOnceGiveOneOwner() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<Callable<Boolean>> takes = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String owner = "owner-" + i;
        takes.add(() -> table.take(NAME, owner, NOW, LATER));
      }
      int taken = 0;
      for (Future<Boolean> take : threads.invokeAll(takes)) {
        taken += take.get() ? 1 : 0;
      }
      assertThat(taken).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void namesTheClaimThatCannotBeWritten() {
    DynamoClaimTable missing =
        new DynamoClaimTable(
            DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
            "no-such-table");

    assertThatThrownBy(() -> missing.take(NAME, "a", NOW, LATER))
        .isInstanceOf(RetryableException.class)
        .hasMessageStartingWith("Failed to write claim: no-such-table/incident#" + NAME);
    assertThatThrownBy(() -> missing.release(NAME, "a"))
        .isInstanceOf(RetryableException.class)
        .hasMessageStartingWith("Failed to delete claim: no-such-table/incident#" + NAME);
  }
}
