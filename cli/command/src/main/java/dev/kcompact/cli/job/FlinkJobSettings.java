package dev.kcompact.cli.job;

import dev.kcompact.cli.home.Connection;
import dev.kcompact.contract.location.StorageLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of the streaming job in a separate cluster.
 *
 * @param checkpointInterval time between the starts of two checkpoints
 * @param checkpoints where checkpoints are stored
 * @param properties the file of its runtime properties
 * @param lake on S3, the root whose requests by the sink are counted
 * @param flink additional Flink configuration, for example of the S3 plugin
 */
public record FlinkJobSettings(
    int parallelism,
    Duration checkpointInterval,
    StorageLocation checkpoints,
    Path properties,
    StorageLocation lake,
    Map<String, String> flink) {
  /** The user agent by which the S3 server counts the requests of Flink's sink. */
  public static final String SINK_APPLICATION = "kcompact-sink";

  public FlinkJobSettings {
    if (parallelism < 1) {
      throw new IllegalArgumentException("Parallelism is less than 1: " + parallelism);
    }
    flink = Map.copyOf(flink);
  }

  /** Configures Flink's S3 plugin for a local S3 server. */
  public static Map<String, String> s3Plugin(URI endpoint, Connection.Access access) {
    return Map.of(
        "s3.endpoint", endpoint.toString(),
        "s3.endpoint.region", access.region(),
        "s3.path.style.access", "true",
        "s3.access-key", access.accessKey(),
        "s3.secret-key", access.secretKey(),
        // Otherwise the plugin also requests an EC2 instance's credentials.
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
        // Lets the server count the plugin's requests separately.
        "fs.s3a.user.agent.prefix", SINK_APPLICATION);
  }

  /** Arguments of the cluster's main class. */
  List<String> arguments(Path jar, int restPort, Path result) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--jar", jar.toString());
    options.put("--rest-port", Integer.toString(restPort));
    options.put("--parallelism", Integer.toString(parallelism));
    options.put("--checkpoint-dir", checkpoints.toString());
    options.put("--checkpoint-interval", checkpointInterval.toMillis() + "ms");
    options.put("--result", result.toString());
    if (lake.isS3()) {
      options.put("--count-requests-of", lake.toString());
    }
    List<String> arguments = new ArrayList<>();
    options.forEach((name, value) -> arguments.addAll(List.of(name, value)));
    flink.forEach((key, value) -> arguments.addAll(List.of("--conf", key + "=" + value)));
    arguments.addAll(List.of("--", "--properties", properties.toString()));
    return arguments;
  }
}
