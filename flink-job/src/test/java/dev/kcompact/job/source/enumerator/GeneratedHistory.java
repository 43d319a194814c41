package dev.kcompact.job.source.enumerator;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.discovery.InMemoryListing;
import dev.kcompact.job.store.KeyOrder;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A bucket with the same number of objects in each hour of many days, which are computed when they
 * are listed. What arrives today lies in another listing, after all of them.
 */
final class GeneratedHistory implements ObjectStore {
  private static final int PAGE = 1_000;
  private static final int HOURS = 24;
  private static final int PARTITIONS = 10;
  private static final int KEY = 100;

  private final LocalDate first;
  private final int anHour;
  private final int size;
  private final InMemoryListing today;

  /**
   * @param anHour objects of each partition and hour
   */
  GeneratedHistory(LocalDate first, int days, int anHour, InMemoryListing today) {
    this.first = first;
    this.anHour = anHour;
    this.size = days * HOURS * PARTITIONS * anHour;
    this.today = today;
  }

  /** Number of objects before today. */
  int size() {
    return size;
  }

  /** Objects are numbered in the order of their keys. */
  String key(int number) {
    int inPartition = number % anHour;
    int partition = number / anHour % PARTITIONS;
    int hours = number / anHour / PARTITIONS;
    LocalDate day = first.plusDays(hours / HOURS);
    StringBuilder key = new StringBuilder(KEY).append("topics/t/year=").append(day.getYear());
    two(key.append("/month="), day.getMonthValue());
    two(key.append("/day="), day.getDayOfMonth());
    two(key.append("/hour="), hours % HOURS);
    String offset = Integer.toString(hours * anHour + inPartition);
    return key.append("/t+")
        .append(partition)
        .append('+')
        .append("0000000000", 0, 10 - offset.length())
        .append(offset)
        .append(".json")
        .toString();
  }

  private static StringBuilder two(StringBuilder key, int number) {
    return key.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  SourceObject object(int number) {
    return new SourceObject(key(number), etag(number), 1_000);
  }

  private static String etag(int number) {
    return "0123456789abcdef01234567" + Integer.toHexString(0x10000000 | number);
  }

  /** The number of an object; negative if it came today. */
  int number(String key) {
    int low = from(key);
    return low < size && key(low).equals(key) ? low : -1;
  }

  /** The first number whose key is not before another. */
  private int from(String key) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (KeyOrder.compare(key(middle), key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public Listing list(String prefix, @Nullable String startAfter) throws IOException {
    int number = from(startAfter == null || startAfter.compareTo(prefix) < 0 ? prefix : startAfter);
    if (startAfter != null && number < size && key(number).equals(startAfter)) {
      number++;
    }
    List<ListedObject> page = new ArrayList<>(PAGE);
    for (; number < size && page.size() < PAGE; number++) {
      String key = key(number);
      if (!key.startsWith(prefix)) {
        return new Listing(page, List.of(), false);
      }
      page.add(new ListedObject(key, etag(number), 1_000, modified(number)));
    }
    if (page.size() == PAGE) {
      return new Listing(page, List.of(), true);
    }
    Listing arrived = today.list(prefix, startAfter);
    page.addAll(arrived.objects());
    return new Listing(page, List.of(), arrived.more());
  }

  private Instant modified(int number) {
    int hours = number / anHour / PARTITIONS;
    return first.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(hours * 3_600L + 1_800);
  }

  /** Directories of history are those that its first and last object of each hour lie in. */
  @Override
  public Listing listDirectory(String directory, @Nullable String startAfter) throws IOException {
    Listing arrived = today.listDirectory(directory, startAfter);
    TreeSet<String> directories = new TreeSet<>(arrived.directories());
    for (int number = from(directory); number < size; ) {
      String key = key(number);
      if (!key.startsWith(directory)) {
        break;
      }
      int slash = key.indexOf('/', directory.length());
      if (slash < 0) {
        throw new IOException("not needed: objects of " + directory);
      }
      String below = key.substring(0, slash + 1);
      if (startAfter == null || KeyOrder.compare(below, startAfter) > 0) {
        directories.add(below);
      }
      number = from(below + '\uffff');
    }
    return new Listing(arrived.objects(), List.copyOf(directories), arrived.more());
  }

  @Override
  public StorageLocation root() {
    return today.root();
  }

  @Override
  public CompletableFuture<FetchedObject> fetch(String key) {
    throw new AssertionError("a listing fetches nothing: " + key);
  }

  @Override
  public CompletableFuture<byte[]> read(String key, long from, int length) {
    throw new AssertionError("a listing reads nothing: " + key);
  }

  @Override
  public Optional<String> write(String key, byte[] content, @Nullable String replaces) {
    throw new AssertionError("nothing is written to the source: " + key);
  }

  @Override
  public void close() {}
}
