package dev.kcompact.testbed.demo;

import static java.util.Objects.requireNonNull;

import dev.kcompact.cli.audit.Audit;
import dev.kcompact.cli.audit.Audit.TableAudit;
import dev.kcompact.cli.audit.CompactedLake;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.job.JobProperties;
import dev.kcompact.cli.kafka.KafkaMessageLog;
import dev.kcompact.cli.kafka.MessageLog;
import dev.kcompact.cli.store.S3Store;
import dev.kcompact.cli.workflow.DailyWorkflow;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.testbed.check.DayCheck;
import dev.kcompact.testbed.check.GluePublishedTables;
import dev.kcompact.testbed.check.S3LakeFiles;
import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.sample.SampleWriter;
import dev.kcompact.testbed.stack.AwsClients;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * A running stack for sample days, with the job, the workflow, and checks of the outcome. Not
 * thread-safe; does not close the stack.
 */
public final class SampleStack implements AutoCloseable {
  /** Poll interval of the job. */
  static final Duration POLL = Duration.ofSeconds(1);

  /** Topic of the workflow's events. */
  static final String FEEDBACK = "kcompact.feedback";

  /** Topic of records that the job or the workflow rejected. */
  static final String DEAD_LETTERS = "kcompact.dead-letters";

  static final String PARKED = "kcompact.parked";

  private static final Duration CHECKPOINTS = Duration.ofSeconds(2);
  private static final int WRITERS = 8;

  private final Checkout checkout;
  private final LocalStack stack;
  private final S3Client s3;
  private final GlueClient glue;
  private final SfnClient stepFunctions;
  private final CompactedLake lake;

  public SampleStack(Checkout checkout, LocalStack stack) {
    this.checkout = requireNonNull(checkout, "checkout is null");
    this.stack = requireNonNull(stack, "stack is null");
    s3 = AwsClients.s3(stack.endpoints().s3());
    glue = AwsClients.glue(stack.endpoints().aws());
    stepFunctions = AwsClients.stepFunctions(stack.endpoints().aws());
    lake = new CompactedLake(new S3Store(s3, root(Endpoints.LAKE_BUCKET)));
  }

  private static StorageLocation root(String bucket) {
    return StorageLocation.parse("s3://" + bucket + "/");
  }

  S3Client s3() {
    return s3;
  }

  GlueClient glue() {
    return glue;
  }

  /** The compacted files, read through their footers. */
  public CompactedLake lake() {
    return lake;
  }

  public MessageLog kafka() {
    return new KafkaMessageLog(stack.endpoints().kafka());
  }

  public DailyWorkflow workflow() {
    return new DailyWorkflow(stepFunctions, stack.stateMachine());
  }

  /**
   * Starts the streaming job.
   *
   * @param oldest the oldest day that will be written
   * @param maxWait maximum wait of a group
   */
  public FlinkJob startJob(LocalDate oldest, Duration maxWait, int parallelism)
      throws InterruptedException {
    JobProperties properties =
        stack
            .jobProperties()
            .put("kcompact", "poll-interval", POLL.toString())
            .put("kcompact", "group.max-wait", maxWait.toString());
    long back = ChronoUnit.DAYS.between(oldest, LocalDate.now(SampleSpec.ZONE));
    if (back > 1) {
      // Only full scans find older days, and the default interval would be too long here.
      properties
          .put("kcompact", "discovery.horizon-days", Long.toString(back + 1))
          .put("kcompact", "discovery.sweep-interval", "5s");
    }
    return stack.startJob(properties, parallelism, CHECKPOINTS);
  }

  /**
   * Writes a day's objects as Kafka Connect does.
   *
   * @param written called after every object, by any thread
   * @return total stored size of the objects
   */
  public long write(SampleDay day, Runnable written) throws IOException, InterruptedException {
    ObjectSink sink = ObjectSink.ofBucket(s3, Endpoints.SOURCE_BUCKET, "");
    return new SampleWriter(day, sink, WRITERS, written).write();
  }

  /**
   * The checks of a day's outcome.
   *
   * @param messages Kafka, without messages of other days
   * @param scratch an existing folder with space for the largest file of the lake
   */
  public DayCheck check(SampleDay day, MessageLog messages, Path scratch) throws IOException {
    DayCheck.Outcome outcome =
        new DayCheck.Outcome(
            new S3LakeFiles(s3, Endpoints.LAKE_BUCKET, ""),
            withParked(messages),
            new GluePublishedTables(glue, Endpoints.GLUE_PREFIX),
            DEAD_LETTERS,
            FEEDBACK);
    return new DayCheck(day, checkout.configuration(), outcome, scratch);
  }

  /**
   * Includes parked dead letters: a sample contains similar broken records, which may be parked.
   */
  private static MessageLog withParked(MessageLog messages) {
    return (topic, taker) -> {
      messages.read(topic, taker);
      if (topic.equals(DEAD_LETTERS)) {
        messages.read(PARKED, taker);
      }
    };
  }

  /** The tables of the job and the workflow. */
  TableCatalog catalog() {
    return TableCatalog.load(DefinitionFiles.readFolder(checkout.configuration()));
  }

  /** Compares a day's raw objects with the compacted files' lineage, by table. */
  Map<String, TableAudit> audit(LocalDate day) {
    return new Audit(new S3Store(s3, root(Endpoints.SOURCE_BUCKET)), lake, catalog()).run(day);
  }

  @Override
  public void close() {
    stepFunctions.close();
    glue.close();
    s3.close();
  }
}
