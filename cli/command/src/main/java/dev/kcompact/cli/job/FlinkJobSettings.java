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
 * A run of the streaming job in a cluster of its own.
 *
 * @param parallelism its default parallelism
 * @param checkpointInterval between the starts of two checkpoints
 * @param checkpoints where checkpoints are kept
 * @param properties the file of its runtime properties
 * @param lake root whose requests by the sink are counted; counted only on S3
 * @param flink more Flink configuration, such as that of the S3 plugin
 */
public record FlinkJobSettings(
    int parallelism,
    Duration checkpointInterval,
    StorageLocation checkpoints,
    Path properties,
    StorageLocation lake,
    Map<String, String> flink) {
  /** What the S3 server counts the requests of Flink's sink as. */
  public static final String SINK_APPLICATION = "kcompact-sink";

  /** Copies the configuration. */
  public FlinkJobSettings {
    if (parallelism < 1) {
      throw new IllegalArgumentException("The parallelism must be 1 or more: " + parallelism);
    }
    flink = Map.copyOf(flink);
  }

  /** Flink's S3 plugin on a local S3 server. */
  public static Map<String, String> s3Plugin(URI endpoint, Connection.Access access) {
    return Map.of(
        "s3.endpoint", endpoint.toString(),
        "s3.endpoint.region", access.region(),
        "s3.path.style.access", "true",
        "s3.access-key", access.accessKey(),
        "s3.secret-key", access.secretKey(),
        // Without it the plugin also asks for an EC2 instance's credentials.
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
        // So that the server counts the plugin's requests apart from everybody else's.
        "fs.s3a.user.agent.prefix", SINK_APPLICATION);
  }

  /** What the cluster's main class is given. */
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
