package dev.kcompact.job.lake;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.footer.FooterReader;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.UnreadableObjectException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
   * @throws UnreadableFileException if a file cannot be read, or was not written by kcompact
   * @throws IOException if the lake does not respond
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
    Footer footer;
    Tail tail = new Tail(file);
    try {
      tail.first = ObjectStore.await(read.tail());
      footer = FooterReader.read(tail);
    } catch (IOException e) {
      String what = "Failed to read footer: " + location + ": " + e.getMessage();
      if (tail.isOfFile(e)) {
        throw new UnreadableFileException(file.key(), what, e);
      }
      throw new IOException(what, e);
    }
    return new CommittedFile(
        file.key(),
        file.size(),
        footer.lineage().orElseThrow(() -> missingLineage(file.key(), location)));
  }

  /** The end of a file, which distinguishes a bad footer from a lake that does not respond. */
  private final class Tail implements FooterReader.Tail {
    private final ListedObject file;
    private byte @Nullable [] first;
    private boolean requesting = true;

    Tail(ListedObject file) {
      this.file = file;
    }

    @Override
    public byte[] read(int length) throws IOException {
      byte[] known = requireNonNull(first, "first is null");
      requesting = false;
      if (length <= known.length || known.length == file.size()) {
        return Arrays.copyOfRange(known, Math.max(0, known.length - length), known.length);
      }
      requesting = true;
      byte[] longer = ObjectStore.await(tail(file, length));
      requesting = false;
      return longer;
    }

    boolean isOfFile(IOException failure) {
      return !requesting
          || failure instanceof UnreadableObjectException
          || failure instanceof ObjectDeletedException;
    }
  }

  private static IOException missingLineage(String key, String location) {
    return new UnreadableFileException(
        key,
        "Compacted file has no lineage: %s; kcompact did not write it, move it out of compacted/"
            .formatted(location),
        null);
  }

  private CompletableFuture<byte[]> tail(ListedObject file, int length) {
    int atMost = (int) Math.min(file.size(), length);
    return lake.read(file.key(), file.size() - atMost, atMost);
  }
}
