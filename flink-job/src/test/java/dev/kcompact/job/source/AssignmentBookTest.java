package dev.kcompact.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.FileGroup.Limit;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.source.AssignmentBook.Assignment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssignmentBookTest {
  private final AssignmentBook book = new AssignmentBook();

  private static FileGroup group(String id) {
    return new FileGroup(
        id,
        new TableDay("t", LocalDate.of(2026, 11, 22)),
        Limit.MAX_WAIT,
        Instant.EPOCH,
        List.of(new SourceObject("t/" + id + ".json", "e", 1)));
  }

  @Test
  void groupsAreGivenInTheirOrderToWhoAsked() {
    book.add(List.of(group("a"), group("b")));
    assertThat(book.next()).isEmpty();
    book.request(1);
    assertThat(book.next()).contains(new Assignment(1, group("a")));
    assertThat(book.next()).isEmpty();
    book.request(0);
    assertThat(book.next()).contains(new Assignment(0, group("b")));
  }

  @Test
  void whatIsGivenBackComesFirst() {
    book.add(List.of(group("a"), group("b"), group("c")));
    book.request(0);
    book.next();
    book.giveBack(List.of(group("a")));
    assertThat(book.ready()).extracting(FileGroup::id).containsExactly("a", "b", "c");
  }

  @Test
  void aRecoveringReaderDoesNotGetWhatAnotherHas() {
    book.checkpointBegun(1);
    book.checkpointCompleted(1);
    // Reader 0 recovers to checkpoint 1 and reports a, which goes to reader 1.
    assertThat(book.reclaim(List.of(group("a")))).hasSize(1);
    book.add(List.of(group("a")));
    assertThat(book.reclaim(List.of(group("a")))).as("waits for a reader").isEmpty();
    book.request(1);
    assertThat(book.next()).contains(new Assignment(1, group("a")));
    // Reader 0 recovers to checkpoint 1 once more; a is reader 1's.
    assertThat(book.reclaim(List.of(group("a")))).isEmpty();
  }

  @Test
  void aCheckpointOfItsReaderMakesAGroupUnknownAgain() {
    book.add(List.of(group("a")));
    book.request(0);
    book.next();
    book.checkpointBegun(1);
    assertThat(book.reclaim(List.of(group("a")))).isEmpty();
    book.checkpointCompleted(1);
    // Recovering to checkpoint 1, reader 0 reports a because it had it and was not done with it.
    assertThat(book.reclaim(List.of(group("a")))).hasSize(1);
  }

  @Test
  void aGroupGivenAfterACheckpointBeganIsNotInIt() {
    book.checkpointBegun(1);
    book.add(List.of(group("a")));
    book.request(0);
    book.next();
    book.checkpointCompleted(1);
    assertThat(book.reclaim(List.of(group("a")))).isEmpty();
  }

  @Test
  void aReaderThatIsGoneGetsNothing() {
    book.request(0);
    book.forget(0);
    book.add(List.of(group("a")));
    assertThat(book.next()).isEmpty();
  }

  private Set<String> keys() {
    Set<String> keys = new HashSet<>();
    book.forEachKey(keys::add);
    return keys;
  }

  @Test
  void anObjectIsKnownUntilItsFileIsSurelyCommitted() {
    book.add(List.of(group("a")));
    assertThat(keys()).containsExactly("t/a.json");
    book.request(0);
    book.next();
    book.checkpointBegun(1);
    book.checkpointCompleted(1);
    book.checkpointBegun(2);
    book.finished("a");
    book.checkpointCompleted(2);
    assertThat(keys()).as("the file may have closed behind barrier 2").isNotEmpty();
    book.checkpointBegun(3);
    book.checkpointCompleted(3);
    assertThat(keys()).as("is being committed").isNotEmpty();
    book.checkpointBegun(4);
    book.checkpointCompleted(4);
    assertThat(keys()).isEmpty();
  }

  @Test
  void anUnfinishedGroupIsKnownForAsLongAsItTakes() {
    book.add(List.of(group("a")));
    book.request(0);
    book.next();
    for (long checkpoint = 1; checkpoint < 9; checkpoint++) {
      book.checkpointBegun(checkpoint);
      book.checkpointCompleted(checkpoint);
    }
    assertThat(keys()).containsExactly("t/a.json");
    assertThat(book.working()).isEqualTo(1);
    assertThat(book.reclaim(List.of(group("a")))).as("a reader lost it").hasSize(1);
    assertThat(keys()).as("the caller has it").isEmpty();
  }
}
