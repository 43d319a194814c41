package dev.kcompact.finalizer.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.testing.FaultyServiceNow;
import dev.kcompact.finalizer.testing.TestContext;
import dev.kcompact.testbed.servicenow.ServiceNowReceiver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndedHandlerTest {
  private FaultyServiceNow receiver;
  private EndedHandler handler;

  @BeforeEach
  void start() {
    receiver = new FaultyServiceNow();
    handler =
        new EndedHandler(
            ZoneId.of("America/Sao_Paulo"),
            Optional.of(
                () ->
                    new ServiceNowIncidents(
                        HttpClient.newHttpClient(),
                        receiver.uri(),
                        ServiceNowReceiver.USER,
                        ServiceNowReceiver.PASSWORD,
                        new IncidentClaims(new MemoryClaimTable(), InstantSource.system(), d -> {}),
                        d -> {})));
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void opensTheIncidentOfTheDayThatNobodyElseCouldOpen() throws IOException {
    ended("ABORTED", "{\\\"scheduledTime\\\": \\\"2026-11-23T05:00:00Z\\\"}");
    ended("TIMED_OUT", "{\\\"date\\\": \\\"2026-11-22\\\", \\\"waitSeconds\\\": 1}");

    assertThat(receiver.incidents()).hasSize(1);
    assertThat(receiver.incidents().get(0))
        .containsEntry("correlation_id", "kcompact/day/2026-11-22")
        .containsEntry("state", "1");
    assertThat(receiver.incidents().get(0).get("description"))
        .contains("ABORTED", "execution: arn:x");
    assertThat(receiver.incidents().get(0).get("work_notes")).contains("TIMED_OUT");
  }

  @Test
  void opensTheOneOfAllCleanUps() throws IOException {
    ended("ABORTED", "{\\\"action\\\": \\\"CLEAN\\\"}");

    assertThat(receiver.incidents().get(0)).containsEntry("correlation_id", "kcompact/clean-up");
  }

  /** Errors that no state catches, and failures of Notify, leave no incident behind. */
  @Test
  void opensTheIncidentOfAFailureThatNotifyHasNotReported() throws IOException {
    String input = "{\\\"date\\\": \\\"2026-11-22\\\"}";
    failed(input, "DayRejected", "3 rows of orders (notified)");
    assertThat(receiver.incidents()).isEmpty();

    failed(input, "States.DataLimitExceeded", "the state is too large");
    failed(input, "States.Runtime", null);

    assertThat(receiver.incidents()).hasSize(1);
    assertThat(receiver.incidents().get(0))
        .containsEntry("correlation_id", "kcompact/day/2026-11-22");
    assertThat(receiver.incidents().get(0).get("description"))
        .contains("States.DataLimitExceeded, the state is too large", "execution: arn:x");
    assertThat(receiver.incidents().get(0).get("work_notes")).contains("States.Runtime");
  }

  @Test
  void opensTheIncidentsOfLateDaysThatNotifyHasNotReported() throws IOException {
    String input = "{\\\"date\\\": \\\"2026-11-22\\\"}";

    failed(
        input,
        "LateDaysFailed",
        ("Notify could not report failed late days:"
                + " [{'outcome':'FAILED_UNREPORTED','date':'2026-11-20'},"
                + " {'date':'2026-11-19','outcome':'FAILED'},"
                + " {'date':'2026-11-18','outcome':'FAILED_UNREPORTED'}]")
            .replace("'", "\\\""));

    assertThat(receiver.incidents())
        .extracting(incident -> incident.get("correlation_id"))
        .containsExactly("kcompact/day/2026-11-20", "kcompact/day/2026-11-18");

    failed(input, "LateDaysFailed", "cut off [{");
    assertThat(receiver.incidents())
        .extracting(incident -> incident.get("correlation_id"))
        .contains("kcompact/day/2026-11-22");
  }

  @Test
  void refusesAnInputWithoutADay() {
    assertThatThrownBy(() -> ended("ABORTED", "{}"))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("has no day");
  }

  /** Sends an event as EventBridge documents it. */
  private void ended(String status, String input) throws IOException {
    send(status, input, null, null);
  }

  private void failed(String input, String error, @Nullable String cause) throws IOException {
    send("FAILED", input, error, cause);
  }

  private void send(String status, String input, @Nullable String error, @Nullable String cause)
      throws IOException {
    String event =
        """
        {"version": "0", "id": "315c1398-40ff-a850-213b-158f73e60175",
         "detail-type": "Step Functions Execution Status Change", "source": "aws.states",
         "account": "123456789012", "time": "2026-11-23T06:00:00Z", "region": "us-east-1",
         "resources": ["arn:x"],
         "detail": {"executionArn": "arn:x", "stateMachineArn": "arn:m", "name": "x",
           "status": "%s", "startDate": 1551225146847, "stopDate": 1551225151881,
           "input": "%s", "inputDetails": {"included": true}, "output": null,
           "error": %s, "cause": %s}}
        """
            .formatted(status, input, quoted(error), quoted(cause));
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(UTF_8)),
        new ByteArrayOutputStream(),
        new TestContext());
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }
}
