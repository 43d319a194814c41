package dev.kcompact.cli.flink;

import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.util.WrappingProxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Flink's S3 plugin counts of itself. Hadoop's statistics live behind the plugin's own class
 * loader, so they are reached by name; where that fails nothing is counted, and the log says so.
 */
final class S3PluginRequests {
  private static final Logger LOG = LoggerFactory.getLogger(S3PluginRequests.class);
  private static final String PREFIX = "s3a.";
  private static final String HADOOP = "org.apache.hadoop.fs.";

  private S3PluginRequests() {}

  /**
   * Counts by S3A's names of its statistics, each with {@code s3a.} before it.
   *
   * @param root whose file system is asked; it is the one that the job used, for Flink keeps one a
   *     bucket
   */
  static Map<String, Long> of(URI root) {
    Map<String, Long> counts = new TreeMap<>();
    try {
      Object flink = FileSystem.get(root);
      while (flink instanceof WrappingProxy<?> proxy) {
        flink = proxy.getWrappedDelegate();
      }
      Object hadoop = flink.getClass().getMethod("getHadoopFileSystem").invoke(flink);
      ClassLoader plugin = hadoop.getClass().getClassLoader();
      Object statistics = call(plugin, "FileSystem", "getStorageStatistics", hadoop);
      Object all = call(plugin, "StorageStatistics", "getLongStatistics", statistics);
      Iterator<?> each = (Iterator<?>) all;
      while (each.hasNext()) {
        Object one = each.next();
        Object name = call(plugin, "StorageStatistics$LongStatistic", "getName", one);
        Object value = call(plugin, "StorageStatistics$LongStatistic", "getValue", one);
        counts.put(PREFIX + name, (Long) value);
      }
    } catch (IOException | ReflectiveOperationException | ClassCastException e) {
      LOG.warn("The S3 plugin's requests cannot be counted: {}", e.toString());
    }
    return counts;
  }

  /** Calls a public method of one of Hadoop's public classes. */
  private static Object call(ClassLoader plugin, String type, String method, Object target)
      throws ReflectiveOperationException {
    return Class.forName(HADOOP + type, true, plugin).getMethod(method).invoke(target);
  }
}
