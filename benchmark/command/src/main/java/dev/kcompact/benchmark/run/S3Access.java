package dev.kcompact.benchmark.run;

import dev.kcompact.testbed.stack.Checkout;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How subjects reach the local S3 server.
 *
 * @param endpoint null where only the disk is used
 */
public record S3Access(@Nullable URI endpoint) {
  /** Nobody uses S3. */
  public static final S3Access NONE = new S3Access(null);

  /** Options of the kcompact command. */
  List<String> commandOptions() {
    return endpoint == null ? List.of() : List.of("--s3-endpoint", endpoint.toString());
  }

  /** What a peer on Flink's S3 plugin finds in its environment. */
  Map<String, String> environment(Checkout checkout) {
    return endpoint == null
        ? Map.of()
        : Map.of(
            "S3_ENDPOINT",
            endpoint.toString(),
            "FLINK_PLUGINS_DIR",
            checkout.installation().flinkPlugins().toString());
  }
}
