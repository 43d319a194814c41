package dev.kcompact.finalizer.workflow;

import static dev.kcompact.finalizer.testing.DayFixture.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.lock.DynamoLockTable;
import dev.kcompact.finalizer.lock.LockItem;
import dev.kcompact.finalizer.lock.LockTable;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The DynamoDB table of locks; methods without a date use the fixture's day. */
final class LockItems implements AutoCloseable {
  private static final String TABLE = "locks";

  private final DynamoDbClient dynamo =
      DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();

  void createTable() {
    dynamo.createTable(
        table ->
            table
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    a -> a.attributeName("pk").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("pk").keyType(KeyType.HASH)));
  }

  /** Whether any day was ever locked. */
  boolean exist() {
    return dynamo.scan(scan -> scan.tableName(TABLE)).count() > 0;
  }

  Map<String, AttributeValue> of(LocalDate date) {
    return dynamo
        .getItem(get -> get.tableName(TABLE).key(Map.of("pk", AttributeValue.fromS("day#" + date))))
        .item();
  }

  String state() {
    return of(DAY).get("state").s();
  }

  String owner() {
    return of(DAY).get("owner").s();
  }

  long token() {
    return Long.parseLong(of(DAY).get("token").n());
  }

  /** Gives the day's lock to another owner, as if it had expired. */
  void take(String owner) {
    LockTable locks = new DynamoLockTable(dynamo, TABLE);
    LockItem current = locks.find(DAY).orElseThrow();
    LockItem next = new LockItem(owner, current.token() + 1, true, current.expiresAt());
    assertThat(locks.replace(DAY, Optional.of(current), next)).isTrue();
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
