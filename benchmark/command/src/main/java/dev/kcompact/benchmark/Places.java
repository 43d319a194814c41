package dev.kcompact.benchmark;

import dev.kcompact.benchmark.run.S3Place;
import dev.kcompact.benchmark.run.S3Place.S3Access;
import dev.kcompact.benchmark.run.Sample;
import dev.kcompact.benchmark.run.Storage;
import dev.kcompact.cli.process.Directories;
import dev.kcompact.testbed.stack.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The storages of a benchmark and their objects. */
final class Places implements AutoCloseable {
  private final Map<Storage, Sample> samples = new EnumMap<>(Storage.class);
  private final int latencyMs;
  private final @Nullable S3Place s3;

  /** Writes the given number of objects for each storage, and starts the S3 server if needed. */
  Places(Checkout checkout, Path folder, Map<Storage, Integer> objects, int latencyMs)
      throws IOException, InterruptedException {
    this.latencyMs = latencyMs;
    for (Map.Entry<Storage, Integer> each : objects.entrySet()) {
      Path to = folder.resolve("sample-" + each.getKey().label());
      Directories.delete(to);
      samples.put(each.getKey(), Sample.write(each.getValue(), checkout.configuration(), to));
    }
    Sample remote = samples.get(Storage.S3);
    if (remote == null) {
      s3 = null;
      return;
    }
    Path bucket = folder.resolve("s3");
    Directories.delete(bucket);
    // The upload runs without latency; only the measured runs have it.
    try (S3Place fast = S3Place.start(checkout, bucket, 0)) {
      fast.upload(remote);
    }
    s3 = S3Place.start(checkout, bucket, latencyMs);
  }

  List<Storage> storages() {
    return List.copyOf(samples.keySet());
  }

  Sample sample(Storage storage) {
    Sample sample = samples.get(storage);
    if (sample == null) {
      throw new IllegalArgumentException("not a storage of this benchmark: " + storage);
    }
    return sample;
  }

  S3Place s3() {
    if (s3 == null) {
      throw new IllegalStateException("this benchmark has no S3");
    }
    return s3;
  }

  S3Access access() {
    return s3 == null ? S3Access.NONE : s3.access();
  }

  int latencyMs() {
    return latencyMs;
  }

  @Override
  public void close() {
    if (s3 != null) {
      s3.close();
    }
  }
}
