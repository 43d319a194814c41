package dev.kcompact.job.source;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.compact.GroupTask;
import dev.kcompact.job.lease.LakeLease;
import dev.kcompact.job.lease.LeaseRenewer;
import dev.kcompact.job.notify.ObjectNotifications;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.source.enumerator.EnumeratorServices;
import dev.kcompact.job.source.enumerator.FileGroupEnumerator;
import dev.kcompact.job.source.metrics.EnumeratorMetrics;
import dev.kcompact.job.source.reader.FileGroupReader;
import dev.kcompact.job.source.state.EnumeratorState;
import dev.kcompact.job.source.state.EnumeratorStateSerializer;
import dev.kcompact.job.source.state.FileGroupSerializer;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.table.JobTables;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The source of file groups. Recovered splits return to the enumerator, which verifies them against
 * the lake before it assigns them again, so that state older than the lake causes no duplicates.
 */
public final class FileGroupSource
    implements Source<GroupTask, FileGroup, EnumeratorState>, SupportsSplitReassignmentOnRecovery {
  private static final long serialVersionUID = 1L;

  private final SourceOptions options;
  private final JobTables tables;
  private final ObjectStores stores;
  private final ObjectNotifications.@Nullable Factory notifications;

  /** Without {@code notifications}, objects are discovered by listing only. */
  public FileGroupSource(
      SourceOptions options,
      JobTables tables,
      ObjectStores stores,
      ObjectNotifications.@Nullable Factory notifications) {
    this.options = requireNonNull(options, "options is null");
    this.tables = requireNonNull(tables, "tables is null");
    this.stores = requireNonNull(stores, "stores is null");
    this.notifications = notifications;
  }

  @Override
  public Boundedness getBoundedness() {
    return options.bounded() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<GroupTask, FileGroup> createReader(SourceReaderContext context) {
    return new FileGroupReader(context, options.requestInterval());
  }

  @Override
  public SplitEnumerator<FileGroup, EnumeratorState> createEnumerator(
      SplitEnumeratorContext<FileGroup> context) {
    return restoreEnumerator(context, EnumeratorState.EMPTY);
  }

  @Override
  public SplitEnumerator<FileGroup, EnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<FileGroup> context, EnumeratorState state) {
    Clock clock = Clock.systemUTC();
    EnumeratorMetrics metrics = new EnumeratorMetrics(context.metricGroup(), clock);
    ObjectStore lake = stores.open(options.lake(), metrics.requests());
    LakeLease lease =
        new LakeLease(
            lake,
            UUID.randomUUID().toString(),
            describe(context, clock.instant()),
            options.lease());
    EnumeratorServices services =
        new EnumeratorServices(
            stores.open(options.source(), metrics.requests()),
            lake,
            new LeaseRenewer(lease, options.lease()),
            notifications == null ? null : notifications.open(options.source()));
    return new FileGroupEnumerator(context, options, tables, services, metrics, state, clock);
  }

  private static String describe(SplitEnumeratorContext<FileGroup> context, Instant now) {
    String job = context.metricGroup().getAllVariables().getOrDefault("<job_id>", "unknown");
    return "job " + job + " since " + now.truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public SimpleVersionedSerializer<FileGroup> getSplitSerializer() {
    return new FileGroupSerializer();
  }

  @Override
  public SimpleVersionedSerializer<EnumeratorState> getEnumeratorCheckpointSerializer() {
    return new EnumeratorStateSerializer();
  }
}
