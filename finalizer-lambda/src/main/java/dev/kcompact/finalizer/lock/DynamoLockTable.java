package dev.kcompact.finalizer.lock;

import dev.kcompact.finalizer.failure.RetryableException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Locks as items of a DynamoDB table. */
public final class DynamoLockTable implements LockTable {
  private static final String KEY = "pk";
  private static final String OWNER = "owner";
  private static final String TOKEN = "token";
  private static final String STATE = "state";
  private static final String EXPIRES = "expiresAt";
  private static final String HELD = "HELD";
  private static final String FREE = "FREE";

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoLockTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  public static DynamoLockTable open(String table) {
    return new DynamoLockTable(
        DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
        table);
  }

  @Override
  public Optional<LockItem> find(LocalDate day) {
    try {
      Map<String, AttributeValue> item =
          dynamo.getItem(get -> get.tableName(table).key(key(day)).consistentRead(true)).item();
      return item.isEmpty() ? Optional.empty() : Optional.of(read(item));
    } catch (SdkException e) {
      throw new RetryableException("Failed to read lock: " + location(day), e);
    }
  }

  private static LockItem read(Map<String, AttributeValue> item) {
    return new LockItem(
        text(item, OWNER),
        Long.parseLong(number(item, TOKEN)),
        text(item, STATE).equals(HELD),
        Instant.ofEpochSecond(Long.parseLong(number(item, EXPIRES))));
  }

  @Override
  public boolean replace(LocalDate day, Optional<LockItem> seen, LockItem next) {
    Map<String, AttributeValue> item = new HashMap<>(key(day));
    item.put(OWNER, AttributeValue.fromS(next.owner()));
    item.put(TOKEN, AttributeValue.fromN(Long.toString(next.token())));
    item.put(STATE, AttributeValue.fromS(next.held() ? HELD : FREE));
    item.put(EXPIRES, AttributeValue.fromN(Long.toString(next.expiresAt().getEpochSecond())));
    PutItemRequest.Builder put = PutItemRequest.builder().tableName(table).item(item);
    seen.ifPresentOrElse(
        before -> condition(put, before),
        () -> put.conditionExpression("attribute_not_exists(pk)"));
    try {
      dynamo.putItem(put.build());
      return true;
    } catch (ConditionalCheckFailedException changed) {
      return false;
    } catch (SdkException e) {
      throw new RetryableException("Failed to write lock: " + location(day), e);
    }
  }

  /** Uses placeholders because owner, token and state are reserved words of DynamoDB. */
  private static void condition(PutItemRequest.Builder put, LockItem before) {
    put.conditionExpression("#token = :token AND #owner = :owner AND #state = :state")
        .expressionAttributeNames(Map.of("#token", TOKEN, "#owner", OWNER, "#state", STATE))
        .expressionAttributeValues(
            Map.of(
                ":token", AttributeValue.fromN(Long.toString(before.token())),
                ":owner", AttributeValue.fromS(before.owner()),
                ":state", AttributeValue.fromS(before.held() ? HELD : FREE)));
  }

  private static Map<String, AttributeValue> key(LocalDate day) {
    return Map.of(KEY, AttributeValue.fromS("day#" + day));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  private static String number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.n() == null ? "0" : value.n();
  }

  private String location(LocalDate day) {
    return table + "/day#" + day;
  }
}
