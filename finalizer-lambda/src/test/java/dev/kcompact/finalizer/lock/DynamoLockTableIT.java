package dev.kcompact.finalizer.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.testing.SharedMoto;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
class DynamoLockTableIT {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final LockItem FIRST =
      new LockItem("a", 1, true, Instant.ofEpochSecond(1_795_413_600));
  private static final LockItem SECOND =
      new LockItem("b", 2, false, Instant.ofEpochSecond(1_795_413_700));

  private DynamoLockTable table;

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
    table = new DynamoLockTable(dynamo, "locks");
  }

  @Test
  void keepsWhatIsWritten() {
    assertThat(table.find(DAY)).isEmpty();
    assertThat(table.replace(DAY, Optional.empty(), FIRST)).isTrue();
    assertThat(table.find(DAY)).contains(FIRST);
    assertThat(table.replace(DAY, Optional.of(FIRST), SECOND)).isTrue();
    assertThat(table.find(DAY)).contains(SECOND);
  }

  @Test
  void replacesOnlyWhatWasSeen() {
    table.replace(DAY, Optional.empty(), FIRST);

    assertThat(table.replace(DAY, Optional.empty(), SECOND)).isFalse();
    assertThat(table.replace(DAY, Optional.of(SECOND), SECOND)).isFalse();
    assertThat(table.find(DAY)).contains(FIRST);
  }

  @Test
  void fiftyAtOnceGiveOneOwner() throws Exception {
    DayLock lock =
        new DayLock(
            table, arn -> DayLock.Executions.State.RUNNING, Instant::now, Duration.ofHours(1));
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      List<Callable<DayLock.Outcome>> starts = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String execution = "execution-" + i;
        starts.add(() -> lock.acquire(DAY, execution));
      }
      int acquired = 0;
      for (Future<DayLock.Outcome> outcome : threads.invokeAll(starts)) {
        acquired += outcome.get() instanceof DayLock.Outcome.Acquired ? 1 : 0;
      }
      assertThat(acquired).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void namesTheLockThatCannotBeRead() {
    DynamoLockTable missing =
        new DynamoLockTable(
            DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
            "no-such-table");

    assertThatThrownBy(() -> missing.find(DAY))
        .isInstanceOf(RetryableException.class)
        .hasMessageStartingWith("Failed to read lock: no-such-table/day#2026-11-22");
  }
}
