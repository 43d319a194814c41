package dev.kcompact.testbed.connect.sink;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.errors.RetriableException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket that a sink writes to. A failed request is retried by the worker. */
final class SinkBucket implements ObjectTarget, AutoCloseable {
  private static final String BUCKET = "s3.bucket.name";
  private static final String ENDPOINT = "s3.endpoint";
  private static final String REGION = "s3.region";
  private static final String ACCESS_KEY = "aws.access.key.id";
  private static final String SECRET_KEY = "aws.secret.access.key";

  /** The application name in the user agent, by which the S3 server counts requests. */
  private static final String APPLICATION = "kafka-connect";

  private final S3Client s3;
  private final String bucket;

  private SinkBucket(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** Adds the properties of the bucket. */
  static ConfigDef define(ConfigDef properties) {
    for (String name : new String[] {BUCKET, ENDPOINT, REGION, ACCESS_KEY, SECRET_KEY}) {
      properties.define(name, Type.STRING, Importance.HIGH, "Where objects are written.");
    }
    return properties;
  }

  /** Opens the bucket that valid properties name. */
  static SinkBucket open(Map<String, String> properties) {
    AwsBasicCredentials credentials =
        AwsBasicCredentials.create(value(properties, ACCESS_KEY), value(properties, SECRET_KEY));
    S3Client s3 =
        S3Client.builder()
            .forcePathStyle(true)
            .endpointOverride(URI.create(value(properties, ENDPOINT)))
            .region(Region.of(value(properties, REGION)))
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .overrideConfiguration(configuration -> configuration.appId(APPLICATION))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
    return new SinkBucket(s3, value(properties, BUCKET));
  }

  private static String value(Map<String, String> properties, String name) {
    return requireNonNull(properties.get(name), () -> name + " is missing");
  }

  @Override
  public void put(String key, byte[] content) {
    try {
      s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content));
    } catch (SdkException e) {
      throw new RetriableException("Failed to write the object: s3://" + bucket + '/' + key, e);
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
