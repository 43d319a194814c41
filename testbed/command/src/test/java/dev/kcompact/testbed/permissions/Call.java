package dev.kcompact.testbed.permissions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A recorded call to AWS.
 *
 * @param principal the function's name, or the streaming job's
 * @param service the service's name in the SDK
 * @param status of the answer
 * @param isConditional whether it has a condition on the content
 * @param place bucket and key, database and table, or an ARN
 */
record Call(
    String principal,
    String service,
    String operation,
    int status,
    boolean isConditional,
    String place)
    implements Comparable<Call> {
  private static final String ACCOUNT = "us-east-1:123456789012:";
  private static final int NOT_FOUND = 404;

  private static final Comparator<Call> ORDER =
      Comparator.comparing(Call::principal)
          .thenComparing(Call::service)
          .thenComparing(Call::operation)
          .thenComparing(Call::place)
          .thenComparing(Call::status)
          .thenComparing(Call::isConditional);

  static Call parse(String line) {
    String[] fields = line.split("\t", -1);
    return new Call(
        fields[0],
        fields[1],
        fields[2],
        Integer.parseInt(fields[3]),
        Boolean.parseBoolean(fields[4]),
        fields[5]);
  }

  /** The permissions that AWS requires for the call. */
  List<Need> needs() {
    return switch (service) {
      case "S3" -> s3();
      case "DynamoDB", "DynamoDb" ->
          List.of(need("dynamodb", "arn:aws:dynamodb:" + ACCOUNT + "table/" + place));
      case "Sfn" -> List.of(need("states", place));
      case "Glue" -> glue();
      case "SecretsManager", "Secrets Manager" -> List.of(need("secretsmanager", place));
      default -> throw new IllegalStateException("No rule for calls to this service: " + this);
    };
  }

  /**
   * A caller that may not list a bucket gets 403 in place of 404, and a conditional write requires
   * read permission.
   */
  private List<Need> s3() {
    String bucket = "arn:aws:s3:::" + place.replaceFirst("/.*", "");
    String object = "arn:aws:s3:::" + place;
    List<Need> needs = new ArrayList<>();
    switch (operation) {
      case "ListObjectsV2" -> needs.add(new Need(principal, "s3:ListBucket", bucket));
      case "GetObject", "HeadObject" -> needs.add(new Need(principal, "s3:GetObject", object));
      case "PutObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload" ->
          needs.add(new Need(principal, "s3:PutObject", object));
      case "DeleteObject", "DeleteObjects" ->
          needs.add(new Need(principal, "s3:DeleteObject", object));
      case "AbortMultipartUpload", "GetObjectTagging", "PutObjectTagging" ->
          needs.add(new Need(principal, "s3:" + operation, object));
      default -> throw new IllegalStateException("No rule for this call: " + this);
    }
    if (isConditional) {
      needs.add(new Need(principal, "s3:GetObject", object));
    }
    if (status == NOT_FOUND) {
      needs.add(new Need(principal, "s3:ListBucket", bucket));
    }
    return needs;
  }

  /** Glue checks a resource and all its parents. */
  private List<Need> glue() {
    String root = "arn:aws:glue:" + ACCOUNT;
    List<Need> needs = new ArrayList<>(List.of(need("glue", root + "catalog")));
    if (!place.isEmpty()) {
      needs.add(need("glue", root + "database/" + place.replaceFirst("/.*", "")));
    }
    if (place.contains("/")) {
      needs.add(need("glue", root + "table/" + place));
    }
    return needs;
  }

  private Need need(String prefix, String resource) {
    return new Need(principal, prefix.toLowerCase(Locale.ROOT) + ":" + operation, resource);
  }

  @Override
  public int compareTo(Call other) {
    return ORDER.compare(this, other);
  }
}
