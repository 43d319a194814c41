package dev.kcompact.finalizer.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.testing.FaultyServiceNow;
import dev.kcompact.testbed.servicenow.ServiceNowReceiver;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceNowIncidentsTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:1:execution:";
  private static final CorrelationId ID = id(Optional.empty(), "orders/2026-11-22");

  private final List<Duration> pauses = new ArrayList<>();
  private FaultyServiceNow receiver;
  private Incidents incidents;

  @BeforeEach
  void start() {
    receiver = new FaultyServiceNow();
    incidents =
        new ServiceNowIncidents(
            HttpClient.newHttpClient(),
            receiver.uri(),
            ServiceNowReceiver.USER,
            ServiceNowReceiver.PASSWORD,
            new IncidentClaims(new MemoryClaimTable(), InstantSource.system(), pauses::add),
            pauses::add);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  /** A secret may be changed while a client is open. */
  @Test
  void aLoginThatFailsIsTriedWithTheCredentialsOfNow() throws Exception {
    List<String> passwords = new ArrayList<>(List.of("before", ServiceNowReceiver.PASSWORD));
    ServiceNowIncidents rotated = withPasswords(passwords);

    rotated.open(ID, "title", "text");

    assertThat(receiver.incidents()).hasSize(1);
    assertThat(passwords).isEmpty();
  }

  @Test
  void aWrongPasswordIsNotTriedForever() {
    List<String> passwords = new ArrayList<>(List.of("wrong", "wrong", "wrong"));

    assertThatThrownBy(() -> withPasswords(passwords).open(ID, "title", "text"))
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("status 401");
    assertThat(passwords).hasSize(1);
  }

  private ServiceNowIncidents withPasswords(List<String> passwords) {
    return new ServiceNowIncidents(
        HttpClient.newHttpClient(),
        receiver.uri(),
        Optional.empty(),
        () -> new Credentials(ServiceNowReceiver.USER, passwords.remove(0)),
        new IncidentClaims(new MemoryClaimTable(), InstantSource.system(), pauses::add),
        pauses::add);
  }

  @Test
  void opensOneIncidentAndAddsToIt() {
    incidents.open(ID, "first", "why");
    incidents.open(ID, "second", "why again");

    assertThat(receiver.incidents()).hasSize(1);
    assertThat(receiver.incidents().get(0))
        .containsEntry("correlation_id", "kcompact/orders/2026-11-22")
        .containsEntry("short_description", "second")
        .containsEntry("description", "why")
        .containsEntry("work_notes", "why again");
  }

  @Test
  void resolvesWhatIsOpenOnce() {
    assertThat(incidents.resolve(ID, "fine")).isFalse();
    incidents.open(ID, "title", "why");

    assertThat(incidents.resolve(ID, "fine")).isTrue();
    assertThat(incidents.resolve(ID, "fine")).isFalse();
    assertThat(receiver.incidents().get(0)).containsEntry("state", "6");
  }

  @Test
  void opensAResolvedOneAgain() {
    incidents.open(ID, "title", "why");
    incidents.resolve(ID, "fine");

    incidents.open(ID, "title", "again");

    assertThat(receiver.incidents()).hasSize(1);
    assertThat(receiver.incidents().get(0)).containsEntry("state", "2");
  }

  @Test
  void resolvesBothWhereACreationWasPerformedLate() {
    incidents.open(ID, "title", "why");
    Map<String, String> first = receiver.incidents().get(0);
    Map<String, String> late = new HashMap<>(first);
    late.put("sys_id", "late");
    receiver.replaceIncidents(List.of(first, late));

    assertThat(incidents.resolve(ID, "fine")).isTrue();
    assertThat(receiver.incidents())
        .allSatisfy(each -> assertThat(each).containsEntry("state", "6"));

    incidents.open(ID, "title", "again");
    incidents.open(ID, "title", "once more");
    assertThat(receiver.incidents().stream().map(each -> each.get("state")))
        .containsExactly("2", "6");
  }

  @Test
  void makesANewOneWhenTheOldOneIsClosed() {
    incidents.open(ID, "title", "why");
    Map<String, String> closed = receiver.incidents().get(0);
    closed.put("state", "7");
    receiver.replaceIncidents(List.of(closed));

    incidents.open(ID, "title", "again");

    assertThat(receiver.incidents()).hasSize(2);

    incidents.open(ID, "title", "once more");
    assertThat(receiver.incidents()).hasSize(2);
    assertThat(receiver.incidents().get(1)).containsEntry("work_notes", "once more");
  }

  /** Of two stacks with one ServiceNow, neither changes the other's incidents. */
  @Test
  void eachStackHasItsOwnIncidents() {
    CorrelationId first = id(Optional.of("a.1.us-east-1"), "orders/2026-11-22");
    CorrelationId second = id(Optional.of("b.1.us-east-1"), "orders/2026-11-22");
    incidents.open(first, "title", "why");
    incidents.open(second, "title", "why");

    assertThat(incidents.resolve(second, "fine")).isTrue();

    assertThat(receiver.incidents())
        .extracting(each -> each.get("correlation_id") + " " + each.get("state"))
        .containsExactly(
            "kcompact/a.1.us-east-1/orders/2026-11-22 1",
            "kcompact/b.1.us-east-1/orders/2026-11-22 6");
  }

  @Test
  void anIncidentOfAnEarlierVersionIsUpdatedAndResolvedByItsStackOnly() {
    CorrelationId own = id(Optional.of("a.1.us-east-1"), "orders/2026-11-22");
    CorrelationId other =
        CorrelationId.of(Optional.of("b.1.us-east-1"), MACHINE + "b-daily:x", "orders/2026-11-22");
    incidents.open(ID, "title", "why\nexecution: " + MACHINE + "a-daily:earlier");

    assertThat(incidents.resolve(other, "fine")).isFalse();
    incidents.open(other, "title", "its own");
    assertThat(receiver.incidents()).hasSize(2);
    incidents.open(own, "title", "again");
    assertThat(receiver.incidents()).hasSize(2);
    assertThat(receiver.incidents().get(0))
        .containsEntry("correlation_id", own.text())
        .containsEntry("work_notes", "again");

    assertThat(incidents.resolve(own, "fine")).isTrue();
    assertThat(receiver.incidents())
        .extracting(each -> each.get("state"))
        .containsExactly("6", "1");
  }

  @Test
  void anIncidentOfAnEarlierVersionIsResolvedWithoutAnUpdate() {
    incidents.open(ID, "title", "why\nexecution: " + MACHINE + "a-daily:earlier");

    assertThat(incidents.resolve(id(Optional.of("a.1.us-east-1"), "orders/2026-11-22"), "fine"))
        .isTrue();
  }

  @Test
  void anIdIsNoLongerThanServiceNowStores() {
    CorrelationId one = id(Optional.of("x".repeat(60)), "o".repeat(60) + "/2026-11-22");
    CorrelationId two = id(Optional.of("x".repeat(60)), "o".repeat(60) + "/2026-11-23");

    assertThat(one.text()).hasSize(CorrelationId.MAX_LENGTH).isNotEqualTo(two.text());
  }

  private static CorrelationId id(Optional<String> stack, String subject) {
    return CorrelationId.of(stack, MACHINE + "a-daily:x", subject);
  }

  @Test
  void retriesLaterAndLaterWhenAsked() {
    receiver.troubles.addAll(List.of(429, 503, 500));

    incidents.open(ID, "title", "why");

    assertThat(receiver.incidents()).hasSize(1);
    assertThat(pauses).hasSize(3);
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(pauses.get(2)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void anIncidentWhoseCreationIsNotAnsweredIsFoundAgain() {
    receiver.lostAnswers = 1;

    incidents.open(ID, "title", "why");

    assertThat(receiver.requests).containsExactly("GET", "POST", "GET", "PATCH");
    assertThat(receiver.incidents()).hasSize(1);
  }

  @Test
  void givesUpAfterFiveTries() {
    receiver.troubles.addAll(List.of(503, 503, 503, 503, 503));

    assertThatThrownBy(() -> incidents.open(ID, "title", "why"))
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("status 503")
        .hasMessageNotContaining(ServiceNowReceiver.PASSWORD);
    assertThat(receiver.requests).hasSize(5);
  }

  @Test
  void doesNotTryAgainWhatIsRefused() {
    receiver.troubles.add(401);

    assertThatThrownBy(() -> incidents.open(ID, "title", "why")).hasMessageContaining("status 401");
    assertThat(receiver.requests).containsExactly("GET");
  }

  @Test
  void reportsThatServiceNowIsUnreachable() {
    receiver.close();

    assertThatThrownBy(() -> incidents.open(ID, "title", "why"))
        .isInstanceOf(RetryableException.class)
        .hasMessageStartingWith("Failed to reach ServiceNow: GET http://127.0.0.1:");
    assertThat(pauses).hasSize(4);
  }
}
