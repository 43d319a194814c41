package dev.kcompact.cli.evolve;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.contract.footer.ColumnChunks;
import dev.kcompact.contract.footer.ColumnChunks.Range;
import dev.kcompact.contract.footer.FooterReader;
import dev.kcompact.contract.lineage.SourceObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A local Parquet file with some columns of one on S3: it has the same length, and holes where the
 * other columns are.
 */
record ColumnFile(ObjectStore lake, SourceObject file, Path local) {
  /** Ranges with a smaller gap are read by one GET. */
  private static final long MAX_GAP = 64 << 10;

  private static final long MAX_READ = 32 << 20;
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  /**
   * Reads columns.
   *
   * @return number of bytes that were read
   */
  long read(Set<String> columns) {
    try (RandomAccessFile out = new RandomAccessFile(local.toFile(), "rw")) {
      Tails tails = new Tails(lake, file);
      List<Range> ranges = ColumnChunks.of(tails, columns::contains);
      out.setLength(0);
      out.setLength(file.size());
      out.write(MAGIC);
      out.seek(file.size() - tails.last.length);
      out.write(tails.last);
      long bytes = tails.bytes;
      for (Range range : merged(ranges)) {
        bytes += copy(range, out);
      }
      return bytes;
    } catch (IOException e) {
      throw new CommandException("Failed to read columns: " + lake.root() + file.key(), e);
    }
  }

  /** Reads the end of the file, and keeps it. */
  private static final class Tails implements FooterReader.Tail {
    private final ObjectStore lake;
    private final SourceObject file;
    private byte[] last = new byte[0];
    private long bytes;

    Tails(ObjectStore lake, SourceObject file) {
      this.lake = lake;
      this.file = file;
    }

    @Override
    public byte[] read(int length) {
      last = lake.tail(file, (int) Math.min(length, file.size()));
      bytes += last.length;
      return last;
    }
  }

  static List<Range> merged(List<Range> ranges) {
    List<Range> merged = new ArrayList<>();
    for (Range range : ranges) {
      Range last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      long gap = last == null ? Long.MAX_VALUE : range.start() - last.start() - last.length();
      if (last != null && gap >= 0 && gap <= MAX_GAP) {
        long length = range.start() + range.length() - last.start();
        merged.set(merged.size() - 1, new Range(last.start(), length));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }

  private long copy(Range range, RandomAccessFile out) throws IOException {
    for (long done = 0; done < range.length(); done += MAX_READ) {
      int length = (int) Math.min(MAX_READ, range.length() - done);
      out.seek(range.start() + done);
      out.write(lake.range(file, range.start() + done, length));
    }
    return range.length();
  }
}
