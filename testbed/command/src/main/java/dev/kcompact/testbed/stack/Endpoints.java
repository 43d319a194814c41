package dev.kcompact.testbed.stack;

import dev.kcompact.cli.home.Connection;
import dev.kcompact.contract.location.StorageLocation;
import java.net.URI;

/**
 * Where the servers answer, all on 127.0.0.1.
 *
 * @param s3 the S3 server
 * @param aws everything else of AWS: Glue, DynamoDB, Step Functions, Lambda's Invoke API
 * @param kafka Kafka's bootstrap server, host:port
 * @param serviceNow the ServiceNow receiver; a GET of / lists its incidents
 */
public record Endpoints(URI s3, URI aws, String kafka, URI serviceNow) {
  /** The region that everything is in. */
  public static final String REGION = "us-east-1";

  /** The access key of the local servers. */
  public static final String ACCESS_KEY = "local";

  /** The secret key of the local servers; no secret. */
  public static final String SECRET_KEY = "localsecret";

  /** Region and keys of the local servers. */
  public static final Connection.Access ACCESS =
      new Connection.Access(REGION, ACCESS_KEY, SECRET_KEY);

  /** The bucket of the raw objects. */
  public static final String SOURCE_BUCKET = "kconnect";

  /** The Glue database of a domain is named so, an underscore, and the domain. */
  public static final String GLUE_PREFIX = "lake";

  /** The bucket of everything that is made of them. */
  public static final String LAKE_BUCKET = "lake";

  /** How the commands reach the stack that answers here. */
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

  /** Answers which kinds of S3 requests were made in which folders, by client, as JSON. */
  public URI s3Places() {
    return s3.resolve("/_places");
  }

  /** Answers the counts of S3 requests by client and kind as JSON; a DELETE resets them. */
  public URI s3Requests() {
    return s3.resolve("/_requests");
  }
}
