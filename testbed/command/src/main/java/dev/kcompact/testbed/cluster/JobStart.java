package dev.kcompact.testbed.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a submission.
 *
 * @param checkpointInterval time between the starts of two checkpoints
 * @param checkpoints where checkpoints are stored
 * @param properties the file of the job's runtime properties
 * @param restore checkpoint or savepoint to start from; null for none
 */
public record JobStart(
    int parallelism,
    Duration checkpointInterval,
    URI checkpoints,
    Path properties,
    @Nullable String restore) {
  public JobStart {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism is not positive: " + parallelism);
    }
  }

  /**
   * @param place checkpoint or savepoint to start from; null for none
   */
  public JobStart from(@Nullable String place) {
    return new JobStart(parallelism, checkpointInterval, checkpoints, properties, place);
  }

  public JobStart with(int other) {
    return new JobStart(other, checkpointInterval, checkpoints, properties, restore);
  }
}
