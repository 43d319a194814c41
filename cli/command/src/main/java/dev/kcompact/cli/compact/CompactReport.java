package dev.kcompact.cli.compact;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.audit.CompactedLake.LakeFile;
import dev.kcompact.cli.job.FlinkJobResult;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.naming.ExcludedObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Results of a bounded run; its JSON has these names.
 *
 * @param objects number of raw objects in the files
 * @param bytes stored size of the raw objects
 * @param rows number of rows in the files, including corrupt ones
 * @param files the files that this run committed
 * @param requests requests to stores, without retries
 * @param excluded numbers of objects that the definitions leave out, by table and kind
 * @param seconds from the cluster's start to the job's end
 */
record CompactReport(
    long objects,
    long bytes,
    long rows,
    long corrupt,
    List<WrittenFile> files,
    Requests requests,
    Map<String, ExcludedObjects> excluded,
    double seconds) {
  private static final String JOB = "kcompact.";
  private static final String S3A = "s3a.";

  /**
   * The figures of a file, without the names of its objects, of which there may be millions.
   *
   * @param objects number of its raw objects
   */
  record WrittenFile(
      String path, long bytes, long objects, long rawBytes, long rows, long corrupt) {
    WrittenFile {
      requireNonNull(path, "path is null");
    }

    static WrittenFile of(LakeFile file) {
      Lineage lineage = file.lineage().lineage();
      return new WrittenFile(
          file.lineage().path(),
          file.bytes(),
          lineage.entries().size(),
          lineage.rawBytes(),
          lineage.rows(),
          lineage.corruptRows());
    }
  }

  /**
   * Requests by price category: the job counts its own, and Flink's S3 plugin those of the sink.
   */
  record Requests(long get, long head, long list, long put, long other) {
    /**
     * S3A counts all requests, and separately those that do not write; writes are the difference.
     */
    static Requests of(FlinkJobResult result) {
      long get = result.sum(S3A + "action_http_get_request");
      long head = result.sum(S3A + "object_metadata_request");
      long list = result.sum(S3A + "object_list_request");
      long other =
          result.sum(S3A + "object_delete_request")
              + result.sum(S3A + "object_bulk_delete_request")
              + result.sum(S3A + "object_multipart_aborted");
      long put = result.sum(S3A + "store_io_request") - get - head - list - other;
      return new Requests(
          ofJob(result, "Get") + get,
          head,
          ofJob(result, "List") + list,
          ofJob(result, "Put") + Math.max(0, put),
          other);
    }

    /** Retries are included, because they are billed. */
    private static long ofJob(FlinkJobResult result, String kind) {
      return result.sum(JOB + "requests" + kind) + result.sum(JOB + "retries" + kind);
    }
  }

  CompactReport {
    files = List.copyOf(files);
    excluded = Map.copyOf(excluded);
  }

  static CompactReport of(
      List<WrittenFile> files, FlinkJobResult result, Map<String, ExcludedObjects> excluded) {
    return new CompactReport(
        files.stream().mapToLong(WrittenFile::objects).sum(),
        files.stream().mapToLong(WrittenFile::rawBytes).sum(),
        files.stream().mapToLong(WrittenFile::rows).sum(),
        files.stream().mapToLong(WrittenFile::corrupt).sum(),
        files,
        Requests.of(result),
        excluded,
        result.took().toMillis() / 1e3);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%,d objects (%,d bytes) in %,d files: %,d rows, %,d of them corrupt, %.1f s",
        objects,
        bytes,
        files.size(),
        rows,
        corrupt,
        seconds);
  }

  void write(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("objects", objects).put("bytes", bytes).put("rows", rows).put("corrupt", corrupt);
    ArrayNode list = root.putArray("files");
    for (WrittenFile each : files) {
      list.addObject().put("path", each.path()).put("bytes", each.bytes()).put("rows", each.rows());
    }
    root.set("requests", mapper.valueToTree(requests));
    ObjectNode leftOut = root.putObject("excluded");
    new TreeMap<>(excluded)
        .forEach(
            (table, objects) -> {
              ObjectNode node = leftOut.putObject(table);
              objects.byCode().forEach(node::put);
            });
    root.put("seconds", seconds);
    Files.writeString(file, root.toPrettyString() + "\n");
  }
}
