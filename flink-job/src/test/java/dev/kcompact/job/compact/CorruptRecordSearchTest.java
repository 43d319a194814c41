package dev.kcompact.job.compact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.InMemoryMetricGroup;
import dev.kcompact.job.Tables;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.UnreadableObjectException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a group's file would have dead letters. */
class CorruptRecordSearchTest {
  private static final BaseTable TABLE = Tables.byPath("orders");
  private static final byte[] GOOD = "{\"id\":1}\n{\"id\":2}\n".getBytes(UTF_8);

  private final ManualStore store = new ManualStore();
  private final InMemoryMetricGroup metrics = new InMemoryMetricGroup();
  private final List<SourceObject> listed = new ArrayList<>();

  private String list(byte[] content) {
    String key =
        "topics/orders/year=2026/month=11/day=20/orders+0+%010d.json".formatted(listed.size());
    listed.add(new SourceObject(key, "e", content.length));
    return key;
  }

  private void holds(byte[] content) {
    store.complete(list(content), "e", content);
  }

  private void fails(IOException failure) {
    store.fetch(list(GOOD)).completeExceptionally(failure);
  }

  private boolean finds() throws Exception {
    CompactorMetrics counts = new CompactorMetrics(metrics, InstantSource.system());
    try (ObjectPrefetcher objects =
        new ObjectPrefetcher(
            store,
            listed,
            8,
            new FetchBudget().open(1_000, 1_000),
            counts.fetching(),
            1 << 20,
            new SideFetches(store, List.of()))) {
      return new CorruptRecordSearch(new ObjectDecoder(TABLE, DecodeLimits.DEFAULTS))
          .finds(objects);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void findsACorruptRecordInAnyObject(int at) throws Exception {
    for (int i = 0; i < 4; i++) {
      holds(i == at ? "{\"id\":1}\n{\"id\":\n".getBytes(UTF_8) : GOOD);
    }
    assertThat(finds()).isTrue();
  }

  @Test
  void findsNoneInGoodObjects() throws Exception {
    holds(GOOD);
    holds(GOOD);
    assertThat(finds()).isFalse();
    assertThat(metrics.counted("rows")).as("of a file").isZero();
  }

  /** The file is made without them, too. */
  @Test
  void objectsThatCannotBeReadHaveNoRecords() throws Exception {
    fails(new UnreadableObjectException("Failed to read object: x", "403 AccessDenied", null));
    fails(new ObjectDeletedException("s3://raw/x", new FileNotFoundException("x")));
    holds(GOOD);
    assertThat(finds()).isFalse();
  }
}
