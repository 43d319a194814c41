package dev.kcompact.job.source;

import dev.kcompact.job.discovery.FoundObject;
import dev.kcompact.job.discovery.Seen;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.GroupPlanner;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.TableRates;
import dev.kcompact.job.source.AssignmentBook.Assignment;
import dev.kcompact.job.source.Scout.Admitted;
import dev.kcompact.job.source.Scout.FileSeen;
import dev.kcompact.job.source.UnaskedWork.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All work between its discovery and its commit. An object is unasked (the lake may have it),
 * pending, in a group that waits for a reader, or in one that a reader was given, and it moves on
 * in this order, unless a reader is lost. Knows no Flink runtime and no clock. Used in the
 * coordinator's thread only.
 */
final class Workload {
  private final GroupPlanner planner;
  private final AssignmentBook book = new AssignmentBook();
  private final UnaskedWork unasked;

  Workload(GroupPlanner planner, EnumeratorState restored) {
    this.planner = planner;
    planner.restoreRates(restored.rates());
    unasked = new UnaskedWork(restored.pending(), restored.ready());
  }

  /**
   * What is not compacted yet.
   *
   * @param oldest when the longest-waiting pending object was discovered
   */
  record Backlog(
      @Nullable Instant oldest,
      long pendingObjects,
      long pendingBytes,
      long readyGroups,
      long workingGroups,
      Uncompacted uncompacted) {
    static final Backlog NONE = new Backlog(null, 0, 0, 0, 0, Uncompacted.NONE);
  }

  Backlog backlog() {
    return new Backlog(
        planner.oldest().orElse(null),
        planner.pendingObjects(),
        planner.pendingBytes(),
        book.ready().size(),
        book.working(),
        uncompacted());
  }

  /** Pending, in a group, or in a file that is not committed. */
  private Uncompacted uncompacted() {
    Uncompacted pending =
        new Uncompacted(
            planner.oldest().orElse(null), planner.pendingObjects(), planner.pendingBytes());
    return book.uncommitted()
        .map(Uncompacted::of)
        .reduce(pending.and(unasked.uncompacted()), Uncompacted::and);
  }

  /** Objects that were never seen before, and that the lake does not have. */
  void add(List<FoundObject> objects, Instant now) {
    objects.forEach(object -> planner.add(object.of(), new PendingObject(object.object(), now)));
  }

  /**
   * Objects that no committed file has, though they may be here already, or be in a file since.
   *
   * @return how many are not here; the lake has to be asked about them
   */
  long nominate(Collection<FoundObject> objects, Instant now) {
    if (objects.isEmpty()) {
      return 0;
    }
    Set<String> known = new HashSet<>();
    forEachKey(known::add);
    Map<TableDay, List<PendingObject>> more = new HashMap<>();
    long count = 0;
    for (FoundObject object : objects) {
      if (known.add(object.object().key())) {
        more.computeIfAbsent(object.of(), day -> new ArrayList<>())
            .add(new PendingObject(object.object(), now));
        count++;
      }
    }
    unasked.add(more);
    return count;
  }

  private void forEachKey(Consumer<String> keys) {
    planner.forEachKey(keys);
    book.forEachKey(keys);
    unasked.forEachKey(keys);
  }

  /**
   * Groups that a recovering reader had.
   *
   * @return whether the lake has to be asked about any
   */
  boolean reclaim(Collection<FileGroup> reported) {
    List<FileGroup> unknown =
        book.reclaim(reported.stream().filter(group -> !unasked.has(group.id())).toList());
    unasked.add(unknown);
    return !unknown.isEmpty();
  }

  /** What the lake has to be asked about; empty for nothing. */
  Optional<Question> question() {
    return unasked.isEmpty() ? Optional.empty() : Optional.of(unasked.question());
  }

  void answer(Question question, Admitted answer) {
    if (unasked.forgetPending(question)) {
      answer.pending().forEach((day, objects) -> objects.forEach(each -> planner.add(day, each)));
    }
    book.add(unasked.forgetGroups(question, answer.groups()));
    learn(answer.files());
  }

  void learn(List<FileSeen> files) {
    files.forEach(file -> planner.learn(file.table(), file.rawBytes(), file.fileBytes(), 0));
  }

  void finished(GroupFinished done) {
    book.finished(done.group());
    planner.learn(done.table(), done.rawBytes(), done.fileBytes(), done.nanos() / 1e9);
  }

  /** Groups what is due. */
  void plan(Instant now, boolean endOfInput) {
    book.add(planner.due(now, endOfInput));
  }

  void request(int reader) {
    book.request(reader);
  }

  void forget(int reader) {
    book.forget(reader);
  }

  List<Integer> waiting() {
    return book.waiting();
  }

  Optional<Assignment> next() {
    return book.next();
  }

  void giveBack(List<FileGroup> groups) {
    book.giveBack(groups);
  }

  /** Whether everything that was found has been given out. */
  boolean isGivenOut() {
    return planner.isEmpty() && book.ready().isEmpty() && unasked.isEmpty();
  }

  EnumeratorState snapshot(long checkpoint, Seen seen) {
    book.checkpointBegun(checkpoint);
    return new EnumeratorState(
        seen,
        unasked.pendingWith(planner.pending()),
        unasked.groupsWith(book.ready()),
        planner.rates());
  }

  /** Returns the groups whose files are committed with it. */
  List<FileGroup> checkpointCompleted(long checkpoint) {
    return book.checkpointCompleted(checkpoint);
  }

  /** What is learned of each table. */
  Map<String, TableRates> rates() {
    return planner.rates();
  }
}
