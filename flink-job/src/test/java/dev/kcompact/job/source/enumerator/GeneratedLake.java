package dev.kcompact.job.source.enumerator;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.ForwardingStore;
import dev.kcompact.job.discovery.InMemoryListing;
import dev.kcompact.job.lake.CommittedFileBytes;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Committed files of a {@link GeneratedHistory}, which are computed when they are read. */
final class GeneratedLake extends ForwardingStore {
  private final GeneratedHistory history;
  private final InMemoryListing others;
  private final TreeMap<String, Committed> files = new TreeMap<>();
  private final Map<String, byte[]> recent = new TreeMap<>();

  /** Which objects a file contains, from a first number on. */
  private record Committed(TableDay tableDay, int first, BitSet objects, int length) {}

  GeneratedLake(GeneratedHistory history) {
    this(history, new InMemoryListing());
  }

  private GeneratedLake(GeneratedHistory history, InMemoryListing others) {
    super(others);
    this.history = history;
    this.others = others;
  }

  void commit(FileGroup group) {
    String key =
        LakeLayout.compacted(group.tableDay().table(), group.tableDay().day())
            + "part-%d-0.parquet".formatted(files.size() + others.size());
    int first = history.number(group.objects().get(0).key());
    if (first < 0) {
      others.put(key, bytes(group.tableDay(), group.objects()), Instant.EPOCH);
      return;
    }
    BitSet objects = new BitSet();
    group.keys().forEach(each -> objects.set(history.number(each) - first));
    int length = bytes(group.tableDay(), group.objects()).length;
    files.put(key, new Committed(group.tableDay(), first, objects, length));
  }

  int count() {
    return files.size() + others.size();
  }

  private static byte[] bytes(TableDay tableDay, List<SourceObject> objects) {
    return CommittedFileBytes.of(
        Lineage.of(tableDay.table(), tableDay.day(), objects.size(), 0, objects));
  }

  /** Keeps the last file, since a footer takes two requests. */
  private byte[] bytes(String key, Committed file) {
    byte[] known = recent.get(key);
    if (known != null) {
      return known;
    }
    recent.clear();
    byte[] bytes =
        bytes(
            file.tableDay(),
            file.objects().stream().mapToObj(i -> history.object(file.first() + i)).toList());
    recent.put(key, bytes);
    return bytes;
  }

  @Override
  public Listing list(String prefix, @Nullable String startAfter) throws IOException {
    List<ListedObject> page = new ArrayList<>(others.list(prefix, startAfter).objects());
    for (Map.Entry<String, Committed> file : files.tailMap(prefix, true).entrySet()) {
      if (!file.getKey().startsWith(prefix)) {
        break;
      }
      page.add(new ListedObject(file.getKey(), "e", file.getValue().length(), Instant.EPOCH));
    }
    return new Listing(page, List.of(), false);
  }

  @Override
  public CompletableFuture<byte[]> read(String key, long from, int length) {
    Committed file = files.get(key);
    if (file == null) {
      return others.read(key, from, length);
    }
    byte[] bytes = bytes(key, file);
    return CompletableFuture.completedFuture(
        Arrays.copyOfRange(bytes, (int) from, (int) from + length));
  }
}
