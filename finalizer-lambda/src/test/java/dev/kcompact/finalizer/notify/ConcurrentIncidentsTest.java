package dev.kcompact.finalizer.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.invocation.Pause;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.testing.FaultyServiceNow;
import dev.kcompact.testbed.servicenow.ServiceNowReceiver;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers that report the same failure at once, or die while they do. */
class ConcurrentIncidentsTest {
  private static final String ID = "kcompact/day/2026-11-22";
  private static final CorrelationId CORRELATION =
      CorrelationId.of(Optional.empty(), "arn:x", "day/2026-11-22");
  private static final String ENDED =
      """
      {"detail": {"executionArn": "arn:x", "status": "ABORTED",
        "input": "{\\"date\\": \\"2026-11-22\\"}"}}
      """;
  private static final String STATE =
      """
      {"action": "OPEN", "execution": "arn:x", "state": {"request": {"date": "2026-11-22"},
        "error": {"Error": "Failed", "Cause": "why"}}}
      """;

  @TempDir Path lake;
  private final FaultyServiceNow receiver = new FaultyServiceNow();
  private final MemoryClaimTable table = new MemoryClaimTable();
  private volatile Instant now = Instant.parse("2026-11-23T02:00:00Z");
  private final ExecutorService handlers = Executors.newFixedThreadPool(4);

  /** The first search is answered when another handler has searched, or waits for its claim. */
  @BeforeEach
  void meet() {
    receiver.beforeSearch(
        search ->
            await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> search > 1 || receiver.searches() > 1 || table.refused() > 0));
  }

  @AfterEach
  void stop() {
    handlers.shutdownNow();
    receiver.close();
  }

  private Supplier<Incidents> incidents(ClaimTable claims, Pause pause) {
    return () ->
        new ServiceNowIncidents(
            HttpClient.newHttpClient(),
            receiver.uri(),
            ServiceNowReceiver.USER,
            ServiceNowReceiver.PASSWORD,
            new IncidentClaims(claims, () -> now, pause),
            pause);
  }

  private Callable<NotifyAnswer> ended() {
    EndedHandler handler =
        new EndedHandler(
            ZoneOffset.UTC, Optional.of(incidents(table, wait -> await().until(table::isEmpty))));
    EndedHandler.Event event = Json.read(ENDED, EndedHandler.Event.class, "the event");
    return () -> handler.handle(event, () -> Duration.ofMinutes(5));
  }

  private Callable<NotifyAnswer> failed() {
    NotifyHandler handler =
        new NotifyHandler(
            Stores.open(StorageLocation.ofFolder(lake)),
            ZoneOffset.UTC,
            Optional.of(incidents(table, wait -> await().until(table::isEmpty))));
    NotifyHandler.Request request = Json.read(STATE, NotifyHandler.Request.class, "the state");
    return () -> handler.handle(request, () -> Duration.ofMinutes(5));
  }

  private void runAtOnce(List<Callable<NotifyAnswer>> calls) throws Exception {
    List<Future<NotifyAnswer>> answers = new ArrayList<>();
    for (Callable<NotifyAnswer> call : calls) {
      answers.add(handlers.submit(call));
    }
    for (Future<NotifyAnswer> answer : answers) {
      assertThat(answer.get(60, TimeUnit.SECONDS).incidents()).containsExactly(ID);
    }
  }

  @Test
  void anExecutionThatIsReportedTwiceAtOnceHasOneIncident() throws Exception {
    runAtOnce(List.of(ended(), ended()));

    assertThat(receiver.incidents()).hasSize(1);
    assertThat(receiver.incidents().get(0).get("work_notes")).contains("ABORTED");
    assertThat(table.isEmpty()).isTrue();
  }

  @Test
  void theStateMachineAndEventBridgeOpenOneIncident() throws Exception {
    runAtOnce(List.of(failed(), ended(), failed(), ended()));

    assertThat(receiver.incidents()).hasSize(1);
  }

  /** A handler that has claimed and then died must not keep others from opening the incident. */
  @Test
  void aClaimOfADeadHandlerExpires() {
    Instant died = now;
    assertThat(table.take(ID, "dead", died, died.plus(IncidentClaims.LENGTH))).isTrue();

    incidents(table, wait -> now = now.plus(wait)).get().open(CORRELATION, "title", "why");

    assertThat(receiver.incidents()).hasSize(1);
    assertThat(Duration.between(died, now)).isEqualTo(IncidentClaims.LENGTH);
    assertThat(table.isEmpty()).isTrue();
  }

  /** Its claim has expired meanwhile, so another handler may be creating the incident. */
  @Test
  void whoHasLostItsClaimCreatesNothing() {
    receiver.beforeSearch(
        search -> {
          now = now.plus(IncidentClaims.LENGTH);
          table.take(ID, "other", now, now.plus(IncidentClaims.LENGTH));
        });

    assertThatThrownBy(() -> incidents(table, wait -> {}).get().open(CORRELATION, "title", "why"))
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("another handler");
    assertThat(receiver.incidents()).isEmpty();
  }

  @Test
  void aClaimThatIsKeptIsAFailureToRetry() {
    table.take(ID, "other", now, now.plus(Duration.ofHours(1)));

    assertThatThrownBy(
            () ->
                incidents(table, wait -> now = now.plus(wait))
                    .get()
                    .open(CORRELATION, "title", "why"))
        .isInstanceOf(RetryableException.class)
        .hasMessage("Failed to change incident: " + ID + ", another handler is changing it");
  }

  @Test
  void withoutTheTableTheIncidentIsOpenedAllTheSame() {
    ClaimTable unreachable =
        new ClaimTable() {
          @Override
          public boolean take(String name, String owner, Instant at, Instant expiresAt) {
            throw new RetryableException("Failed to write claim: locks/" + name);
          }

          @Override
          public void release(String name, String owner) {
            throw new AssertionError("nothing was taken");
          }
        };
    receiver.beforeSearch(search -> {});

    incidents(unreachable, wait -> {}).get().open(CORRELATION, "title", "why");

    assertThat(receiver.incidents()).hasSize(1);
  }
}
