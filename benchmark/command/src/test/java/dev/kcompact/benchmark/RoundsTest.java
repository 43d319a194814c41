package dev.kcompact.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.benchmark.compare.Result;
import dev.kcompact.benchmark.compare.Results;
import dev.kcompact.benchmark.peer.DuckDbPeer;
import dev.kcompact.benchmark.run.Storage;
import dev.kcompact.benchmark.run.Subject;
import dev.kcompact.benchmark.run.Subject.Task;
import dev.kcompact.benchmark.run.Usage;
import dev.kcompact.cli.console.Console;
import dev.kcompact.testbed.stack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs rounds with DuckDB, and with a subject that loses an object. */
class RoundsTest {
  private static final Checkout HOME =
      new Checkout(Path.of(System.getProperty("basedir", ".")).resolve("../.."));

  @TempDir Path folder;

  /** DuckDB in this JVM. */
  private record InProcess(String name, boolean loses) implements Subject {
    @Override
    public boolean supports(Storage storage) {
      return storage == Storage.DISK;
    }

    @Override
    public Outcome run(Task task) throws IOException {
      Path hidden = task.work().resolve("hidden");
      Path victim = Path.of(task.source()).resolve("topics/orders");
      try (var objects = Files.walk(victim)) {
        Path object = objects.filter(Files::isRegularFile).findFirst().orElseThrow();
        if (loses) {
          Files.move(object, hidden);
        }
        DuckDbPeer.main(
            new String[] {
              task.source().toString(), task.output().toString(), task.tables().toString()
            });
        if (loses) {
          Files.move(hidden, object);
        }
      } catch (SQLException e) {
        throw new IOException(e);
      }
      return new Outcome(
          new Usage(2, 1, 3), task.outputFolder() + "/%s/*.parquet", task.outputFolder());
    }
  }

  private Results run(List<Subject> subjects, Rounds.Judge judge) throws Exception {
    try (Places places = new Places(HOME, folder, Map.of(Storage.DISK, 60), 20)) {
      return new Rounds(places, folder.resolve("runs"), Console.ofThisProcess())
          .run(
              subjects,
              3,
              soFar ->
                  soFar.disagreements(Storage.DISK, places.sample(Storage.DISK).records()).isEmpty()
                      && judge.accepts(soFar));
    }
  }

  @Test
  void everySubjectRunsOnceARound() throws Exception {
    Results results =
        run(List.of(new InProcess("a", false), new InProcess("b", false)), soFar -> true);
    assertThat(results.all())
        .extracting(result -> result.subject() + result.run())
        .containsExactly("a1", "b1", "a2", "b2", "a3", "b3");
    assertThat(results.all()).extracting(Result::hash).containsOnly(results.all().get(0).hash());
    assertThat(results.all()).allMatch(result -> result.outputBytes() > 10_000);
  }

  @Test
  void aLostObjectEndsTheRounds() throws Exception {
    Results results =
        run(List.of(new InProcess("complete", false), new InProcess("loser", true)), soFar -> true);
    assertThat(results.all())
        .extracting(result -> result.subject() + result.run())
        .containsExactly("complete1", "loser1");
  }
}
