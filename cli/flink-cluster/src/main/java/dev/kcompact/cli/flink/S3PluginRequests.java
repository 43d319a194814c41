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
 * Reads the request statistics of Flink's S3 plugin. Hadoop's classes are in the plugin's own class
 * loader, so they are called by reflection; if that fails, the result is empty and a warning is
 * logged.
 */
final class S3PluginRequests {
  private static final Logger LOG = LoggerFactory.getLogger(S3PluginRequests.class);
  private static final String PREFIX = "s3a.";
  private static final String HADOOP = "org.apache.hadoop.fs.";

  private S3PluginRequests() {}

  /** S3A's statistics for the root's bucket by name, each with the prefix {@code s3a.}. */
  static Map<String, Long> of(URI root) {
    Map<String, Long> counts = new TreeMap<>();
    try {
      Object flink = FileSystem.get(ofTheSink(root));
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
      LOG.warn("Failed to count the S3 plugin's requests: {}", e.toString());
    }
    return counts;
  }

  /** The job's sink writes by S3A's scheme, and Flink has a file system for each scheme. */
  private static URI ofTheSink(URI root) {
    return "s3".equals(root.getScheme())
        ? URI.create("s3a" + root.toString().substring("s3".length()))
        : root;
  }

  private static Object call(ClassLoader plugin, String type, String method, Object target)
      throws ReflectiveOperationException {
    return Class.forName(HADOOP + type, true, plugin).getMethod(method).invoke(target);
  }
}
