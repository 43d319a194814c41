package dev.kcompact.testbed.demo;

import dev.kcompact.cli.audit.CompactedLake;
import dev.kcompact.cli.audit.CompactedLake.LakeFile;
import dev.kcompact.cli.console.Console.Task;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.job.FlinkJobResult;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.lake.LakeLayout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits until the committed files contain as many objects as were written; reads only the lake. */
record CompactionProgress(FlinkJob job, CompactedLake lake) {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /**
   * @param objects their number
   * @param patience maximum time without progress
   * @throws CommandException if the job ends, or makes no progress for that time
   */
  List<LakeFile> await(long objects, Duration patience, Task progress) throws InterruptedException {
    long before = -1;
    long since = System.nanoTime();
    while (true) {
      List<LakeFile> files = lake.files(LakeLayout.COMPACTED);
      long compacted =
          files.stream().mapToLong(file -> file.lineage().lineage().entries().size()).sum();
      progress.doneTo(compacted);
      if (compacted >= objects) {
        return files;
      }
      if (compacted > before) {
        before = compacted;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > patience.toNanos()) {
        throw new CommandException(
            "No progress at %d of %d objects for %d s: see the job's log"
                .formatted(compacted, objects, patience.toSeconds()));
      }
      Optional<FlinkJobResult> ended = job.waitFor(PAUSE);
      if (ended.isPresent()) {
        throw new CommandException("The job ended early: " + ended.get().error());
      }
    }
  }
}
