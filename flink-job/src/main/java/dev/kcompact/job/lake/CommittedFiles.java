package dev.kcompact.job.lake;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.footer.FooterReader;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The committed files of the lake and the lineage in their footers. */
public final class CommittedFiles {
  private static final int CONCURRENT_READS = 32;

  private final ObjectStore lake;

  public CommittedFiles(ObjectStore lake) {
    this.lake = lake;
  }

  /** A committed file: its key in the lake, size and lineage. */
  public record CommittedFile(String key, long bytes, Lineage lineage) {
    public CommittedFile {
      requireNonNull(key, "key is null");
      requireNonNull(lineage, "lineage is null");
    }
  }

  /** Lists the committed files of a table's day with one request per page. */
  public List<ListedObject> list(TableDay tableDay) throws IOException {
    List<ListedObject> files = new ArrayList<>();
    String directory = LakeLayout.compacted(tableDay.table(), tableDay.day());
    lake.forEach(
        directory,
        null,
        object -> LakeLayout.compactedFile(object.key()).isEmpty() || files.add(object));
    return files;
  }

  /**
   * Reads the footers of the files with a wanted key in parallel, with one or two requests per
   * file.
   *
   * @throws IOException if a file cannot be read or was not written by kcompact
   */
  public List<CommittedFile> read(List<ListedObject> files, Predicate<String> wanted)
      throws IOException {
    Iterator<ListedObject> remaining =
        files.stream().filter(file -> wanted.test(file.key())).iterator();
    Deque<FooterRead> reads = new ArrayDeque<>();
    List<CommittedFile> committed = new ArrayList<>();
    try {
      while (remaining.hasNext() || !reads.isEmpty()) {
        while (remaining.hasNext() && reads.size() < CONCURRENT_READS) {
          ListedObject file = remaining.next();
          reads.add(new FooterRead(file, tail(file, FooterReader.FIRST_READ)));
        }
        committed.add(finish(reads.remove()));
      }
    } finally {
      reads.forEach(read -> read.tail().cancel(true));
    }
    return committed;
  }

  private record FooterRead(ListedObject file, CompletableFuture<byte[]> tail) {}

  private CommittedFile finish(FooterRead read) throws IOException {
    ListedObject file = read.file();
    String location = lake.root() + file.key();
    byte[] tail = ObjectStore.await(read.tail());
    Footer footer;
    try {
      footer =
          FooterReader.read(
              length ->
                  length <= tail.length || tail.length == file.size()
                      ? Arrays.copyOfRange(tail, Math.max(0, tail.length - length), tail.length)
                      : ObjectStore.await(tail(file, length)));
    } catch (IOException e) {
      throw new IOException("Failed to read footer: " + location + ": " + e.getMessage(), e);
    }
    return new CommittedFile(
        file.key(), file.size(), footer.lineage().orElseThrow(() -> missingLineage(location)));
  }

  private static IOException missingLineage(String location) {
    return new IOException(
        "Compacted file has no lineage: %s; kcompact did not write it, move it out of compacted/"
            .formatted(location));
  }

  private CompletableFuture<byte[]> tail(ListedObject file, int length) {
    int atMost = (int) Math.min(file.size(), length);
    return lake.read(file.key(), file.size() - atMost, atMost);
  }
}
