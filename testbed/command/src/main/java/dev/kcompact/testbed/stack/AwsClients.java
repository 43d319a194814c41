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
 * Creates clients of the local endpoints; the caller closes them. Their application name
 * kcompact-local separates their S3 requests from the job's.
 */
public final class AwsClients {
  /** The application name in the user agent, by which the S3 server counts requests. */
  public static final String APPLICATION = "kcompact-local";

  /** A client of the S3 server, path style. */
  public static S3Client s3(URI endpoint) {
    return at(endpoint, S3Client.builder().forcePathStyle(true)).build();
  }

  public static GlueClient glue(URI endpoint) {
    return at(endpoint, GlueClient.builder()).build();
  }

  public static DynamoDbClient dynamoDb(URI endpoint) {
    return at(endpoint, DynamoDbClient.builder()).build();
  }

  public static SfnClient stepFunctions(URI endpoint) {
    return at(endpoint, SfnClient.builder()).build();
  }

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
