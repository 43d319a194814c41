package dev.kcompact.finalizer.notify;

import dev.kcompact.finalizer.failure.RetryableException;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Claims as items of the locks' DynamoDB table, beside the locks; an ended one is deleted. */
final class DynamoClaimTable implements ClaimTable {
  private static final String KEY = "pk";

  private final DynamoDbClient dynamo;
  private final String table;

  DynamoClaimTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  static DynamoClaimTable open(String table) {
    return new DynamoClaimTable(
        DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
        table);
  }

  /** Uses a placeholder because owner is a reserved word of DynamoDB. */
  @Override
  public boolean take(String name, String owner, Instant now, Instant expiresAt) {
    try {
      dynamo.putItem(
          put ->
              put.tableName(table)
                  .item(
                      Map.of(
                          KEY,
                          key(name),
                          "owner",
                          AttributeValue.fromS(owner),
                          "expiresAt",
                          millis(expiresAt)))
                  .conditionExpression(
                      "attribute_not_exists(pk) OR #owner = :owner OR expiresAt <= :now")
                  .expressionAttributeNames(Map.of("#owner", "owner"))
                  .expressionAttributeValues(
                      Map.of(":owner", AttributeValue.fromS(owner), ":now", millis(now))));
      return true;
    } catch (ConditionalCheckFailedException held) {
      return false;
    } catch (SdkException e) {
      throw new RetryableException("Failed to write claim: " + location(name), e);
    }
  }

  @Override
  public void release(String name, String owner) {
    try {
      dynamo.deleteItem(
          delete ->
              delete
                  .tableName(table)
                  .key(Map.of(KEY, key(name)))
                  .conditionExpression("#owner = :owner")
                  .expressionAttributeNames(Map.of("#owner", "owner"))
                  .expressionAttributeValues(Map.of(":owner", AttributeValue.fromS(owner))));
    } catch (ConditionalCheckFailedException anothers) {
      // It had expired, and another owner has taken it.
    } catch (SdkException e) {
      throw new RetryableException("Failed to delete claim: " + location(name), e);
    }
  }

  private static AttributeValue key(String name) {
    return AttributeValue.fromS("incident#" + name);
  }

  private static AttributeValue millis(Instant time) {
    return AttributeValue.fromN(Long.toString(time.toEpochMilli()));
  }

  private String location(String name) {
    return table + "/incident#" + name;
  }
}
