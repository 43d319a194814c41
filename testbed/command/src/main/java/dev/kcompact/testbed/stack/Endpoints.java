package dev.kcompact.testbed.stack;

import dev.kcompact.cli.home.Connection;
import dev.kcompact.contract.location.StorageLocation;
import java.net.URI;

/**
 * Addresses of the servers, all on 127.0.0.1.
 *
 * @param aws all other AWS services: Glue, DynamoDB, Step Functions, Lambda's Invoke API
 * @param kafka Kafka's bootstrap server, host:port
 * @param serviceNow the ServiceNow receiver; a GET of / lists its incidents
 */
public record Endpoints(URI s3, URI aws, String kafka, URI serviceNow) {
  public static final String REGION = "us-east-1";

  public static final String ACCESS_KEY = "local";

  /** The secret key of the local servers; not secret. */
  public static final String SECRET_KEY = "localsecret";

  public static final Connection.Access ACCESS =
      new Connection.Access(REGION, ACCESS_KEY, SECRET_KEY);

  /** The bucket of the raw objects. */
  public static final String SOURCE_BUCKET = "kconnect";

  /** Prefix of the Glue databases: {@code <prefix>_<domain>}. */
  public static final String GLUE_PREFIX = "lake";

  /** The bucket of all of kcompact's files. */
  public static final String LAKE_BUCKET = "lake";

  /** The connection data for other commands. */
  Connection connection(String stateMachine) {
    return new Connection(
        s3,
        aws,
        ACCESS,
        kafka,
        StorageLocation.parse("s3://" + SOURCE_BUCKET + "/"),
        StorageLocation.parse("s3://" + LAKE_BUCKET + "/"),
        stateMachine);
  }

  /** Returns the kinds of S3 requests by client and folder as JSON. */
  public URI s3Places() {
    return s3.resolve("/_places");
  }

  /** Returns the counts of S3 requests by client and kind as JSON; a DELETE resets them. */
  public URI s3Requests() {
    return s3.resolve("/_requests");
  }
}
