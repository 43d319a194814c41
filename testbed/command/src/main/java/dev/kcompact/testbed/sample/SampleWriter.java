package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a sample day. The objects of one partition are written in the order of their offsets, as
 * the sink's task does; partitions are written in parallel.
 */
public final class SampleWriter {
  private final SampleDay day;
  private final ObjectSink sink;
  private final int threads;
  private final Runnable written;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param threads number of partitions that are written in parallel
   * @param written called after every object, by any thread
   */
  public SampleWriter(SampleDay day, ObjectSink sink, int threads, Runnable written) {
    this.day = requireNonNull(day, "day is null");
    this.sink = requireNonNull(sink, "sink is null");
    this.written = requireNonNull(written, "written is null");
    if (threads < 1) {
      throw new IllegalArgumentException("threads is less than 1: " + threads);
    }
    this.threads = threads;
  }

  /**
   * Writes all objects.
   *
   * @return total stored size of the objects
   * @throws IOException if an object could not be written; others may have been
   */
  public long write() throws IOException, InterruptedException {
    List<Callable<Void>> partitions = new ArrayList<>();
    for (TableDay table : day.tables()) {
      for (int partition = 0; partition < table.partitions(); partition++) {
        int chosen = partition;
        partitions.add(() -> writePartition(table, chosen));
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Void> done : pool.invokeAll(partitions)) {
        done.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw new IOException(io.getMessage(), io);
      }
      throw new IllegalStateException("Failed to write the sample day", e);
    } finally {
      pool.shutdownNow();
    }
    return bytes.get();
  }

  private Void writePartition(TableDay table, int partition) throws IOException {
    int step = table.partitions();
    for (int index = partition; index < table.objects(); index += step) {
      byte[] content = content(table, index);
      sink.put(table.object(index).key(), content);
      bytes.addAndGet(content.length);
      written.run();
    }
    return null;
  }

  /** The stored bytes of an object. */
  public static byte[] content(TableDay table, int index) {
    TableDay.SampleObject object = table.object(index);
    ByteArrayOutputStream lines = new ByteArrayOutputStream(object.records() * 1024);
    for (int line = 0; line < object.records(); line++) {
      byte[] json = table.record(index, object.firstRecord() + line).json();
      lines.write(json, 0, json.length);
      if (line < object.records() - 1 || table.endsLastLine()) {
        lines.write('\n');
      }
    }
    return table.isGzip() ? gzip(lines) : lines.toByteArray();
  }

  private static byte[] gzip(ByteArrayOutputStream lines) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(lines.size() / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      lines.writeTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to compress in memory", e);
    }
    return packed.toByteArray();
  }
}
