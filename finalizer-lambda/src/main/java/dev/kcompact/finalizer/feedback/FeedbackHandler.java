package dev.kcompact.finalizer.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.message.DeadLetterHeaders;
import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.feedback.FeedbackHandler.Request.Outcome;
import dev.kcompact.finalizer.invocation.ExecutionState;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.RollbackDocument;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.time.Clock;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends an event for each table's day and the invalid records to Kafka. */
public final class FeedbackHandler
    implements JsonHandler<FeedbackHandler.Request, FeedbackHandler.Answer> {
  private static final Logger LOG = LoggerFactory.getLogger(FeedbackHandler.class);

  private final Settings settings;
  private final ObjectStore lake;
  private final ObjectStore tables;
  private final Supplier<MessageSender> kafka;
  private final InstantSource clock;

  /** The payload; {@code state} is the execution's state so far. */
  public record Request(LocalDate date, String run, long token, Outcome outcome, JsonNode state) {
    public enum Outcome {
      PUBLISHED,
      FAILED,
      ROLLED_BACK
    }
  }

  /** Numbers of messages sent. */
  public record Answer(long events, long deadLetters, long parked) {}

  public FeedbackHandler() {
    this(Settings.fromEnvironment());
  }

  private FeedbackHandler(Settings settings) {
    this(settings, () -> KafkaMessageSender.open(settings.kafka()), Clock.systemUTC());
  }

  /**
   * @param kafka opens a sender for one invocation: a producer does not recover from a failure
   */
  public FeedbackHandler(Settings settings, Supplier<MessageSender> kafka, InstantSource clock) {
    this.settings = settings;
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
    this.kafka = kafka;
    this.clock = clock;
  }

  @Override
  public Answer handle(Request request, TimeLeft timeLeft) {
    RunRef run = new RunRef(request.date(), request.run(), request.token());
    RunDocuments documents = new RunDocuments(lake, run);
    TableCatalog catalog = Definitions.load(tables, lake);
    Optional<PlanDocument> plan = documents.find(PlanDocument.NAME, PlanDocument.class);
    boolean isPublished = request.outcome() == Outcome.PUBLISHED;
    List<TableResult> results = isPublished ? documents.results(plan.orElseThrow()) : List.of();
    String reason = new ExecutionState(request.state()).reason();
    try (MessageSender messages = kafka.get()) {
      List<BaseTable> base = catalog.baseTables();
      InvalidRecordSender.Sent invalid =
          new InvalidRecordSender(settings, lake, run, clock.instant())
              .send(results, base, messages);
      DayEvents events =
          new DayEvents(catalog, run, plan, results, invalid.parked(), lake.root().toString());
      List<TableDayEvent> toSend =
          switch (request.outcome()) {
            case PUBLISHED -> events.published();
            case FAILED -> events.failed(rolledBack(documents), reason);
            case ROLLED_BACK -> events.rolledBack(rolledBack(documents), reason);
          };
      toSend.forEach(event -> send(event, messages));
      messages.flush();
      Answer answer = new Answer(toSend.size(), invalid.deadLetters(), invalid.allParked());
      LOG.info("feedback {}: {}", run.run(), answer);
      Measurements.ofFunction()
          .put(Metric.FEEDBACK_EVENTS, answer.events())
          .put(Metric.DEAD_LETTERS, answer.deadLetters())
          .put(Metric.PARKED_RECORDS, answer.parked())
          .emit();
      return answer;
    }
  }

  private void send(TableDayEvent event, MessageSender messages) {
    messages.send(
        settings.topics().feedback(),
        event.subject(),
        event.toJson(clock.instant()),
        Map.of(
            DeadLetterHeaders.CONTENT_TYPE, DeadLetterHeaders.CLOUD_EVENT,
            DeadLetterHeaders.TABLE, event.table(),
            DeadLetterHeaders.RUN, event.run()));
  }

  private static List<String> rolledBack(RunDocuments documents) {
    return documents
        .find(RollbackDocument.NAME, RollbackDocument.class)
        .map(RollbackDocument::tables)
        .orElse(List.of());
  }
}
