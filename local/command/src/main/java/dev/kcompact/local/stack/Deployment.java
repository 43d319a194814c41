package dev.kcompact.local.stack;

import dev.kcompact.local.aws.AwsClients;
import dev.kcompact.local.process.ServerException;
import dev.kcompact.local.template.SamTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Puts in place what the deployment's template creates on AWS: configuration, lock table, state
 * machine.
 */
public final class Deployment {
  /** The lock table's name here. */
  static final String LOCK_TABLE = "kcompact-locks";

  /** Below the lake, where job and functions read the table definitions. */
  public static final String CONFIGURATION_PREFIX = "_kcompact/conf/";

  private static final List<String> FOLDERS = List.of("tables", "schemas", "sql");

  private Deployment() {}

  /** Uploads tables, schemas and SQL to the lake. */
  public static void uploadConfiguration(S3Client s3, Path configuration) {
    for (String folder : FOLDERS) {
      try (Stream<Path> files = Files.list(configuration.resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String key = CONFIGURATION_PREFIX + folder + "/" + file.getFileName();
          s3.putObject(
              put -> put.bucket(Endpoints.LAKE_BUCKET).key(key), RequestBody.fromFile(file));
        }
      } catch (IOException | SdkException e) {
        throw new ServerException("Failed to upload the configuration: " + configuration, e);
      }
    }
  }

  /** Creates the lock table and the state machine; returns the machine's ARN. */
  static String create(AwsClients clients, Endpoints endpoints, SamTemplate template) {
    try (DynamoDbClient dynamoDb = clients.dynamoDb(endpoints.aws());
        SfnClient stepFunctions = clients.stepFunctions(endpoints.aws())) {
      dynamoDb.createTable(
          table ->
              table
                  .tableName(LOCK_TABLE)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .keySchema(key -> key.attributeName("pk").keyType(KeyType.HASH))
                  .attributeDefinitions(
                      pk -> pk.attributeName("pk").attributeType(ScalarAttributeType.S)));
      return stepFunctions
          .createStateMachine(
              machine ->
                  machine
                      .name(template.machineName())
                      .definition(template.definition())
                      .roleArn("arn:aws:iam::123456789012:role/kcompact"))
          .stateMachineArn();
    } catch (SdkException e) {
      throw new ServerException("Failed to create the state machine: " + endpoints.aws(), e);
    }
  }
}
