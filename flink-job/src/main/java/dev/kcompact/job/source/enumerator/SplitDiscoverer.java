package dev.kcompact.job.source.enumerator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.source.UnreadableObjects;
import dev.kcompact.contract.source.UnreadableObjects.Unreadable;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.discovery.CommittedObjects.Status;
import dev.kcompact.job.discovery.DiscoveredObject;
import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.discovery.DiscoveryResult;
import dev.kcompact.job.discovery.IntakeLimits;
import dev.kcompact.job.discovery.ObjectDiscovery;
import dev.kcompact.job.discovery.UnknownDayException;
import dev.kcompact.job.lake.CommittedFiles;
import dev.kcompact.job.lake.CommittedObjectIndex;
import dev.kcompact.job.lake.CommittedObjectIndex.FileSample;
import dev.kcompact.job.notify.NotificationBatch;
import dev.kcompact.job.notify.NotifiedObject;
import dev.kcompact.job.notify.ObjectNotifications;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.UnreadableEntry;
import dev.kcompact.job.source.enumerator.DiscoveryScheduler.DiscoveryInput;
import dev.kcompact.job.source.split.VerificationRequest;
import dev.kcompact.job.source.split.VerificationResult;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.topics.TopicDiscovery;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocking part of the enumerator: polls for new objects and verifies objects and restored
 * state against the lake. Every method runs in the enumerator's one worker thread.
 */
final class SplitDiscoverer {
  private static final Logger LOG = LoggerFactory.getLogger(SplitDiscoverer.class);

  /** Maximum number of notified objects in one poll. */
  private static final int MAX_NOTIFIED = 1_000;

  private ObjectDiscovery discovery;
  private final CommittedObjectIndex committed;
  private final @Nullable ObjectNotifications notifications;
  private final TopicDiscovery topics;
  private final ObjectStore source;
  private final ObjectStore lake;
  private final HeldDays held;
  private final IntakeLimits limits;

  SplitDiscoverer(EnumeratorServices services, TopicDiscovery topics, DiscoveryOptions options) {
    this.notifications = services.notifications();
    this.discovery =
        new ObjectDiscovery(
            services.source(), topics.catalog().baseTables(), options, notifications != null);
    this.committed = new CommittedObjectIndex(new CommittedFiles(services.lake()));
    this.topics = topics;
    this.source = services.source();
    this.lake = services.lake();
    this.held = new HeldDays(committed);
    this.limits = options.intake();
  }

  /**
   * Result of a poll: a discovery pass and the notifications of a queue.
   *
   * @param notified reported objects that no committed file contains
   * @param receipts receipts of all notifications
   * @param malformed number of messages that could not be parsed
   * @param requests number of listings and requests to the queue
   * @param unreadable committed files that cannot be read
   * @param topicsWithoutTable number of topics beyond a wildcard's limit
   */
  record PollResult(
      DiscoveryResult listed,
      List<DiscoveredObject> notified,
      List<String> receipts,
      int malformed,
      long requests,
      List<FileSample> samples,
      List<Unreadable> unreadable,
      long topicsWithoutTable) {}

  PollResult poll(DiscoveryInput input, Instant now) throws IOException {
    boolean hasRoom = limits.hasRoom(input.waitingObjects(), input.waitingBytes());
    boolean fullScan =
        hasRoom && input.fullScanAllowed() && discovery.isFullScanDue(input.state(), now);
    if (fullScan) {
      committed.refresh();
    }
    loadTopics();
    if (topics.discover(now, fullScan)) {
      discovery = discovery.of(topics.catalog().baseTables());
    }
    long topicRequests = topics.takeRequests();
    DiscoveryResult listed =
        discovery.discover(
            input.state(),
            now,
            committed,
            fullScan,
            input.fullScanAllowed(),
            held.released(now),
            input.waitingObjects(),
            input.waitingBytes());
    held.add(listed.unknownDays(), now);
    if (listed.rewrittenCount() > 0) {
      LOG.warn(
          "{} objects were rewritten after they were compacted: {}; their new content is not"
              + " compacted, run an audit to list all of them",
          listed.rewrittenCount(),
          listed.rewrittenKeys());
    }
    // Without room, notifications stay in the queue.
    if (notifications == null || !hasRoom) {
      return new PollResult(
          listed,
          List.of(),
          List.of(),
          0,
          listed.listings() + topicRequests,
          committed.takeSamples(),
          held.files(),
          topics.beyondLimit());
    }
    NotificationBatch batch = notifications.receive(MAX_NOTIFIED);
    List<DiscoveredObject> notified = new ArrayList<>();
    for (NotifiedObject object : batch.objects()) {
      DiscoveredObject discovered = discovered(object);
      if (discovered != null && isNewOrUnknown(discovered, now)) {
        notified.add(discovered);
      }
    }
    return new PollResult(
        listed,
        notified,
        batch.objects().stream().map(NotifiedObject::receipt).distinct().toList(),
        batch.malformed(),
        listed.listings() + topicRequests + batch.requests(),
        committed.takeSamples(),
        held.files(),
        topics.beyondLimit());
  }

  private void loadTopics() throws IOException {
    if (topics.load()) {
      discovery = discovery.of(topics.catalog().baseTables());
    }
  }

  /**
   * Returns null if no table owns the object, or if its path has no day: it is filed under its last
   * modification, which only a listing says.
   */
  private @Nullable DiscoveredObject discovered(NotifiedObject object) {
    BaseTable table = topics.catalog().ownerOf(object.key()).orElse(null);
    if (table == null
        || !ObjectDiscovery.isNotifiable(table)
        || table.dayOf(object.key(), object.eventTime()).isEmpty()) {
      return null;
    }
    return new DiscoveredObject(
        new TableDay(table.name(), table.compactedDay(object.key(), object.eventTime())),
        new SourceObject(object.key(), object.etag(), object.size()));
  }

  boolean acknowledge(List<String> receipts) {
    if (notifications == null) {
      return false;
    }
    try {
      notifications.acknowledge(receipts);
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.warn("{}; they are delivered again and ignored", e.getMessage());
      return false;
    }
  }

  /** A notification is not received again, so that its object waits until the day is known. */
  private boolean isNewOrUnknown(DiscoveredObject object, Instant now) throws IOException {
    try {
      return isNew(object.tableDay(), object.object());
    } catch (UnknownDayException e) {
      held.add(List.of(e), now);
      return true;
    }
  }

  /** Returns the keys of those objects that still exist, with a listing for each. */
  Set<String> existing(List<UnreadableEntry> entries) throws IOException {
    Set<String> keys = new HashSet<>();
    for (UnreadableEntry entry : entries) {
      if (exists(source, entry.object().key())) {
        keys.add(entry.object().key());
      }
    }
    return keys;
  }

  private static boolean exists(ObjectStore store, String key) throws IOException {
    return store.list(key, null).objects().stream().anyMatch(each -> each.key().equals(key));
  }

  /**
   * Replaces the document of unreadable objects; an empty one is written only over another. A
   * listing finds that there is none, so that a run without such objects reads only its source.
   */
  boolean write(UnreadableObjects unreadable) throws IOException {
    if (unreadable.equals(UnreadableObjects.NONE) && !exists(lake, UnreadableObjects.KEY)) {
      return true;
    }
    String replaces;
    try {
      replaces = ObjectStore.await(lake.fetch(UnreadableObjects.KEY)).etag();
    } catch (ObjectDeletedException none) {
      replaces = null;
    }
    byte[] content = (unreadable.toJson() + "\n").getBytes(UTF_8);
    if (lake.write(UnreadableObjects.KEY, content, replaces).isEmpty()) {
      throw new IOException("Another job has written it: " + lake.root() + UnreadableObjects.KEY);
    }
    return true;
  }

  /** Lists the lake again, because files may have been committed since the request was made. */
  VerificationResult verify(VerificationRequest request) throws IOException {
    committed.refresh();
    loadTopics();
    long committedCount = 0;
    Map<TableDay, List<PendingObject>> pending = new HashMap<>();
    Map<TableDay, List<PendingObject>> heldPending = new HashMap<>();
    for (Map.Entry<TableDay, List<PendingObject>> day : request.pending().entrySet()) {
      if (isUnknown(day.getKey())) {
        heldPending.put(day.getKey(), day.getValue());
        continue;
      }
      List<PendingObject> remaining =
          remaining(day.getKey(), day.getValue(), PendingObject::object);
      committedCount += day.getValue().size() - remaining.size();
      pending.put(day.getKey(), remaining);
    }
    List<FileGroup> groups = new ArrayList<>();
    List<FileGroup> heldGroups = new ArrayList<>();
    for (FileGroup group : request.groups()) {
      if (isUnknown(group.tableDay())) {
        heldGroups.add(group);
        continue;
      }
      List<SourceObject> remaining = remaining(group.tableDay(), group.objects(), object -> object);
      committedCount += group.objects().size() - remaining.size();
      if (!remaining.isEmpty()) {
        groups.add(
            new FileGroup(
                group.id(), group.tableDay(), group.limit(), group.firstDiscoveredAt(), remaining));
      }
    }
    return new VerificationResult(
        pending, groups, heldPending, heldGroups, committedCount, committed.takeSamples());
  }

  private boolean isUnknown(TableDay day) throws IOException {
    try {
      committed.load(day);
      return false;
    } catch (UnknownDayException e) {
      held.add(List.of(e), Instant.now());
      return true;
    }
  }

  private <T> List<T> remaining(TableDay tableDay, List<T> all, Function<T, SourceObject> object)
      throws IOException {
    List<T> remaining = new ArrayList<>();
    for (T each : all) {
      SourceObject source = object.apply(each);
      if (isOwned(tableDay, source) && isNew(tableDay, source)) {
        remaining.add(each);
      }
    }
    return remaining;
  }

  /** Whether the definition still takes an object that restored state holds. */
  private boolean isOwned(TableDay tableDay, SourceObject object) {
    return topics
        .catalog()
        .table(tableDay.table())
        .map(table -> !(table instanceof BaseTable base) || base.owns(object.key()))
        .orElse(!topics.isLeft(tableDay.table()));
  }

  private boolean isNew(TableDay tableDay, SourceObject object) throws IOException {
    return committed.status(tableDay, object) == Status.NEW;
  }
}
