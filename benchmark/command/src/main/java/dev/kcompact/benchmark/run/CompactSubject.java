package dev.kcompact.benchmark.run;

import dev.kcompact.testbed.stack.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code kcompact compact}: the command and the packaged job, both in new JVMs. */
final class CompactSubject implements Subject {
  private final Checkout checkout;
  private final MeasuredProcess processes;
  private final List<String> s3Options;

  /**
   * @param s3Options the command's options for the S3 server
   */
  CompactSubject(Checkout checkout, MeasuredProcess processes, List<String> s3Options) {
    this.checkout = checkout;
    this.processes = processes;
    this.s3Options = List.copyOf(s3Options);
  }

  @Override
  public String name() {
    return "kcompact";
  }

  @Override
  public boolean supports(Storage storage) {
    return true;
  }

  @Override
  public Outcome run(Task task) throws IOException, InterruptedException {
    Path report = task.work().resolve("compact.json");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("compact", "--source", task.source().toString()));
    arguments.addAll(List.of("--lake", task.output().toString()));
    arguments.addAll(List.of("--tables", task.tables().toString()));
    arguments.addAll(List.of("--work", task.work().resolve("kcompact").toString()));
    arguments.addAll(List.of("--report", report.toString()));
    if (task.storage() == Storage.S3) {
      arguments.addAll(s3Options);
    }
    Usage usage =
        processes.run(
            name(),
            JavaLine.kcompact(checkout.installation(), arguments),
            Map.of(),
            task.work().resolve("kcompact.log"));
    return new Outcome(
        usage, task.outputFolder() + "/compacted/%s/**/*.parquet", task.outputFolder());
  }
}
