package dev.kcompact.job.lake;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.footer.FooterReader;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
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

/** What the committed files of the lake say of themselves, read from their footers only. */
public final class CommittedFiles {
  private static final int CONCURRENT_READS = 32;

  private final ObjectStore lake;

  public CommittedFiles(ObjectStore lake) {
    this.lake = lake;
  }

  /**
   * A committed file.
   *
   * @param key in the lake
   * @param bytes its size
   */
  public record CommittedFile(String key, long bytes, Lineage lineage) {
    public CommittedFile {
      requireNonNull(key, "key is null");
      requireNonNull(lineage, "lineage is null");
    }
  }

  /** Keys of the committed files of a table's day, with their sizes; a request a page. */
  public List<ListedObject> list(TableDay day) throws IOException {
    List<ListedObject> files = new ArrayList<>();
    String directory = LakeLayout.compacted(day.table(), day.day());
    String after = null;
    boolean more = true;
    while (more) {
      Listing page = lake.list(directory, after);
      for (ListedObject object : page.objects()) {
        after = object.key();
        if (LakeLayout.compactedFile(object.key()).isPresent()) {
          files.add(object);
        }
      }
      more = page.more() && !page.objects().isEmpty();
    }
    return files;
  }

  /**
   * Reads footers, many at a time; one or two requests a file.
   *
   * @param wanted which of the files
   * @throws IOException if a file cannot be read, or is not the compactor's
   */
  public List<CommittedFile> read(List<ListedObject> files, Predicate<String> wanted)
      throws IOException {
    Iterator<ListedObject> left = files.stream().filter(file -> wanted.test(file.key())).iterator();
    Deque<Reading> readings = new ArrayDeque<>();
    List<CommittedFile> read = new ArrayList<>();
    try {
      while (left.hasNext() || !readings.isEmpty()) {
        while (left.hasNext() && readings.size() < CONCURRENT_READS) {
          ListedObject file = left.next();
          readings.add(new Reading(file, tail(file, FooterReader.FIRST_READ)));
        }
        read.add(finish(readings.remove()));
      }
    } finally {
      readings.forEach(reading -> reading.tail().cancel(true));
    }
    return read;
  }

  private record Reading(ListedObject file, CompletableFuture<byte[]> tail) {}

  private CommittedFile finish(Reading reading) throws IOException {
    ListedObject file = reading.file();
    String location = lake.root() + file.key();
    byte[] tail = ObjectStore.await(reading.tail());
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
        file.key(), file.size(), footer.lineage().orElseThrow(() -> alien(location)));
  }

  private static IOException alien(String location) {
    return new IOException(
        "Compacted file has no lineage: "
            + location
            + "; it is not kcompact's, move it out of compacted/");
  }

  private CompletableFuture<byte[]> tail(ListedObject file, int length) {
    int most = (int) Math.min(file.size(), length);
    return lake.read(file.key(), file.size() - most, most);
  }
}
