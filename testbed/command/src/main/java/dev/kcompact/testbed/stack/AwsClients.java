package dev.kcompact.testbed.stack;

import java.net.URI;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Builds clients of the local endpoints; each is the caller's to close. They name themselves
 * kcompact-local, so that their S3 requests are counted apart from the job's.
 */
public final class AwsClients {
  /** What the clients' user agent says, and the S3 server counts them as. */
  public static final String APPLICATION = "kcompact-local";

  /** A client of the S3 server, path style. */
  public static S3Client s3(URI endpoint) {
    return at(endpoint, S3Client.builder().forcePathStyle(true)).build();
  }

  /** A client of Glue. */
  public static GlueClient glue(URI endpoint) {
    return at(endpoint, GlueClient.builder()).build();
  }

  /** A client of DynamoDB. */
  public static DynamoDbClient dynamoDb(URI endpoint) {
    return at(endpoint, DynamoDbClient.builder()).build();
  }

  /** A client of Step Functions. */
  public static SfnClient stepFunctions(URI endpoint) {
    return at(endpoint, SfnClient.builder()).build();
  }

  /** A client of SQS. */
  public static SqsClient sqs(URI endpoint) {
    return at(endpoint, SqsClient.builder()).build();
  }

  private AwsClients() {}

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(
      URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(Endpoints.REGION))
        .credentialsProvider(Endpoints.ACCESS.credentials())
        .overrideConfiguration(configuration -> configuration.appId(APPLICATION))
        .httpClientBuilder(Apache5HttpClient.builder());
  }
}
