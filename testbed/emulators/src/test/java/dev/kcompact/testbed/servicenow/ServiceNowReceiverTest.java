package dev.kcompact.testbed.servicenow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceNowReceiverTest {
  private static final String TABLE = "/api/now/table/incident";

  private final ServiceNowReceiver receiver =
      new ServiceNowReceiver(0, InstantSource.fixed(Instant.parse("2026-11-22T10:11:12Z")));

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void findsAnIncidentByItsCorrelationId() throws Exception {
    JsonNode created = result(send("POST", TABLE, "{\"correlation_id\":\"orders/2026-11-22\"}"));
    send("POST", TABLE, "{\"correlation_id\":\"other\"}");

    assertThat(select("correlation_id=orders/2026-11-22^stateIN1,2^ORDERBYDESCsys_created_on"))
        .hasSize(1)
        .first()
        .isEqualTo(created);
    assertThat(created.get("number").asText()).isEqualTo("INC0010001");
    assertThat(created.get("active").asText()).isEqualTo("true");
    assertThat(created.get("sys_created_on").asText()).isEqualTo("2026-11-22 10:11:12");
    assertThat(created.get("sys_id").asText()).matches("[0-9a-f]{32}");
  }

  @Test
  void resolvesAnIncidentOnlyWithAResolution() throws Exception {
    String id = result(send("POST", TABLE, "{}")).get("sys_id").asText();

    HttpResponse<String> refused = send("PATCH", TABLE + "/" + id, "{\"state\":\"6\"}");
    HttpResponse<String> resolved =
        send(
            "PATCH",
            TABLE + "/" + id,
            "{\"state\":\"6\",\"close_code\":\"Resolved by caller\",\"close_notes\":\"Published\"}");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Data Policy Exception");
    assertThat(resolved.statusCode()).isEqualTo(200);
    assertThat(result(resolved).get("state").asText()).isEqualTo("6");
    assertThat(result(resolved).get("sys_mod_count").asText()).isEqualTo("1");
    assertThat(select("state!=6")).isEmpty();
  }

  @Test
  void refusesAConditionThatItDoesNotKnow() throws Exception {
    assertThat(send("GET", TABLE + "?sysparm_query=correlation_id", "").statusCode())
        .isEqualTo(400);
  }

  @Test
  void listsAllIncidentsWithoutAuthentication() throws Exception {
    send("POST", TABLE, "{\"short_description\":\"Não publicado\"}");

    HttpResponse<String> all =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(receiver.uri()).build(), BodyHandlers.ofString());

    assertThat(new ObjectMapper().readTree(all.body()).get(0).get("short_description").asText())
        .isEqualTo("Não publicado");
  }

  @Test
  void rejectsRequestsWithoutAuthentication() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(receiver.uri().resolve(TABLE)).build();

    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
        .isEqualTo(401);
  }

  @Test
  void refusesWhatIsNotThere() throws Exception {
    assertThat(send("PATCH", TABLE + "/abc", "{}").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/api/now/table/problem", "").statusCode()).isEqualTo(400);
    assertThat(send("POST", TABLE, "[1]").statusCode()).isEqualTo(400);
  }

  private JsonNode select(String query) throws Exception {
    String path = TABLE + "?sysparm_limit=10&sysparm_query=" + URLEncoder.encode(query, UTF_8);
    return result(send("GET", path, ""));
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    String user = ServiceNowReceiver.USER + ":" + ServiceNowReceiver.PASSWORD;
    HttpRequest request =
        HttpRequest.newBuilder(receiver.uri().resolve(path))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static JsonNode result(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body()).path("result");
  }
}
